"""Holds one linear or integer programme in arrays and solves it; the only room that touches HiGHS.

    from_pulp -> model -> scaling -> highs -> solver (linear), integer_solver (whole numbers) -> lexicographic

`from_pulp` reads a PuLP problem into a `Model`: rows, columns, one minimised cost row an objective. `scaling` brings it
to units a solver can trust. `solver` is the one door to linear optima: hot starts, faces held by reduced costs, and an
answer (`optimum`) that survived a check or an error. `integer_solver` is the door to bounds over whole numbers, HiGHS's
(`branch_and_cut`) confirmed (`branch_bound`); `best_found` keeps the best that a search met. `lexicographic` minimises
several costs in turn. `movable` moves rows and factors between solves, for what-ifs. `stopping` says how a search ends
early, `logged` how far it is, `statuses` how a basis stands, `optimum` what its own prices make of an answer, `face`
which bounds an optimal face holds, `verdict` whether there is no solution or no bound. `near_solver` searches for what
is good enough, `substituted` puts equations in place, `counted_relaxation` relaxes within limits of sums,
`implied_bounds` adds ends that rows imply, `near_bounds` brings far ones near, `small_switches` does so with factors of
switches, `weak_duality` says what prices show. `running` lets Ctrl-C end a solve, `options` reads what a caller sets.
"""
