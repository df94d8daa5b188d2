"""Gathers the sheets of a report that stand beside the outlook: plans to sanction, frontiers of whole clusters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tradeoff.advice.figure_units import spoken_units
from tradeoff.advice.named_action_words import KINDS, named_action_sentences
from tradeoff.frontier.named_actions import NamedAction
from tradeoff.frontier.whole_study import WholeScenarioFrontier
from tradeoff.reports.tables import Record
from tradeoff.reports.whole_openings import whole_point_records
from tradeoff.reports.workbook.sheets import LONGEST_NAME, Column, Figure, Table
from tradeoff.words.spoken import say

_ROLES = ("x", "y")
_OF_Y, _SHARES = ("bound", "outlook"), ("gap", "outlook_gap")
"""Columns of a frontier of whole clusters: in the unit of y, and shares of it."""


def action_sheets(actions: Sequence[NamedAction]) -> Iterator[Table]:
    """A row for each plan with a name: what the outlook has of both aims, what its plan has, bound, gap and words.

    A row's two aims and their units stand in it, since each choice has its own. Nothing where none were asked for.
    """
    if not actions:
        return
    columns = [Column(key="choice"), Column(key="plan")]
    for role in _ROLES:
        columns += [Column(key=f"{role}_aim"), Column(key=f"{role}_unit")]
        columns += [Column(key=f"{role}_{form}", figure=Figure.COUNT) for form in ("outlook", "whole")]
    columns += [
        Column(key="y_bound", figure=Figure.COUNT),
        Column(key="gap", figure=Figure.SHARE),
        Column(key="distance", figure=Figure.SENTENCE),
    ]
    title = say(
        "The plans with a name, as one can sanction them: beside the outlook {kind}", kind=say(KINDS[actions[0].form])
    )
    yield Table(name=say("plans to sanction"), title=title, columns=tuple(columns), rows=[_row(one) for one in actions])


def whole_sheets(whole: Mapping[str, WholeScenarioFrontier | str]) -> Iterator[Table]:
    """A sheet a choice with its plans that open clusters whole, as `points.csv` has them; no line joins them."""
    for trade, found in whole.items():
        if isinstance(found, str):
            continue
        rows, units = whole_point_records(found), spoken_units(found.units, found.scenario)
        columns = [
            Column(key=key, unit=units.get(found.y if key in _OF_Y else key, ""), figure=_figure(key, found))
            for key in rows[0]
        ]
        title = say(
            "{trade}: plans that open clusters whole, each with its bound and the outlook at its level", trade=trade
        )
        yield Table(
            name=say("{trade} whole", trade=trade)[:LONGEST_NAME], title=title, columns=tuple(columns), rows=rows
        )


def _figure(key: str, found: WholeScenarioFrontier) -> Figure:
    if key in _SHARES:
        return Figure.SHARE
    return Figure.COUNT if key in found.units or key in _OF_Y else Figure.TEXT


def _row(one: NamedAction) -> Record:
    frontier, reached = one.frontier, one.reached or {}
    units = spoken_units(frontier.units, frontier.scenario)
    row: dict[str, object] = {"choice": frontier.trade, "plan": say(one.named.word)}
    for role, aim, outlook in zip(_ROLES, (frontier.x, frontier.y), (one.named.x, one.named.y), strict=True):
        row |= {f"{role}_aim": say(aim), f"{role}_unit": units[aim]}
        row |= {f"{role}_outlook": outlook, f"{role}_whole": reached.get(aim)}
    found = one.found
    row |= {"y_bound": None if found is None else found.bound, "gap": None if found is None else found.gap}
    return row | {"distance": " ".join(named_action_sentences(one))}
