"""Tells why no plan satisfies all limits, in the planner's words: which cell of which table, and by how much."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from tradeoff.advice.clash_names import (
    group_name,
    is_in_table,
    kind_of,
    limit_of,
    name_of,
    place_of,
    table_order,
    where,
)
from tradeoff.advice.loosening import WHOLE_FROM, LeastChange, Loosening
from tradeoff.money import format_number, format_rupees, format_significant, spell
from tradeoff.programme.draft import RowKind, RowMeaning
from tradeoff.programme.elastic import own_size
from tradeoff.scenario.scenario import Scenario
from tradeoff.scenario.units import AGENT_MONTHS
from tradeoff.words.spoken import say

if TYPE_CHECKING:
    from tradeoff.advice.clashes import Clash, Infeasibility, Member

_DOUBTS = frozenset(
    {"W4", "W5", "W9", "W10", "W11", "W13", "W16", "W17", "W18", "W19", "W20", "W25", "W26", "W27", "W29", "W30", "W36"}
)
"""Remarks on amounts, any of which a slip of a unit may have made; the others are on evidence and on levels."""
_MOST_REMARKS = 5
_MISSING = {
    ("money",): "More money alone would not do.",
    ("agents",): "More agents alone would not do.",
    ("money", "agents"): "More money alone or more agents alone would not do.",
}
"""What is said of what does not end a clash by itself."""
_ALIKE = 4
"""Rows of one measure and sense from which they are told as a group."""


def tell(found: Infeasibility) -> str:
    """All that is known of why there is no plan, a few lines."""
    lines = [say("No plan satisfies all limits together.")]
    lines += _remarks(found.scenario)
    if found.needs_means:
        lines.append(say("Even without any limit, money and people do not suffice for what the tables ask."))
    lines += _least(found)
    lines += _clashes(found)
    lines += _each_alone(found)
    return "\n".join(lines)


def tell_loosenings(
    loosenings: Sequence[Loosening], scenario: Scenario, *, with_values: bool = False
) -> tuple[str, ...]:
    """What gives, a line for each row; rows of one measure and sense are one line where they are many.

    Args:
        loosenings: What gives.
        scenario: Whose rows.
        with_values: Say also what to write in place of a limit's value.
    """
    groups: dict[object, list[Loosening]] = {}
    for one in sorted(loosenings, key=lambda one: table_order(one.row, scenario)):
        groups.setdefault(kind_of(one.row, scenario), []).append(one)
    lines: list[str] = []
    for group in groups.values():
        if len(group) < _ALIKE:
            lines += [
                say(
                    "{row}: short by {amount}",
                    row=name_of(one.row, scenario),
                    amount=_given(one, scenario) if with_values else _told(one),
                )
                for one in group
            ]
        else:
            most = max(group, key=lambda one: one.share)
            total = _amount(most.row, sum(one.amount for one in group))
            name = group_name([one.row for one in group], scenario)
            lines.append(
                say(
                    "{name}: short by {total} in all, most at {place_of} ({told})",
                    name=name,
                    total=total,
                    place_of=place_of(most.row, scenario),
                    told=_told(most),
                )
            )
    return tuple(lines)


def _remarks(scenario: Scenario) -> list[str]:
    doubts = [remark for remark in scenario.remarks if remark.code in _DOUBTS]
    if not doubts:
        return []
    lines = [say("Look at these first; a slip of a unit would explain it:")]
    lines += [f"  {remark.code} {remark}" for remark in doubts[:_MOST_REMARKS]]
    if len(doubts) > _MOST_REMARKS:
        lines.append(say("  and {most_remarks} more remarks on amounts", most_remarks=len(doubts) - _MOST_REMARKS))
    return lines


def _least(found: Infeasibility) -> list[str]:
    scenario = found.scenario
    if found.least is None:
        return [
            say("Limits that are law, and what the tables ask beside them, stand in the way; law is not loosened here.")
        ]
    of_limits = all(one.row.kind is RowKind.LIMIT for one in found.least.loosenings)
    what = (
        say("The least change that works")
        if of_limits
        else say("No change of limits alone works. The least change that does")
    )
    share = format_significant(100 * found.least.total)
    lines = _change(
        found.least,
        say("{what} (each row as a share of its own value, {share}% in all)", what=what, share=share),
        scenario,
    )
    if any(one.row.kind is RowKind.LIMIT and not own_size(one.row) for one in found.least.loosenings):
        lines.append(say("  (A share, and a limit of 0, count as a share of the most by which they could be missed.)"))
    if not of_limits:
        return lines
    for change, words in ((found.money, say("More money")), (found.people, say("More agents, posts or training"))):
        if change is not None:
            total = say(": {total} in all", total=format_rupees(change.total)) if change is found.money else ""
            lines += _change(change, say("{words} alone would do as well{total}", words=words, total=total), scenario)
    there = ((found.money, "money", scenario.budgets), (found.people, "agents", scenario.agents))
    missing = [words for change, words, rows in there if change is None and rows]
    if missing:
        lines.append(say(_MISSING[tuple(missing)]))
    return lines


def _change(change: LeastChange, head: str, scenario: Scenario) -> list[str]:
    doubt = "" if change.is_confirmed else say(", not confirmed by a second solve")
    return [
        say("{heading}:", heading=f"{head}{doubt}"),
        *(f"  {line}" for line in tell_loosenings(change.loosenings, scenario, with_values=True)),
    ]


def _clashes(found: Infeasibility) -> list[str]:
    count = len(found.clashes)
    if not count:
        return []
    told = {one.row.name for one in found.least.loosenings} if found.least else set()
    lines = []
    for number, clash in enumerate(found.clashes, start=1):
        head = say("Clash {number}", number=number) if count > 1 or found.more else say("The clash")
        lines += _clash(clash, head, found.scenario, told, apart=count > 1)
        told |= {row.name for member in clash.members for row in member.rows}
    if found.more:
        lines.append(say("There are more clashes than these {count}.", count=spell(count)))
    elif found.more is None:
        lines.append(say("Whether there are more clashes was not found out."))
    return lines


def _each_alone(found: Infeasibility) -> list[str]:
    """What a single limit would have to give, unless that is what was told as the least change."""
    least = {one.row.name for one in found.least.loosenings} if found.least else set()
    changes = [change for change in found.alone if change.is_confirmed]
    if not changes or [{one.row.name for one in change.loosenings} for change in changes] == [least]:
        return []
    lines = [say("Loosening any one of these alone ends it as well:")]
    for change in sorted(changes, key=lambda change: table_order(change.loosenings[0].row, found.scenario)):
        if len(change.loosenings) == 1:
            one = change.loosenings[0]
            lines.append(
                say(
                    "  {name_of} by {given}",
                    name_of=name_of(one.row, found.scenario),
                    given=_given(one, found.scenario),
                )
            )
        else:
            lines += [f"  {line}" for line in tell_loosenings(change.loosenings, found.scenario)]
    return lines


def _clash(clash: Clash, head: str, scenario: Scenario, told: Collection[str], *, apart: bool) -> list[str]:
    """A clash and its members; where there are clashes apart from it, also what ends this one."""
    doubt = "" if clash.is_confirmed else say(" (not confirmed by a second solve)")
    if len(clash.members) == 1:
        (member,) = clash.members
        words = say(
            "{head}{doubt}: {member} cannot hold even alone",
            head=head,
            doubt=doubt,
            member=_member(member, scenario, told),
        )
        return [
            say(
                "{words}, with the money and people there are{alone}.",
                words=words,
                alone=_alone(member, scenario, say("short by")),
            )
        ]
    lines = [
        say(
            "{head}{doubt}: these {count} cannot all hold; without any one the rest can.",
            head=head,
            doubt=doubt,
            count=spell(len(clash.members)),
        )
    ]
    groups: dict[object, list[Member]] = {}
    for member in sorted(clash.members, key=lambda member: table_order(member.rows[0], scenario)):
        groups.setdefault(kind_of(member.rows[0], scenario), []).append(member)
    for group in groups.values():
        if len(group) < _ALIKE:
            ends = [_alone(member, scenario, say("ends this clash by giving")) if apart else "" for member in group]
            lines += [f"  {_member(member, scenario, told)}{end}" for member, end in zip(group, ends, strict=True)]
        else:
            lines.append(f"  {group_name([row for member in group for row in member.rows], scenario)}")
    return lines


def _member(member: Member, scenario: Scenario, told: Collection[str]) -> str:
    """A member in words, those it was told with before left out."""
    first = member.rows[0]
    if first.kind is RowKind.LIMIT and {row.name for row in member.rows} <= set(told):
        limit = limit_of(first, scenario)
        place = where(limit, scenario)
        return f"{place} ({limit.limit_id})" if is_in_table(limit) else place
    return name_of(first, scenario) if len(member.rows) == 1 else group_name(list(member.rows), scenario)


def _alone(member: Member, scenario: Scenario, words: str) -> str:
    if not member.alone:
        return ""
    if len(member.rows) == 1:
        return say(": {words} {given}", words=words, given=_given(member.alone[0], scenario))
    total = _amount(member.alone[0].row, sum(one.amount for one in member.alone))
    return say(": {words} {total} in all", words=words, total=total)


def _given(one: Loosening, scenario: Scenario) -> str:
    """The amount, and what to write instead of the limit's value."""
    if one.enough is None:
        return _told(one)
    if one.row.sense == "=":
        return say("{told}; about {enough} would do", told=_told(one), enough=format_significant(float(one.enough), 6))
    limit = limit_of(one.row, scenario)
    cell = "value" if is_in_table(limit) else say("the level")
    return say(
        "{told}; {cell} {cell2} instead of {cell3} is enough",
        told=_told(one),
        cell=cell,
        cell2=_cell(one.enough),
        cell3=_cell(limit.value),
    )


def _cell(value: Fraction) -> str:
    """A value as a table's cell has it."""
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}"


def _told(one: Loosening) -> str:
    return _amount(one.row, one.told)


def _amount(row: RowMeaning, amount: float) -> str:
    if row.unit.is_money:
        return format_rupees(amount)
    if row.unit.is_share:
        return say("{amount} households' worth of share", amount=format_significant(amount))
    whole = amount >= WHOLE_FROM and row.unit != AGENT_MONTHS
    words = format_number(amount) if whole else format_significant(amount)
    return f"{words} {row.unit.of(words)}"
