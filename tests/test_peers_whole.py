"""`trace` against the instances of other projects' own test suites, over whole numbers with two objectives."""

from __future__ import annotations

from typing import Any

import pytest

from tests.independent.peers import INSTANCES, over_whole_numbers, read

CLOSE = 1e-6
"""Share of the largest value by which a value may be off: that far others print theirs."""
QUICK = (
    "moa_issue105",
    "moa_kp10max",
    "moa_ap5p3",
    "morepo-kirlik14_KP_p-3_n-10",
    "vopt_",
    "voptlib-uflp_didactic1",
)
"""Beginnings of the names of those that take a second or less."""


def instances() -> list[Any]:
    """Their names, long ones marked as slow."""
    return [
        pytest.param(name, marks=() if name.startswith(QUICK) else pytest.mark.slow) for name in over_whole_numbers()
    ]


@pytest.mark.parametrize("name", instances())
def test_the_same_points(name: str) -> None:
    """All nondominated points and no other; of some suites their number or the values of the first objective."""
    data, found = INSTANCES[name], read(name).trace(whole=True)
    points = sorted((point.x, point.y) for point in found.extreme_points)
    assert all(point.efficient for point in found.extreme_points)
    expected = data["expected"]
    if data["kind"] == "count":
        assert len(points) == expected
        return
    if data["kind"] == "z1":
        assert [x for x, _ in points] == pytest.approx(sorted(map(float, expected)))
        return
    wanted = sorted(map(tuple, expected))
    allowed = CLOSE * max(abs(value) for point in wanted for value in point)
    assert len(points) == len(wanted)
    for one, other in zip(points, wanted, strict=True):
        assert one == pytest.approx(other, abs=allowed)
