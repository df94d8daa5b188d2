"""Publishes what a method has found, minimised, as the `Frontier` a caller reads, in the user's senses and units.

`polyline` for two objectives over a linear programme, `surface` for three (`surface_rays` without a bound),
`staircase` and `points` for two and three over whole numbers; `rounded` leaves as many digits as a reader is to see.
"""
