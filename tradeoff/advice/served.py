"""Counts who is served: groups, poverty strata, levels; always both numerator and denominator."""

from __future__ import annotations

from dataclasses import dataclass

from tradeoff.programme.plan import Plan
from tradeoff.scenario.measures import GROUPS
from tradeoff.scenario.scenario import Cell, Offer, Scenario
from tradeoff.words.spoken import say

GROUP_NAMES = {"women": "women", "sc": "Scheduled Castes", "st": "Scheduled Tribes", "minority": "minorities"}


@dataclass(frozen=True, kw_only=True)
class Served:
    """Households of one group: on the lists, served at any level that counts as reached, served sufficiently."""

    name: str
    kind: str
    """`all`, `poverty`, `group` or `segment`."""
    listed: float | None
    """None where a share that is needed is not known."""
    served: float | None
    sufficient: float | None


@dataclass(frozen=True, kw_only=True)
class LevelCount:
    """Households and poor households a plan enrols at one level, all years together."""

    level_id: str
    name: str
    households: float
    poor: float
    sufficient: float
    """What the level adds to depth."""


def enrolments(plan: Plan, scenario: Scenario) -> list[tuple[Cell, Offer, int, float]]:
    """Every enrolment of a plan with its cell and offer: year and households."""
    cells = {(cell.cluster_id, cell.segment_id): cell for cell in scenario.cells}
    offers = {
        (cell.cluster_id, cell.segment_id, offer.level_id): offer for cell in scenario.cells for offer in cell.offers
    }
    found = []
    for row in plan.records["households"]:
        cell = cells[str(row["cluster"]), str(row["segment"])]
        offer = offers[cell.cluster_id, cell.segment_id, str(row["level"])]
        found.append((cell, offer, int(str(row["year"])), float(str(row["households"]))))
    return found


def served(plan: Plan, scenario: Scenario) -> tuple[Served, ...]:
    """Who is on the lists, who is served, and who sufficiently: everybody, the poor, each group, each segment."""
    done = enrolments(plan, scenario)

    def count(name: str, kind: str, share: dict[tuple[str, str], float | None]) -> Served:
        if any(value is None for value in share.values()):
            return Served(name=name, kind=kind, listed=None, served=None, sufficient=None)
        part = {cell: value or 0.0 for cell, value in share.items()}
        reached = [(part[c.cluster_id, c.segment_id] * n, o) for c, o, _, n in done if o.reached]
        return Served(
            name=name,
            kind=kind,
            listed=sum(float(c.households) * part[c.cluster_id, c.segment_id] for c in scenario.cells),
            served=sum(n for n, _ in reached),
            sufficient=sum(n * float(o.deep or 0) for n, o in reached),
        )

    cells = scenario.cells
    rows = [
        count(say("all households"), "all", {(c.cluster_id, c.segment_id): 1.0 for c in cells}),
        count(
            say("poor households"),
            "poverty",
            {(c.cluster_id, c.segment_id): None if c.poor_share is None else float(c.poor_share) for c in cells},
        ),
    ]
    for group in GROUPS:
        known = {(c.cluster_id, c.segment_id): dict(c.group_shares).get(group) for c in cells}
        shares = {key: None if share is None else float(share) for key, share in known.items()}
        rows.append(count(say(GROUP_NAMES[group]), "group", shares))
    segments = sorted({cell.segment_id for cell in cells})
    if len(segments) > 1:
        for segment in segments:
            inside = {(c.cluster_id, c.segment_id): float(c.segment_id == segment) for c in cells}
            rows.append(count(segment, "segment", dict(inside)))
    return tuple(rows)


def depth_by_level(plan: Plan, scenario: Scenario) -> tuple[LevelCount, ...]:
    """Households, poor households and depth by level, in rising order: where the depth of a plan comes from."""
    done = enrolments(plan, scenario)
    names = {offer.level_id: (offer.order, offer.name) for cell in scenario.cells for offer in cell.offers}
    counts = []
    for level_id, (_, name) in sorted(names.items(), key=lambda item: (item[1][0], item[0])):
        here = [(c, o, n) for c, o, _, n in done if o.level_id == level_id]
        counts.append(
            LevelCount(
                level_id=level_id,
                name=name,
                households=sum(n for _, _, n in here),
                poor=sum(n * float(c.poor_share or 0) for c, _, n in here),
                sufficient=sum(n * float(c.poor_share or 0) * float(o.deep or 0) for c, o, n in here),
            )
        )
    return tuple(counts)


def uncounted_levels(scenario: Scenario) -> tuple[str, ...]:
    """The names of the levels at which nobody counts as reached, in rising order: `served` leaves out who is there."""
    offers = [offer for cell in scenario.cells for offer in cell.offers]
    counted = {offer.level_id for offer in offers if offer.reached}
    names = {(offer.order, offer.level_id): offer.name for offer in offers if offer.level_id not in counted}
    return tuple(names[key] for key in sorted(names))


def listed_poor(scenario: Scenario) -> dict[str, float]:
    """Poor households on the list of each cluster."""
    poor: dict[str, float] = {}
    for cell in scenario.cells:
        poor[cell.cluster_id] = poor.get(cell.cluster_id, 0.0) + float(cell.households * (cell.poor_share or 0))
    return poor


def reached_poor(plan: Plan, scenario: Scenario) -> dict[str, float]:
    """Poor households a plan reaches in each cluster; 0 where none."""
    poor = dict.fromkeys(listed_poor(scenario), 0.0)
    for cell, offer, _, count in enrolments(plan, scenario):
        poor[cell.cluster_id] += count * float(cell.poor_share or 0) * offer.reached
    return poor
