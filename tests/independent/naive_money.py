"""From the tables of money's rules to terms and rows, naively: matching, money kept, cost shares, quick wins, exit, reforms.

Works on what `naive.build` has found so far; shares no code with `tradeoff`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from tests.independent import naive
from tests.independent.naive import Column, Row, Terms, num, read

F = Fraction
Spending = dict[tuple[str, str, str, str], Terms]
Envelopes = dict[tuple[str, str, str], Fraction]
Opened = Callable[[str, str], Terms]
"""The share of a cluster open by the end of a year."""


def brings(folder: Path, s: str, t: str, able: str, costs: dict[str, Fraction]) -> tuple[dict[str, Fraction], bool]:
    """What a household of segment s brings to each activity in year t, and whether it is asked for too much."""
    found: dict[str, Fraction] = {}
    for a in costs:
        best = -1
        for row in read(folder, "cost_shares"):
            if row["activity_id"] == a and row.get("segment_id", "") in ("", s) and row.get("year", "") in ("", t):
                weight = 2 * (row.get("segment_id", "") != "") + (row.get("year", "") != "")
                if weight > best:
                    best, found[a] = weight, num(row, "programme_share")
    asked = sum((costs[a] * (1 - share) for a, share in found.items()), F(0))
    whole = sum((costs[a] for a in found), F(0))
    if able == "" or not whole:
        return {}, False
    brought = min(F(able), whole)
    return {a: brought * costs[a] / whole for a in found}, asked > F(able)


def is_open(folder: Path, fund: str, t: str) -> bool:
    """Whether the reforms that open a fund, if any, do so by year t."""
    opening = [row for row in read(folder, "enabling") if row.get("opens_fund", "") == fund and fund]
    return not opening or any(
        row["made"] == "yes" and int(t) >= int(row.get("year") or 1) + int(row.get("lag_years") or 1) for row in opening
    )


def parts(row: dict[str, str], t: str, envelopes: Envelopes) -> dict[str, Fraction]:
    """What each department pays of one investment in year t."""
    begin, long = int(row.get("year") or 1), int(row.get("years") or 1)
    if row["made"] != "yes" or not begin <= int(t) < begin + long:
        return {}
    if row.get("paid_by", ""):
        return {row["paid_by"]: num(row, "cost")}
    there: dict[str, Fraction] = defaultdict(Fraction)
    for (d, _, tt), money in envelopes.items():
        if tt == t:
            there[d] += money
    total = sum(there.values(), F(0))
    return {d: num(row, "cost") * money / total for d, money in there.items()}


def reforms(folder: Path, years: list[str], envelopes: Envelopes, spending: Spending) -> None:
    """Add what the investments made cost, each year, by department."""
    for row in read(folder, "enabling"):
        for t in years:
            for d, amount in parts(row, t, envelopes).items():
                terms = spending[d, "", "enabling", t]
                terms["one",] = terms.get(("one",), F(0)) + amount


def kept(folder: Path, years: list[str], envelopes: Envelopes) -> list[Row]:
    """The most of each envelope that may be kept; only these have a column."""
    shares = {row["department_id"]: num(row, "carry_over_share", "0") for row in read(folder, "departments")}
    rows = []
    for (d, o, t), money in envelopes.items():
        if t != years[-1] and shares.get(d, F(0)) * money:
            rows.append(Row(f"kept {d} {o} {t}", {("k", d, o, t): F(1)}, "<=", shares[d] * money))
    return rows


def matched(folder: Path, years: list[str], columns: list[Column]) -> list[Row]:
    """Each fund that needs another, by department and year."""
    activities = {row["activity_id"]: row for row in read(folder, "activities")}
    paid = [column for column in columns if column[0] == "z"]
    rows = []
    for fund in read(folder, "funds"):
        need, share = fund.get("needs_fund", ""), num(fund, "needs_share", "0")
        for d in sorted({column[1] for column in paid}) if need else ():
            for t in years:
                terms: Terms = {}
                for column in paid:
                    _, dd, a, o, tt = column
                    both = all(naive.may(activities, a, name) for name in (fund["fund_id"], need))
                    if (dd, tt) == (d, t) and both and o == need:
                        terms[column] = 1 - share
                    elif (dd, tt) == (d, t) and both and o == fund["fund_id"]:
                        terms[column] = -share
                if terms:
                    rows.append(Row(f"matched {d} {fund['fund_id']} {t}", terms, ">=", F(0)))
    return rows


def own_reforms(folder: Path, years: list[str], envelopes: Envelopes, columns: list[Column]) -> list[Row]:
    """What a fund may pay of the investments: those that do not open it."""
    table = read(folder, "enabling")
    rows = []
    for row in table:
        for t in years:
            for d in parts(row, t, envelopes):
                column = ("z", d, "enabling", row.get("opens_fund", ""), t)
                if column in columns:
                    others = sum((parts(other, t, envelopes).get(d, F(0)) for other in table if other != row), F(0))
                    rows.append(Row(f"own reform {column}", {column: F(1)}, "<=", others))
    return rows


def early(
    years: list[str],
    clusters: dict[str, dict[str, str]],
    opened: Opened,
    gains: dict[tuple[str, str, str], tuple[Fraction, int]],
) -> list[Row]:
    """Income at once in the year of opening; `gains` are income gain and years until it, by cluster, segment and level."""
    rows = []
    for c, cluster in clusters.items():
        floor, status = num(cluster, "early_gain_floor", "0"), cluster.get("status") or "candidate"
        for t in years if floor and status == "candidate" else ():
            now, before = opened(c, t), opened(c, str(int(t) - 1))
            if now == before:
                continue
            terms: Terms = dict.fromkeys(now, -floor) | dict.fromkeys(before, floor)
            for (cc, s, k), (gain, later) in gains.items():
                if cc == c and later == 0 and gain:
                    terms["h", c, s, k, t] = gain
            rows.append(Row(f"early {c} {t}", terms, ">=", F(0)))
    return rows


def leaving(
    folder: Path, years: list[str], clusters: dict[str, dict[str, str]], opened: Opened, columns: list[Column]
) -> list[Row]:
    """What departments carry on, and the most that external funds pay of facilitation."""
    rows = []
    for department in read(folder, "departments"):
        terms: Terms = {}
        for c, cluster in clusters.items():
            cost = num(cluster, "post_cost", "0")
            if cluster["department_id"] == department["department_id"] and cost:
                for column in opened(c, years[-1]):
                    terms[column] = terms.get(column, F(0)) + cost
        if terms and department.get("post_funds", "") != "":
            rows.append(Row(f"post {department['department_id']}", terms, "<=", num(department, "post_funds")))
    external = {fund["fund_id"] for fund in read(folder, "funds") if fund.get("external") == "1"}
    for row in read(folder, "exit"):
        share, terms = num(row, "external_share_max"), {}
        for column in columns:
            if column[0] == "z" and column[2] == "facilitation" and column[4] == row["year"]:
                terms[column] = (1 if column[3] in external else 0) - share
        if terms:
            rows.append(Row(f"external {row['year']}", terms, "<=", F(0)))
    return rows
