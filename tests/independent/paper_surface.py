"""A certificate of a surface written on paper, and what the checker makes of one."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from tradeoff.checker.surfaces import CheckedSurface, check_surface

Data = dict[str, Any]


def quiet(how_far: str) -> None:
    """Progress nobody looks at."""


def check(data: Data) -> CheckedSurface:
    """What the checker makes of a certificate once it has been a file."""
    return check_surface(json.loads(json.dumps(data)), quiet)


def paper() -> Data:
    """From a + 2 b + 4 c <= 8 as much as possible of each: (8, 0, 0), (0, 4, 0), (0, 0, 2), and one triangle between.

    Minimised, -a - 2 b - 4 c >= -8 is the plane of all three points: a price of -1 for the row. Every other plane has
    some of these weights and 0 for the rest, and reaches to infinity there: beside an edge along one objective, beside
    the best of one objective along the two others.
    """
    programme = {
        "columns": ["a", "b", "c"],
        "lower": ["0", "0", "0"],
        "upper": [None, None, None],
        "rows": ["budget"],
        "row_lower": [None],
        "row_upper": ["8"],
        "starts": [0, 3],
        "indices": [0, 1, 2],
        "values": ["1", "2", "4"],
        "objectives": [
            {"name": name, "sense": "max", "scale": "1", "constant": "0", "indices": [j], "values": ["1"]}
            for j, name in enumerate("abc")
        ],
    }

    def plane(weights: str, price: str) -> Data:
        return {
            "weights": weights.split(),
            "value": str(8 * Fraction(price)),
            "prices": {"indices": [0], "values": [price]},
        }

    facets = [(0, 1, 2), (0, 5, 1), (0, 2, 4), (1, 3, 2), (0, 4, 5), (1, 5, 3), (2, 3, 4)]
    return {
        "schema": "tradeoff/certificate-surface/1",
        "count": 3,
        "programme": programme,
        "points": [
            {"values": values.split(), "plan": {"indices": [j], "values": [max(values.split())]}}
            for j, values in enumerate(("8 0 0", "0 4 0", "0 0 2"))
        ],
        "planes": [
            plane("1 2 4", "-1"), plane("1 2 0", "-1"), plane("1 0 4", "-1"), plane("0 1 2", "-1/2"),
            plane("1 0 0", "-1"), plane("0 1 0", "-1/2"), plane("0 0 1", "-1/4"),
        ],
        "facets": [{"corners": list(facet), "plane": k} for k, facet in enumerate(facets)],
        "edges": [],
    }  # fmt: skip
