"""Traces the frontier of two, three or four objectives over any PuLP problem.

The way through: `arguments.py` reads what is asked and `method.py` decides who serves it. `lp/` turns the problem into
arrays and solves them, `biobjective/` (on `simplex/`), `triobjective/`, `integer/` or `whole_three/` find points and
bounds, `exact/` certifies them in fractions, `trace_line.py` (without a bound `trace_rays.py`, of three objectives
`trace_surface_rays.py`) joins these steps, `publish/` turns them into the `Frontier` of `frontier.py`: its `pieces`,
`tables` and `measures` (`ends_known` or not), answers `at_level` or `found_at` one, ranges `within` a share of it
(`whole_levels`), how to `keep` it and to have it `thinned`. `canonical.py` picks the solution of a point; `mixtures`
of points answer floors.

Each imports only what stands before it: drawer, lp, mixtures, canonical, method, arguments, simplex, biobjective,
triobjective, integer, whole_three, exact, pieces, ends_known, tables, measures, at_level, found_at, whole_levels,
within, keep, thinned, frontier, publish, trace_line, trace_rays, trace_surface_rays, trace.
Nothing here knows what a problem is about; it imports `errors.py` alone.
"""
