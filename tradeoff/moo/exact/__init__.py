"""Certifies what floats found, in exact rational arithmetic.

    rational -> lu -> basis -> repair, oracle -> certify, certify_surface, certify_whole -> certificate, surface_proof

`rational` holds the programme in fractions, `lu` factorises, `basis` tells what a basis proposed by HiGHS attains and
rules out, `repair` mends one by a few exact pivots, `oracle` gives exact optima. `certify` takes a polyline, point by
point and edge by edge; `certify_surface` does so for triangles, and `certify_whole` says that they are all; `certified`
is what it has then; `certificate`, `rays_proof` and `surface_proof` write what `tradeoff.checker` reads, and `proofs`
names them. `recessions` finds the ways on which an objective betters without end.
"""
