"""Says a frontier in plain values, and saves it as JSON, or its points as CSV."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tradeoff.moo.keep.cells import harmless
from tradeoff.moo.keep.whole_file import write_whole
from tradeoff.moo.pieces import Facet, Point, Ray, Solution, Step

if TYPE_CHECKING:
    from tradeoff.moo.frontier import Frontier

SCHEMA = "tradeoff/moo-frontier/1"
STEP = ("start", "end", "best", "best_at_end", "checked")
"""What is said of a step beside the ends of a straight segment."""


def save(frontier: Frontier, path: Path) -> None:
    """Save a frontier by suffix: `.json` all of it, `.csv` its points.

    Raises ValueError for another suffix, OSError where the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in (".json", ".csv"):
        raise ValueError(f"a frontier is saved as .json or .csv; {path.name} is neither")
    if suffix == ".csv":
        text = str(frontier.points.rename(columns=harmless).to_csv(index=False, lineterminator="\n"))
    else:
        text = json.dumps(plain_frontier(frontier), indent=1, allow_nan=False, ensure_ascii=False) + "\n"
    write_whole(path, text.encode())


def save_proof(frontier: Frontier, path: Path) -> None:
    """Save what is certified of a frontier, so that it can be recomputed without solving.

    Raises ValueError where nothing is certified, SolverError where numbers are too long, OSError where the file cannot
    be written.
    """
    if frontier.proof is None and frontier.certificate.certified:
        raise ValueError(
            "a frontier that was loaded is certified, and has its fractions, but no proof: save that where it is traced"
        )
    if frontier.proof is None:
        raise ValueError("nothing of this frontier is certified; trace it with certify=True, and save its proof then")
    write_whole(path, json.dumps(frontier.proof.as_dict(), ensure_ascii=False).encode() + b"\n")


def plain_frontier(frontier: Frontier) -> dict[str, Any]:
    """A frontier in plain values, with the solution of each point.

    Raises SolverError if the solver loses a point.
    """
    places = range(len(frontier.extreme_points))
    solutions = [Solution(values=frontier.solution(i), is_only=frontier.is_only(i)) for i in places]
    return {
        "schema": SCHEMA,
        "objectives": list(frontier.objectives),
        "senses": list(frontier.senses),
        "shape": str(frontier.shape),
        "certificate": frontier.certificate.as_dict(),
        "points": [_point(point) for point in frontier.extreme_points],
        "edges": [_facet(facet) for facet in frontier.edges],
        **({"rays": [_ray(ray) for ray in frontier.rays]} if frontier.rays else {}),
        "steps": [_step(step) for step in frontier.stretches],
        "solutions": [asdict(solution) for solution in solutions],
    }


def _point(point: Point) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(point).items()}


def _facet(facet: Facet) -> dict[str, Any]:
    rays = {"rays": list(facet.rays)} if facet.rays else {}
    return {"points": list(facet.points), "normal": list(facet.normal), **rays}


def _ray(ray: Ray) -> dict[str, Any]:
    """A ray; of three objectives there is no rate."""
    return {name: value for name, value in asdict(ray).items() if value is not None}


def _step(step: Step) -> dict[str, Any]:
    """A step; of a straight segment with the problem's variables at both ends."""
    said: dict[str, Any] = {name: getattr(step, name) for name in STEP}
    return said if step.mixture is None else {**said, "ends": [step.mixture(0.0), step.mixture(1.0)]}


def _plain(value: Any) -> Any:
    """Fractions as text, and None for what is no finite number."""
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
