"""Says whether the ends of a frontier are among its points, without which there are no ranges, no best and no worst.

A linear programme with bounds has its ends first. Over whole numbers points at chosen levels have them by chance alone,
and to a gap an end may be bettered: it is known to be the best where it is checked that a weighted sum reaches it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tradeoff.moo.method import WholeSearch
from tradeoff.moo.pieces import Certificate, Point, Shape


def may_miss_ends(certificate: Certificate, points: Sequence[Point]) -> bool:
    """Whether points of two objectives over whole numbers answer chosen levels, and the ends may not be among them.

    Args:
        certificate: What vouches for them.
        points: From the best of the first objective.
    """
    return certificate.method == WholeSearch.LEVELS and not (points[0].supported and points[-1].supported)


def require_ends(shape: Shape, certificate: Certificate, points: Sequence[Point]) -> None:
    """Refuse what is of the whole frontier where only levels of it were asked for, or its ends may be bettered.

    Args:
        shape: What it is made of.
        certificate: What vouches for it.
        points: From the best of the first objective.

    Raises:
        ValueError: The ends are not known; the mend is named.
    """
    if shape is not Shape.STEPS or (points[0].supported and points[-1].supported):
        return
    if may_miss_ends(certificate, points):
        raise ValueError("points were found at chosen levels, and the ends may not be among them; trace it whole")
    raise ValueError(
        "the ends were found to a gap, and the best of each objective may be better by as much; trace it without a "
        "gap, or to a smaller one"
    )
