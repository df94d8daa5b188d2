"""Certifies what floats found, in exact rational arithmetic.

    rational -> lu -> basis -> repair, oracle -> certify, certify_surface, certify_whole -> certificate, surface_proof

`rational` holds the programme in fractions, `lu` factorises, `basis` tells what a basis proposed by HiGHS attains and
rules out, `repair` mends one by a few exact pivots, `oracle` gives exact optima, and `endless_oracle` those of sums
that are about to lose their bound. `certify` takes a polyline, point by point and edge by edge; `certify_surface` does
so for triangles, and `certify_whole` says that they are all; `certify_endless` does both where a surface goes on.
`certified` is what a polyline has then; `certificate`, `rays_proof`, `surface_proof` and `surface_rays_proof` write
what `tradeoff.checker` reads, and `proofs` names them. Of `directions`, in which one may go on for ever, `recessions`
finds those on which an objective betters the cheapest, and `bounded_weights` what they leave of the weights of three;
`sums` puts weighted sums for objectives.
"""
