"""Names every tolerance of the parametric simplex method, with its reason.

Amounts and reduced costs are those of the scaled programme, cost rows with a largest entry of 1.
"""

from __future__ import annotations

SLOPE = 1e-10
"""Slopes of reduced costs (of cost rows with a largest entry of 1) below this count as zero."""
NEVER = 1e100
"""What stands for the reduced cost of a column that cannot enter."""
FLOOR = 1e-30
"""What a reduced cost of zero is taken for in the ratio, so that it comes first."""
TIED, TOGETHER = 1e-9, 1e-13
"""Relative and absolute difference of steps up to which columns reach zero together; the steepest of them is the safest
pivot. Without the absolute one, what rounding leaves of two zeros would pass for an order."""
ROUNDED = 1e-13
"""Share of the largest price up to which a reduced cost is what rounding leaves of a zero. Divided by a small slope it
would pass for a step, and solutions that are equally good in one objective for an edge of the frontier."""
PRIMAL = 1e-9
"""Amounts, in scaled units, below this count as zero."""
MOVING = 1e-10
"""Entries of a column below this do not move anything."""
SMALLEST_PIVOT = 1e-7
DISAGREE = 1e-7
"""Relative difference between the pivot by column and by row beyond which the factors are stale."""
DRIFT = 1e-6
"""What a fresh factorisation may find wrong with the run since the last one."""
CARRIED = 1e-8
"""What may be wrong with amounts or slopes that exchanges carried along: ratio tests leave 1e-9, a wrong solve more."""
FITS = 1e-9
"""Share of what is summed by which a solve may miss its right-hand side."""
SAME_WEIGHT = 1e-11
"""Breakpoints whose weights differ by less are one."""
SAME_PLACE = 1e-13
"""Steps shorter than this share of the size of an objective lead nowhere."""
LAST_WEIGHT = 1 - 1e-9
"""Beyond this weight on v only weakly efficient solutions follow: they give up u for nothing."""
CAUTIOUS = 100
"""Pivots in a row without a step, after which the column of the least id enters, after Bland 1977, against cycles."""
STALLED = 5000
"""Pivots in a row without a step, after which the run is called off."""
