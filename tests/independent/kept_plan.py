"""What a kept plan delivers under other tables, line by line in plain loops over exact fractions; shares no code with
`tradeoff`. What households cost and are worth comes from `naive.build` on a folder that holds the other figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from tests.independent.naive import Column, Programme, Terms, build, num, read
from tests.independent.naive_life import Life

F = Fraction
Purse = tuple[str, str, str]
"""Department, fund, year."""


class Given(NamedTuple):
    """A plan: its columns, and what nobody decides in it. Money in the scenario's unit."""

    columns: Mapping[Column, Fraction]
    """h, u, f and r."""
    fund_shares: Mapping[tuple[str, str, str], Mapping[str, Fraction]]
    """Department, activity, year: how funds share what is spent."""
    received: Mapping[Purse, Fraction]
    """Net; below 0 is given."""
    carried: Mapping[Purse, Fraction]


class Found(NamedTuple):
    """What is delivered; money in the scenario's unit."""

    aims: dict[str, Fraction]
    overspent: dict[Purse, Fraction]
    months_short: dict[str, Fraction]
    not_listed: Fraction


class Line(NamedTuple):
    """Something delivered in a year as far as it is paid for: what it is, who pays, agents' months."""

    amounts: dict[Column, Fraction]
    pays: dict[tuple[str, str], Fraction]
    months: Fraction


class Group(NamedTuple):
    """Columns that are delivered together: of one cluster or of any, what is owed after the project apart."""

    columns: list[Column]
    cluster: str | None
    """Blank for the state as a whole; None for any."""
    owed: bool | None


def delivered(planned: Path, folder: Path, given: Given) -> Found:
    """What a plan made on the tables of `planned` delivers on those of `folder`."""
    programme = build(folder)
    clusters = {row["cluster_id"]: row for row in read(folder, "clusters")}
    listed = {(row["cluster_id"], row["segment_id"]): num(row, "households") for row in read(folder, "segments")}
    used = defaultdict(F, {column: value for column, value in given.columns.items() if value})
    joining: dict[tuple[str, ...], Fraction] = defaultdict(F)
    for column, value in used.items():
        if column[0] == "h":
            joining[column[1:3]] += value
    served, missing = dict(used), F(0)
    for column, value in used.items():
        if column[0] == "h" and joining[column[1:3]] > listed[column[1], column[2]] * (1 + F(1, 10**9)):
            served[column] = value * listed[column[1], column[2]] / joining[column[1:3]]
            missing += value - served[column]
    years = sorted({t for _, _, t in programme.envelopes})
    months = {row.name.split()[1]: row.terms for row in programme.rows if row.name.startswith("C7 ")}
    done: dict[Column, Fraction] = {}
    overspent, short = {}, {}
    left: dict[tuple[str, str], Fraction] = {}
    life = _Staff(planned, folder, given.columns)
    for t in years:
        lines = [_line(programme, months.get(t, {}), served, group, t, given) for group in _groups(served, clusters, t)]
        has: dict[tuple[str, str], Fraction] = {}
        for (d, o, y), envelope in programme.envelopes.items():
            if y == t:
                has[d, o] = (
                    envelope + left.get((d, o), F(0)) + _received(programme.envelopes, given.received, (d, o, t))
                )
        paid, left = {}, {}
        for (d, o), there in has.items():
            asked = sum((line.pays.get((d, o), F(0)) for line in lines), F(0))
            over = asked - there
            over = over if over > max(asked / 10**9, len(years) / programme.unit) else F(0)
            overspent[d, o, t] = max(over, F(0))
            paid[d, o] = 1 - overspent[d, o, t] / asked if asked else F(1)
            left[d, o] = min(given.carried.get((d, o, t), F(0)), max(there - asked, F(0)))
        kept = [min([paid[purse] for purse, amount in line.pays.items() if amount > 0], default=F(1)) for line in lines]
        if (there_are := life.months(t)) is not None:
            asked = sum((line.months * share for line, share in zip(lines, kept, strict=True)), F(0))
            over = asked - there_are
            short[t] = over if over > asked / 10**9 else F(0)
            if asked:
                kept = [
                    share * (1 - short[t] / asked) if line.months > 0 else share
                    for line, share in zip(lines, kept, strict=True)
                ]
        trained = F(0)
        for line, share in zip(lines, kept, strict=True):
            for column, amount in line.amounts.items():
                done[column] = amount * share
                trained += amount * share if column[0] == "r" else 0
        life.train(t, trained)
    aims = {
        name: sum((worth * done.get(column, F(0)) for column, worth in terms.items()), F(0))
        for name, terms in programme.objectives.items()
    }
    return Found(aims, overspent, short, missing)


def _groups(served: Mapping[Column, Fraction], clusters: Iterable[str], t: str) -> Iterator[Group]:
    """What is delivered together in a year: what somebody decided, then openings and what is owed, then the state."""
    for column in served:
        if column[0] in ("h", "f", "r") and column[-1] == t:
            yield Group([column], None, None)
    for c in clusters:
        columns: list[Column] = [("one",), *(column for column in served if column[:2] == ("u", c))]
        yield Group(columns, c, False)
        yield Group(columns, c, True)
    yield Group([("one",)], "", None)


def _line(
    programme: Programme,
    months: Mapping[Column, Fraction],
    served: Mapping[Column, Fraction],
    group: Group,
    t: str,
    given: Given,
) -> Line:
    values = {column: F(1) if column == ("one",) else served[column] for column in group.columns}
    pays: dict[tuple[str, str], Fraction] = defaultdict(F)
    for (d, c, a, y), terms in programme.spending.items():
        if y != t or group.cluster not in (None, c) or group.owed not in (None, a == "facilitation"):
            continue
        amount = sum((terms.get(column, F(0)) * value for column, value in values.items()), F(0))
        for o, share in given.fund_shares[d, a, t].items() if amount else ():
            pays[d, o] += amount * share
    time = sum(
        (months.get(column, F(0)) * value for column, value in values.items() if column[0] in ("h", "f", "u")), F(0)
    )
    decided = {column: value for column, value in values.items() if column[0] in ("h", "f", "r")}
    return Line(decided, dict(pays), F(0) if group.owed else time)


def _received(envelopes: Mapping[Purse, Fraction], received: Mapping[Purse, Fraction], purse: Purse) -> Fraction:
    """Net money moved to a purse: nobody gives more than there is, and what is not given is not received."""
    _d, o, t = purse
    net = received.get(purse, F(0))
    if net < 0:
        return -min(-net, envelopes[purse])
    planned = sum((-amount for (_, oo, tt), amount in received.items() if (oo, tt) == (o, t) and amount < 0), F(0))
    given = sum(
        (
            min(-amount, envelopes[dd, oo, tt])
            for (dd, oo, tt), amount in received.items()
            if (oo, tt) == (o, t) and amount < 0
        ),
        F(0),
    )
    return net * given / planned if planned else F(0)


class _Staff:
    """Agents from year to year under other tables, as far as the plan trains them."""

    def __init__(self, planned: Path, folder: Path, columns: Mapping[Column, Fraction]) -> None:
        settings = {row["key"]: row["value"] for row in read(folder, "settings")}
        self.each = 12 * F(settings.get("agent_availability", "0.85"))
        self.rows = {row.get("year") or "1": row for row in read(folder, "agents")}
        clusters = {row["cluster_id"]: row for row in read(folder, "clusters")}
        last = {c: max((int(k[2]) for k in columns if k[:2] == ("u", c)), default=0) for c in clusters}

        def opened(c: str, t: str) -> Terms:
            if clusters[c].get("status") in ("running", "pilot"):
                return {("one",): F(1)}
            return {("u", c, str(min(int(t), last[c]))): F(1)} if last[c] else {}

        self.life = Life(folder, clusters, opened)
        self.before = Life(planned, clusters, opened)
        self.columns = {**columns, ("one",): F(1)}
        self.staff = num(self.rows["1"], "in_post", "0") if self.rows and self.life.followed else F(0)

    def months(self, t: str) -> Fraction | None:
        """Agent-months there are; None where nothing limits them."""
        if self.life.followed:
            return self.each * self.staff
        row = self.rows.get(t)
        if row is None:
            return None
        return num(row, "agent_months") if row.get("agent_months", "") else self.each * num(row, "in_post")

    def train(self, t: str, trained: Fraction) -> None:
        """Next year's agents, where `trained` were paid for in year t."""
        row = self.rows.get(t, {})
        coached = num(self.life.taught, "agents_per_pilot_year", "0") * sum(
            (self.columns.get(column, F(0)) * v for column, v in self.life.pilots(int(t) - 1).items()), F(0)
        )
        more = num(row, "training_capacity", "0") - num(self.before.agents.get(t, {}), "training_capacity", "0")
        could = num(self.before.agents.get(t, {}), "training_capacity", "0") + self.before.added(int(t)) + coached
        most = max(F(0), max(could, self.columns.get(("r", t), F(0))) + more)
        self.staff = self.staff * (1 - num(row, "attrition", "0")) + min(trained, most)
