"""Finds the frontier of two objectives over a linear programme: points, supporting lines, and the gap between.

    find_frontier -> parametric_frontier (parametric_run), or dichotomic -> polyline

`find_frontier` takes the method that serves the wish. `parametric_run` makes the run of `simplex/` in the solver's
terms, `parametric_frontier` has HiGHS check it and thins it to a gap. `dichotomic` solves the segment with the largest
gap, until the gap asked for or, with none, until every segment is an edge. Both give a polyline, and
`line` the solutions at its points and between them.
"""
