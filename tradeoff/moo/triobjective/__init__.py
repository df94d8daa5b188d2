"""Finds the efficient surface of three or four objectives over a linear programme, between found and ruled out.

    walk -> sandwich -> hull -> surface

`walk` goes from basis to basis over the weights, over small tables in `waves`: `tableau` pivots, `tables` many at once,
`polygon` is where a basis is optimal, and `cells` keeps what is found. `walked` is what comes of it, and `duality`
checks it: floats propose, and prices say what nothing lies below. `sandwich` solves the weights where inner hull and
outer planes are still apart; `hull` spans both polyhedra and measures the gap; `surface` is what a caller draws:
points, triangles, loose edges, planes; `endless` spans one that goes on as rays.
"""
