"""Holds one linear or integer programme in arrays and solves it; the only room that touches HiGHS.

    from_pulp -> model -> scaling -> highs -> solver (linear), integer_solver (whole numbers) -> lexicographic

`from_pulp` reads a PuLP problem into a `Model`: rows, columns, one minimised cost row an objective. `scaling` brings it
to units a solver can trust. `solver` is the one door to linear optima: hot starts, faces held by reduced costs, and an
answer that survived a check or an error. `integer_solver` is the door to branch and cut. `lexicographic` minimises
several costs in turn. `stopping` says how a search ends early.
"""
