"""Thins a frontier to so many points, and says in its gap what is lost by that.

    thin -> line (two objectives, straight edges), steps (two, whole numbers), farthest (three or four)

Whatever lies within `max_gap` of what is drawn lies within that and `h` of what is left of it, where `h` is by how much
the most that is drawn betters what is left: so the gap stated is the sum of both. `parts` says what changes then, and
`fewest` finds the points that leave the least gap where they lie in a row.
"""
