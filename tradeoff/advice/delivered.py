"""Works out what a kept plan delivers when figures are other than planned: nothing is decided anew.

    served_cs   = min(1, N'_cs / sum over k, t of h_cskt)                       share of a cell's households on its list
    paid_dot    = min(1, (E'_dot + in' - out' + kept'_t-1) / asked'_dot)        share of what is asked of a purse
    time_t      = min(1, M'_t / asked'_t)                                       share of the agents' months asked
    delivered   = h x served x (least paid of the purses that pay for it) x time

In words: people who are not on the list are not served; a purse that is asked for more than it has cuts every line it
pays for in proportion, and so do the agents' months after that. A line that several purses pay for is delivered as far
as the one that has least. A year's money that is left goes to the next as far as the plan keeps it; a department that
has less than it is to give away gives what it has. What is cut in one year is not made up later and cuts nothing
further in another: the plan is kept, not mended. Primes: under the draw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tradeoff.advice.drawn_figures import Drawn, DrawnFigures
from tradeoff.advice.kept_plan import KeptPlan, Purse
from tradeoff.advice.ranges_stated import Doubtful
from tradeoff.moo.lp.model import Floats
from tradeoff.programme.enabling import ENABLING
from tradeoff.programme.openings import years
from tradeoff.programme.purses import purse_of
from tradeoff.programme.spending import FACILITATION
from tradeoff.programme.training import TRAINING
from tradeoff.scenario.people import is_staff_followed, rows_by_year
from tradeoff.scenario.reforms import is_open, is_paid_in, made

NOISE = 1e-9
"""Of what a purse has, or a list holds, the share that twelve published digits may leave: no overspend."""


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a kept plan delivers, an entry a draw."""

    aims: Mapping[str, Floats]
    """Every offered aim, in its unit."""
    overspent: Mapping[Purse, Floats]
    """By purse, rupees asked of it beyond what it has, before anything is cut."""
    months_short: Mapping[int, Floats]
    """By year, agent-months asked beyond those there are; only of what the purses pay for."""
    not_listed: Floats
    """Households of the plan that are not on any list."""
    asked: Floats
    """Rupees asked of all purses together, before anything is cut but who is not listed."""


@dataclass(kw_only=True)
class _Line:
    """Something of a plan that is delivered in a year as far as it is paid for and accompanied."""

    rupees: dict[tuple[str, str], Drawn]
    """Asked of each department and fund."""
    months: Drawn = 0.0
    worths: Mapping[str, Drawn] | None = None
    """What all of it adds to the aims; None where it adds nothing itself."""
    trains: float = 0.0
    """Agents that it trains."""


def deliver(kept: KeptPlan, figures: Sequence[Doubtful], values: Floats) -> Delivered:
    """What a kept plan delivers under draws.

    Args:
        kept: The plan.
        figures: What is varied, n figures.
        values: Their values, of shape (draws, n).
    """
    return _Delivery(kept, DrawnFigures(kept.scenario, figures, values)).all_years()


class _Delivery:
    """One plan under some draws, worked out year by year."""

    def __init__(self, kept: KeptPlan, drawn: DrawnFigures) -> None:
        self._kept = kept
        self._drawn = drawn
        self._purse_of = purse_of(kept.scenario)
        self._have = self._envelopes()
        self._shares = self._divided()
        self._aims = {name: np.zeros(drawn.draws) for name in kept.scenario.objectives}
        self._not_listed, self._asked_in_all = np.zeros(drawn.draws), np.zeros(drawn.draws)
        self._overspent: dict[Purse, Floats] = {}
        self._months_short: dict[int, Floats] = {}
        self._lines: dict[int, list[_Line]] = {year: [] for year in years(kept.scenario)}
        self._add_households()
        self._add_clusters()
        self._add_state()

    def all_years(self) -> Delivered:
        """What is delivered, year after year."""
        scenario, draws = self._kept.scenario, self._drawn.draws
        rows = rows_by_year(scenario)
        followed = is_staff_followed(scenario)
        staff: Drawn = self._drawn.of(rows[1], "in_post") if followed else 0.0
        carried: dict[tuple[str, str], Floats] = {}
        for year, lines in self._lines.items():
            kept = [np.ones(draws) for _ in lines]
            carried = self._pay(year, lines, kept, carried)
            self._accompany(year, lines, kept, self._months(year, staff))
            trained = np.zeros(draws)
            for line, share in zip(lines, kept, strict=True):
                trained += line.trains * share if line.trains else 0.0
                for name, worth in (line.worths or {}).items():
                    self._aims[name] += worth * share
            if followed:
                stays = 1.0 - float(rows[year].attrition or 0) if year in rows else 1.0
                staff = staff * stays + np.minimum(trained, self._can_train(year))
        return Delivered(
            aims=self._aims,
            overspent=self._overspent,
            months_short=self._months_short,
            not_listed=self._not_listed,
            asked=self._asked_in_all,
        )

    def _pay(
        self,
        year: int,
        lines: Sequence[_Line],
        kept: list[Floats],
        carried: Mapping[tuple[str, str], Floats],
    ) -> dict[tuple[str, str], Floats]:
        """Cut what the purses of a year cannot pay for; what of their money is kept for the next year."""
        asked: dict[tuple[str, str], Floats] = defaultdict(lambda: np.zeros(self._drawn.draws))
        for line in lines:
            for purse, rupees in line.rupees.items():
                asked[purse] += rupees
        self._asked_in_all += sum(asked.values(), start=np.zeros(self._drawn.draws))
        moved = self._moved(year)
        paid, left = {}, {}
        for department, fund, of in self._have:
            if of != year:
                continue
            purse = department, fund
            has = self._have[department, fund, year] + moved.get(purse, 0.0) + carried.get(purse, 0.0)
            paid[purse], self._overspent[department, fund, year] = _cut(asked[purse], has, rupees=len(self._lines))
            rest = np.maximum(has - asked[purse], 0.0)
            left[purse] = np.minimum(self._kept.carried_out.get((department, fund, year), 0.0), rest)
        for line, share in zip(lines, kept, strict=True):
            for purse, rupees in line.rupees.items():
                np.minimum(share, np.where(np.asarray(rupees) > 0, paid[purse], 1.0), out=share)
        return left

    def _accompany(self, year: int, lines: Sequence[_Line], kept: list[Floats], months: Floats | None) -> None:
        """Cut what the agents of a year have no time for; `months` None: nothing limits them."""
        if months is None:
            return
        asked = np.zeros(self._drawn.draws)
        for line, share in zip(lines, kept, strict=True):
            asked += line.months * share
        done, self._months_short[year] = _cut(asked, months)
        for line, share in zip(lines, kept, strict=True):
            share *= np.where(np.asarray(line.months) > 0, done, 1.0)

    def _months(self, year: int, staff: Drawn) -> Floats | None:
        """Agent-months there are in a year; None where nothing limits them."""
        scenario, drawn = self._kept.scenario, self._drawn
        each = 12.0 * drawn.setting("agent_availability")
        if is_staff_followed(scenario):
            return np.zeros(drawn.draws) + each * staff
        row = rows_by_year(scenario).get(year)
        if row is None:
            return None
        months = each * drawn.of(row, "in_post") if row.agent_months is None else drawn.of(row, "agent_months")
        return np.zeros(drawn.draws) + months

    def _can_train(self, year: int) -> Drawn:
        """The most agents that can be trained in a year."""
        row = rows_by_year(self._kept.scenario).get(year)
        more = 0.0 if row is None else self._drawn.of(row, "training_capacity") - float(row.training_capacity or 0)
        # What the plan itself trains can be trained at the tables' own figures, to a rounding.
        most = max(self._kept.can_train.get(year, 0.0), self._kept.trained.get(year, 0.0))
        return np.maximum(most + more, 0.0)

    def _envelopes(self) -> dict[Purse, Floats]:
        scenario = self._kept.scenario
        departments = sorted({row.department_id for row in scenario.budgets})
        funds = sorted({row.fund_id for row in scenario.budgets})
        have = {
            (department, fund, year): np.zeros(self._drawn.draws)
            for department in departments
            for fund in funds
            for year in years(scenario)
        }
        for row in scenario.budgets:
            year = 1 if row.year is None else row.year
            if is_open(scenario, row.fund_id, year):
                have[row.department_id, row.fund_id, year] += self._drawn.of(row, "envelope") * self._drawn.unit
        return have

    def _divided(self) -> dict[int, dict[str, Floats]]:
        """By year, the share of each department in what the state as a whole pays: as the envelopes turn out."""
        found: dict[int, dict[str, Floats]] = {}
        for (department, _, year), rupees in self._have.items():
            of_year = found.setdefault(year, {})
            of_year[department] = of_year.get(department, 0.0) + rupees
        for of_year in found.values():
            total = np.sum(list(of_year.values()), axis=0)
            for department, rupees in of_year.items():
                even = np.full_like(total, 1.0 / len(of_year))
                of_year[department] = np.divide(rupees, total, out=even, where=total > 0)
        return found

    def _moved(self, year: int) -> dict[tuple[str, str], Floats]:
        """Rupees received, net, by department and fund: nobody gives more than there is."""
        given = {
            (department, fund): np.minimum(rupees, self._have[department, fund, year])
            for (department, fund, of), rupees in self._kept.moved_out.items()
            if of == year
        }
        net = {purse: -rupees for purse, rupees in given.items()}
        for (department, fund, of), rupees in self._kept.moved_in.items():
            if of == year:
                planned = sum(
                    out for (_, other, at), out in self._kept.moved_out.items() if (other, at) == (fund, year)
                )
                there = sum(
                    (out for (_, other), out in given.items() if other == fund), start=np.zeros(self._drawn.draws)
                )
                received = rupees * there / planned if planned else np.zeros_like(there)
                net[department, fund] = net.get((department, fund), np.zeros_like(there)) + received
        return net

    def _asked(self, rupees: Mapping[tuple[str, str], Drawn], year: int) -> dict[tuple[str, str], Drawn]:
        """What is asked of each department and fund, from rupees by department and activity."""
        found: dict[tuple[str, str], Drawn] = {}
        for (department, activity), amount in rupees.items():
            if np.any(amount):
                for fund, share in self._kept.fund_shares[department, activity, year].items():
                    found[department, fund] = found.get((department, fund), 0.0) + amount * share
        return found

    def _add_households(self) -> None:
        planned: dict[tuple[str, str], float] = defaultdict(float)
        for key, count in self._kept.households.items():
            planned[key.cluster_id, key.segment_id] += count
        cells = {(cell.cluster_id, cell.segment_id): cell for cell in self._kept.scenario.cells}
        listed: dict[tuple[str, str], Drawn] = {}
        for place, count in planned.items():
            there = self._drawn.listed(cells[place])
            listed[place] = np.where(count > there * (1.0 + NOISE), there / count, 1.0)
            self._not_listed += count * (1.0 - listed[place])
        for key, count in self._kept.households.items():
            cell = cells[key.cluster_id, key.segment_id]
            offer = next(offer for offer in cell.offers if offer.level_id == key.level_id)
            one = self._drawn.household(cell, offer, key.year)
            served = count * listed[key.cluster_id, key.segment_id]
            department = self._purse_of[key.cluster_id]
            rupees = {(department, activity): served * amount for activity, amount in one.rupees.items()}
            worths = self._drawn.worths(cell, offer, key.year)
            self._lines[key.year].append(
                _Line(
                    rupees=self._asked(rupees, key.year),
                    months=served * one.months,
                    worths={name: served * worth for name, worth in worths.items()},
                )
            )

    def _add_clusters(self) -> None:
        """Openings, facilitation, and the months owed after the project."""
        month = self._drawn.setting("facilitation_cost") * self._drawn.unit
        for (cluster_id, year), share in self._kept.newly_opened.items():
            cluster, department = self._drawn.clusters[cluster_id], self._purse_of[cluster_id]
            rupees = {(department, name): share * cost for name, cost in self._drawn.start_up(cluster).items()}
            months = share * float(cluster.start_up_agent_months)
            self._lines[year].append(_Line(rupees=self._asked(rupees, year), months=months))
        for key, months in self._kept.months.items():
            rupees = {(self._purse_of[key.cluster_id], FACILITATION): months * month}
            self._lines[key.year].append(_Line(rupees=self._asked(rupees, key.year), months=months))
        for cluster_id, months in self._kept.months_owed.items():
            last = self._kept.scenario.settings.project_years
            rupees = {(self._purse_of[cluster_id], FACILITATION): months * month}
            self._lines[last].append(_Line(rupees=self._asked(rupees, last)))

    def _add_state(self) -> None:
        """Training, and the reforms that are made."""
        rows = rows_by_year(self._kept.scenario)
        for year, agents in self._kept.trained.items():
            cost = self._drawn.of(rows[year], "training_cost") * self._drawn.unit if year in rows else 0.0
            rupees = {(name, TRAINING): agents * cost * share for name, share in self._shares[year].items()}
            self._lines[year].append(_Line(rupees=self._asked(rupees, year), trains=agents))
        for reform in made(self._kept.scenario):
            cost = self._drawn.of(reform, "cost") * self._drawn.unit
            for year in years(self._kept.scenario):
                if is_paid_in(reform, year):
                    shares = self._shares[year]
                    paying: dict[str, Drawn] = {reform.paid_by: 1.0} if reform.paid_by else {**shares}
                    asked = {(name, ENABLING): cost * share for name, share in paying.items()}
                    self._lines[year].append(_Line(rupees=self._asked(asked, year)))


def _cut(asked: Floats, has: Drawn, *, rupees: float = 0.0) -> tuple[Floats, Floats]:
    """The share of what is asked that there is, and what is missing; a rounding is not missing.

    Args:
        asked: What is asked.
        has: What there is.
        rupees: What rounding to whole rupees may leave.
    """
    missing = np.maximum(asked - has, 0.0)
    missing = np.where(missing > np.maximum(NOISE * asked, rupees), missing, 0.0)
    share = 1.0 - np.divide(missing, asked, out=np.zeros_like(asked), where=asked > 0)
    return share, missing
