"""Traces the frontier of two or three objectives over any PuLP problem.

The way through: `arguments.py` reads what is asked and `method.py` decides who serves it. `lp/` turns the problem into
arrays and solves them, `biobjective/` (on `simplex/`), `triobjective/`, `integer/` or `whole_three/` find points
and bounds, `exact/` certifies them in fractions, `trace_line.py` joins these steps and `publish/` turns them into the
`Frontier` of `frontier.py` that a caller reads. `canonical.py` picks the one solution that stands for a point.
Everything between reading and publishing is minimised.

Each imports only what stands before it: drawer (of what Jupyter shows), lp, canonical, method, arguments, simplex,
biobjective, triobjective, integer, whole_three, exact, frontier, publish, trace_line, trace. Nothing here knows what a
problem is about; it imports `errors.py` alone.
"""
