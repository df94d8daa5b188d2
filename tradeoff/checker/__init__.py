"""Checks every claim of a saved certificate with the standard library alone.

    python -m tradeoff.checker PATH

Nothing is solved and nothing is trusted. certificate.json names, for every point, a basis of the linear programme it
holds; in exact fractions that basis determines a plan, which must keep every limit and be worth what the point says.
It names weights for every line, and a basis whose prices must show that no plan is below the line. Points and lines
together bound the frontier from both sides. Of three objectives it names plans, planes with their prices, and facets
that close up around all there is; where it goes on without end, also directions that may be gone for ever.

This room imports nothing of the others and shares no code with what found the frontier. It does not ask whether the
programme is the right one for the tables it came from.
"""
