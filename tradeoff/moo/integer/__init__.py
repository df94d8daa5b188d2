"""Finds the frontier of two objectives over whole numbers: points, attainable segments, steps, and bounds on each.

    trace_integer -> ends -> whole_steps, box_search or epsilon_constraint -> outline -> result

`ends` finds both lexicographic ends; `whole_steps` or `box_search` every piece between them, `epsilon_constraint` the
best at chosen levels. `ruled_out` holds what nothing lies below, `supported` says what a weighted sum reaches.
`fixed_integers` gives what one choice of whole numbers allows, `envelope` the lower envelope of these, and `outline`
turns what is found and ruled out into points, segments and steps. Where all of that would take too long, `near_levels`
answers levels near enough: it fills them once, `near_rounds` closes in, `near_search` holds what is known,
`near_trees` grows a `sum_tree` at each level. `relax_and_fix` finds a good solution at one level, and `made_whole`
makes the columns of a linear optimum whole.
"""
