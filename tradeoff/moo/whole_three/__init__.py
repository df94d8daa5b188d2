"""Finds every nondominated point of three objectives over whole numbers, each with its bound.

    trace_points -> lattice -> questions -> quadrants

`lattice` counts each objective in its smallest step, `quadrants` keeps where points may still be and what is the next
place to ask, `questions` asks there, and `trace_points` joins these until no quadrant is open, or time is up.
"""
