"""Builds the linear programme of a scenario, and reads the programme's values back into a plan.

The only room that builds PuLP problems. Importing it fails with `ImportError` where an aim or a measure is registered
in `scenario/` and has no terms here, or the other way round.
"""

from __future__ import annotations

from tradeoff.programme.halves import require_both_halves

require_both_halves()
