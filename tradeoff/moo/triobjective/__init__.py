"""Finds the efficient surface of three objectives over a linear programme, between what is found and what is ruled out.

    sandwich -> hull -> surface

`sandwich` solves the weights where inner hull and outer planes are farthest apart; `hull` spans both polyhedra and
measures the gap; `surface` is what a caller draws: points, triangles, loose edges, planes.
"""
