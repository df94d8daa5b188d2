"""`trace` with three objectives over linear programmes, against bensolve's own examples and drawn ones.

`peers_surface/*.json` are in the form of `peers/`, a bound that all columns share given once; `expected` are the vertices
that bensolve (benpy) finds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pulp
import pytest

import tradeoff

FOLDER = Path(__file__).parent / "peers_surface"
INSTANCES: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))
}
CLOSE = 1e-6
"""Share of the largest value by which a value may be off: that far others print theirs."""
LONG = {("bensolve_ex10", "certified"), ("bensolvehedron_q3m1", "certified")}
"""Tens of seconds, the others one or two at most."""
HOW: dict[str, dict[str, Any]] = {
    "exact": {"exact": True},
    "certified": {"exact": True, "certify": True},
    "gap": {"gap": 0.05},
}


def traced(name: str, **how: Any) -> tradeoff.Frontier:
    """The surface of an instance."""
    data, problem = INSTANCES[name], pulp.LpProblem()
    lower, upper = (bound if isinstance(bound, list) else [bound] * data["nvar"] for bound in (data["lb"], data["ub"]))
    x = [problem.add_variable(f"x{j}", low, high) for j, (low, high) in enumerate(zip(lower, upper, strict=True))]
    for terms, sense, limit in data["rows"]:
        total = pulp.LpAffineExpression({x[j]: value for j, value in terms})
        problem += {"<=": total <= limit, ">=": total >= limit, "==": total == limit}[sense]
    names = ("first", "second", "third")
    pairs = zip(names, data["objectives"], data["constants"], strict=True)
    aims = {n: pulp.LpAffineExpression({x[j]: c for j, c in terms}, constant=shift) for n, terms, shift in pairs}
    return tradeoff.trace(problem, aims, sense=dict(zip(names, data["sense"], strict=True)), **how)


def cases() -> list[Any]:
    """Every instance in every way, what is long marked as slow."""
    return [
        pytest.param(name, how, marks=[pytest.mark.slow] if (name, how) in LONG else [])
        for name in INSTANCES
        for how in HOW
    ]


@pytest.mark.parametrize(("name", "how"), cases())
def test_the_same_vertices(name: str, how: str) -> None:
    """Every vertex and no other; to a gap none that is no vertex."""
    frontier = traced(name, **HOW[how])
    expected = np.array(INSTANCES[name]["expected"], dtype=float)
    found = np.array([point.values for point in frontier.extreme_points])
    apart = np.abs(found[:, None] - expected[None]).max(axis=2) <= CLOSE * np.abs(expected).max()
    assert apart.sum(axis=1).tolist() == [1] * len(found)
    assert (apart.sum(axis=0) <= 1).all()
    if how == "gap":
        assert frontier.certificate.max_gap <= 0.05
    else:
        assert apart.any(axis=0).all()
    assert frontier.certificate.certified == (how == "certified")


def test_all_of_them_are_there() -> None:
    """Nine, the showcase of bensolve with 1,368 vertices among them."""
    assert len(INSTANCES) == 9
    assert len(INSTANCES["bensolve_ex10"]["expected"]) == 1368
