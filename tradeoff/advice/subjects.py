"""Finds what `why` is asked about: a cluster, a district or an activity, by id or by name.

Each is also told as a limit would name it, so that a plan can be asked to take it in or to leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tradeoff.errors import shown
from tradeoff.programme.measured import activity_money, cluster_money, enrolled
from tradeoff.programme.programme import Measured, Programme
from tradeoff.scenario.measures import HOUSEHOLDS_ENROLLED, MONEY, POOR_HOUSEHOLDS
from tradeoff.scenario.raw import did_you_mean
from tradeoff.scenario.scenario import Scenario
from tradeoff.words.spoken import any_of, say

TAKEN, POOR, SPENT = "taken in", "poor taken in", "money of it"
"""What is measured of it beside the aims: all that enrols in it or is spent on it, the poor of it, its money."""
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_TOLD = 4
"""So many names are asked back at most."""
_LEFT_OUT, _TAKEN_IN = "left_out", "taken_in"
"""Limits that a question adds."""


class Sort(StrEnum):
    """What kind of thing is asked about."""

    CLUSTER = "cluster"
    DISTRICT = "district"
    ACTIVITY = "activity"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A cluster, a district or an activity of a scenario."""

    sort: Sort
    subject_id: str
    name: str
    clusters: tuple[str, ...]
    """Its clusters, by id; all of them for an activity."""
    listed: Fraction
    """Poor households on its lists, or all where their share is not known; 0 for an activity."""
    knows_poor: bool

    @property
    def touches(self) -> tuple[str, ...]:
        """The clusters whose rows of a programme its own rows may touch."""
        return self.clusters

    def measures(self, programme: Programme) -> dict[str, Measured]:
        """What is measured of it in a programme."""
        if self.sort is Sort.ACTIVITY:
            money = activity_money(programme, self.subject_id)
            return {TAKEN: money, POOR: money, SPENT: money}
        return {
            TAKEN: enrolled(programme, self.clusters),
            POOR: enrolled(programme, self.clusters, poor=self.knows_poor),
            SPENT: cluster_money(programme, self.clusters),
        }

    def left_out(self) -> Mapping[str, object]:
        """The change by which no plan may take it in."""
        measure = MONEY if self.sort is Sort.ACTIVITY else HOUSEHOLDS_ENROLLED
        return self._limit(_LEFT_OUT, measure.name, "<=", "0")

    def taken_in(self, amount: str, *, limit_id: str = _TAKEN_IN) -> Mapping[str, object]:
        """The change by which every plan takes in so many of its poor households, or money units of the activity."""
        return self._limit(limit_id, self._counted, ">=", amount)

    def with_households(self, sense: str, amount: str) -> Mapping[str, object]:
        """The change by which every plan enrols at least (`>=`) or at most (`<=`) so many households in it."""
        return self._limit(_TAKEN_IN, HOUSEHOLDS_ENROLLED.name, sense, amount)

    def with_money(self, sense: str, amount: str) -> Mapping[str, object]:
        """The change by which every plan spends at least (`>=`) or at most (`<=`) so many money units on it."""
        return self._limit(_TAKEN_IN, MONEY.name, sense, amount)

    @property
    def _counted(self) -> str:
        if self.sort is Sort.ACTIVITY:
            return MONEY.name
        return (POOR_HOUSEHOLDS if self.knows_poor else HOUSEHOLDS_ENROLLED).name

    def _limit(self, limit_id: str, measure: str, sense: str, value: str) -> Mapping[str, object]:
        key = "district" if self.sort is Sort.DISTRICT else f"{self.sort}_id"
        row = {"limit_id": limit_id, "measure": measure, key: self.subject_id, "sense": sense, "value": value}
        return {"table": "limits", "add": row}


def find_subject(scenario: Scenario, text: str) -> Subject:
    """The cluster, district or activity of that id or name; case does not count.

    Raises ValueError where there is none, with the nearest there is.
    """
    if not isinstance(text, str):
        raise ValueError(
            say("{given} is no name; give the id or the name of a cluster, district or activity", given=shown(text))
        )
    wanted = text.strip().lower()
    known: dict[str, Subject] = {}
    for subject in (*_clusters(scenario), *_districts(scenario), *_activities(scenario)):
        for word in (subject.subject_id, subject.name):
            known.setdefault(word.lower(), subject)
    if wanted in known:
        return known[wanted]
    subjects = list(dict.fromkeys(known.values()))
    # Most names end in a remark in brackets, which nobody types.
    titled = [subject for subject in subjects if _title(subject.name) == wanted]
    if len(titled) == 1:
        return titled[0]
    words = [word for subject in subjects for word in (subject.subject_id, subject.name)]
    parts = [subject for subject in subjects if wanted and wanted in subject.name.lower()]
    hint = (
        _which(parts)
        or did_you_mean(text, words)
        or scenario.placed(say("; clusters.csv and activities.csv list them"))
    )
    raise ValueError(
        say(
            "{name} has no cluster, district or activity called {text!r}{hint}",
            name=scenario.name,
            text=text,
            hint=hint,
        )
    )


def _title(name: str) -> str:
    """A name without a remark in brackets behind it, in small letters."""
    return _REMARK.sub("", name).strip().lower()


def _which(subjects: list[Subject]) -> str:
    """A hint with the ids and names that a part of a name may mean; blank where there are none."""
    if not subjects:
        return ""
    told = any_of(f"{one.subject_id!r} ({one.name})" for one in subjects[:_TOLD])
    return say("; did you mean {told}?", told=told)


def cluster_subject(scenario: Scenario, cluster_id: str) -> Subject:
    """A cluster as a subject; raises LookupError for one that is not there."""
    return next(subject for subject in _clusters(scenario) if subject.subject_id == cluster_id)


def _clusters(scenario: Scenario) -> list[Subject]:
    return [_of_clusters(scenario, Sort.CLUSTER, c.cluster_id, c.name, (c.cluster_id,)) for c in scenario.clusters]


def _districts(scenario: Scenario) -> list[Subject]:
    inside: dict[str, list[str]] = {}
    for cluster in scenario.clusters:
        if cluster.district:
            inside.setdefault(cluster.district, []).append(cluster.cluster_id)
    return [_of_clusters(scenario, Sort.DISTRICT, name, name, tuple(ids)) for name, ids in sorted(inside.items())]


def _activities(scenario: Scenario) -> list[Subject]:
    ids = tuple(cluster.cluster_id for cluster in scenario.clusters)
    return [
        Subject(
            sort=Sort.ACTIVITY,
            subject_id=row.activity_id,
            name=row.name,
            clusters=ids,
            listed=Fraction(0),
            knows_poor=False,
        )
        for row in scenario.activities
    ]


def _of_clusters(scenario: Scenario, sort: Sort, subject_id: str, name: str, ids: tuple[str, ...]) -> Subject:
    cells = [cell for cluster_id in ids for cell in scenario.cells_of(cluster_id)]
    # A limit on poor households needs every share of its scope.
    knows = all(cell.poor_share is not None for cell in cells) and any(cell.poor_share for cell in cells)
    counted = (cell.households * (cell.poor_share or 0) if knows else cell.households for cell in cells)
    return Subject(
        sort=sort,
        subject_id=subject_id,
        name=name,
        clusters=ids,
        listed=sum(counted, start=Fraction(0)),
        knows_poor=knows,
    )
