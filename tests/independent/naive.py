"""From the CSV files of a scenario to its linear programme, written a second time, naively and in exact fractions.

Shares no code with `tradeoff`. Columns are tuples such as ("h", cluster, segment, level, year); a row is (name, terms,
sense, bound); money is in the scenario's own unit. Slow, and meant to be read beside the formulae.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

F = Fraction
Column = tuple[str, ...]
Terms = dict[Column, Fraction]


class Row(NamedTuple):
    """terms (sense) bound."""

    name: str
    terms: Terms
    sense: str
    bound: Fraction


class Programme(NamedTuple):
    """Rows over non-negative columns; `u` columns are at most 1."""

    columns: list[Column]
    rows: list[Row]
    objectives: dict[str, Terms]
    spending: dict[tuple[str, str, str, str], Terms]
    """department, cluster, activity, year -> money"""
    envelopes: dict[tuple[str, str, str], Fraction]
    unit: Fraction
    """Rupees in one unit of money."""


def read(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8-sig") as stream:
        return [{k: v.strip() for k, v in row.items() if k and v is not None} for row in csv.DictReader(stream)]


def num(row: dict[str, str], column: str, default: str | None = None) -> Fraction:
    text = row.get(column, "")
    if text == "":
        assert default is not None, (row, column)
        text = default
    return F(text)


def best(rows: list[dict[str, str]], **place: str) -> dict[str, str] | None:
    """The matching row that names most, cluster before sector before segment before level."""
    found = []
    for row in rows:
        keys = [row.get(key, "") or "*" for key in ("cluster_id", "sector", "segment_id", "level_id")]
        wanted = [place[key] for key in ("cluster_id", "sector", "segment_id", "level_id")]
        if all(k in ("*", w) for k, w in zip(keys, wanted, strict=True)):
            found.append(([k != "*" for k in keys], row))
    return max(found, key=lambda pair: pair[0])[1] if found else None


UNITS = {"rupee": F(1), "thousand": F(1000), "lakh": F(100_000), "crore": F(10_000_000)}


def build(folder: Path) -> Programme:
    from tests.independent import naive_limits, naive_money
    from tests.independent.naive_life import Life

    settings = {row["key"]: row["value"] for row in read(folder, "settings")}
    years_count, horizon = int(settings["project_years"]), int(settings["horizon_years"])
    years = [str(t) for t in range(1, years_count + 1)]
    discount = 1 + F(settings.get("discount_rate", "0"))
    month_cost = F(settings.get("facilitation_cost", "0"))
    unit = settings.get("money_unit", "lakh")
    clusters = {row["cluster_id"]: row for row in read(folder, "clusters")}
    activities = {row["activity_id"]: row for row in read(folder, "activities")}
    contents: dict[str, list[tuple[str, Fraction]]] = defaultdict(list)
    for row in read(folder, "level_contents"):
        contents[row["level_id"]].append((row["activity_id"], num(row, "quantity_per_household")))
    segments = read(folder, "segments")
    have = {row["cluster_id"] for row in segments}
    segments += [
        {"cluster_id": c, "segment_id": "all", "households": row["poor_households"], "poor_share": "1"}
        for c, row in clusters.items()
        if c not in have
    ]
    level_rows, cost_rows, effect_rows = read(folder, "levels"), read(folder, "costs"), read(folder, "effects")

    columns: list[Column] = []
    rows: list[Row] = []
    objectives: dict[str, Terms] = {
        name: {} for name in ("breadth", "depth", "today", "tomorrow", "participation", "selectivity")
    }
    spending: dict[tuple[str, str, str, str], Terms] = defaultdict(dict)
    months: dict[str, Terms] = {t: {} for t in years}
    months_of: dict[tuple[str, str], Terms] = defaultdict(dict)
    shared = any(row["department_id"] == "ALL" for row in read(folder, "budgets"))

    def purse(c: str) -> str:
        return "ALL" if shared else clusters[c]["department_id"]

    def spend(c: str, activity: str, t: str, column: Column, amount: Fraction) -> None:
        terms = spending[purse(c), c, activity, t]
        terms[column] = terms.get(column, F(0)) + amount

    def opened(c: str, t: str) -> Terms:
        """The share open by the end of year t."""
        status = clusters[c].get("status") or "candidate"
        if status == "closed" or t == "0":
            return {}
        if status in ("running", "pilot"):
            return {("one",): F(1)}
        latest = int(clusters[c].get("latest_start") or years_count)
        if settings.get("accompaniment_years") and settings.get("finish_inside", "1") == "1":
            latest = min(latest, years_count - int(settings["accompaniment_years"]) + 1)
        t = str(min(int(t), latest))
        return {("u", c, t): F(1)} if t != "0" else {}

    def minus(a: Terms, b: Terms, factor: Fraction = F(1)) -> Terms:
        result = dict(a)
        for k, v in b.items():
            result[k] = result.get(k, F(0)) - factor * v
        return {k: v for k, v in result.items() if v}

    offers: list[tuple[str, str, str, dict[str, str]]] = []
    gains: dict[tuple[str, str, str], tuple[Fraction, int]] = {}
    for cell in segments:
        c, s = cell["cluster_id"], cell["segment_id"]
        if (clusters[c].get("status") or "candidate") == "closed":
            continue
        sector = clusters[c].get("sector", "")
        for k in sorted({row["level_id"] for row in level_rows}):
            place = {"cluster_id": c, "sector": sector, "segment_id": s, "level_id": k}
            level, cost = (
                best([r for r in level_rows if r["level_id"] == k], **place),
                best([r for r in cost_rows if r["level_id"] == k], **place),
            )
            if level is None or (cost is not None and cost.get("offered", "") == "0"):
                continue
            effect = best(effect_rows, **place) or {}
            offers.append((c, s, k, level))
            parts = [
                (a, q * num(activities[a], "unit_cost"))
                for a, q in contents[k]
                if (activities[a].get("scope") or "household") == "household"
            ]
            total = sum((p for _, p in parts), F(0))
            if cost is not None and cost.get("cost_per_household", "") != "":
                price = num(cost, "cost_per_household")
            else:
                price = num(cell, "cost_factor", "1") * total
            if cost is not None and cost.get("agent_months_per_household", "") != "":
                time = num(cost, "agent_months_per_household")
            else:
                time = sum((q * num(activities[a], "agent_months_per_unit", "0") for a, q in contents[k]), F(0))
            poor = num(cell, "poor_share", "0")
            gain = num(effect, "income_gain", "0")
            deep = level.get("deep", "")
            credit = F(deep) if deep != "" else F(int(gain >= num(cell, "poverty_gap", "0")))
            keep = num(effect, "persistence", "0") * (1 + num(clusters[c], "sector_outlook", "0"))
            gainers = num(effect, "poor_share_of_gain", str(poor))
            value = num(effect, "value_added", "0") + num(effect, "spill_value_added", "0")
            lag = int(num(effect, "lag_years", "0"))
            for t in years:
                h: Column = ("h", c, s, k, t)
                columns.append(h)
                first = int(t) + lag
                today = sum(
                    (gain * keep ** (y - first) / discount ** (y - 1) for y in range(first, years_count + 1)), F(0)
                )
                ages = range(max(years_count, lag), horizon)
                tomorrow = sum((gain * keep ** (a - lag) / discount ** (a - years_count) for a in ages), F(0))
                objectives["breadth"][h] = poor * int(level["reached"])
                objectives["depth"][h] = poor * credit
                objectives["today"][h] = gainers * today
                objectives["tomorrow"][h] = gainers * tomorrow
                takes_part = (cell.get("majority") or "1") == "1" and level.get("participation", "") == "1"
                objectives["participation"][h] = F(int(takes_part))
                objectives["selectivity"][h] = value
                months[t][h] = time
                months_of[c, t][h] = time
                costs = {a: price * (p / total if total else 1) for a, p in (parts if total else [("support", F(1))])}
                brought, asked_too_much = naive_money.brings(folder, s, t, cell.get("ability_to_pay", ""), costs)
                if asked_too_much:
                    rows.append(Row(f"closed {c} {s} {k} {t}", {h: F(1)}, "<=", F(0)))
                for a, cost in costs.items():
                    spend(c, a, t, h, cost - brought.get(a, F(0)))
            gains[c, s, k] = (gain, lag + int(level.get("after_years") or 0))

    life = Life(folder, clusters, opened)
    gated = {c: {k: row for cc, _, k, row in offers if cc == c and row.get("trust_gate", "") != ""} for c in clusters}
    for c, cluster in clusters.items():
        for t in years:
            if ("u", c, t) in opened(c, t):
                columns.append(("u", c, t))
        needs = bool(gated[c]) or num(cluster, "min_facilitation_months", "0") > 0
        start = contents["start_up"]
        sums = [(a, q * num(activities[a], "unit_cost")) for a, q in start]
        total = sum((p for _, p in sums), F(0))
        price = num(cluster, "start_up_cost", str(total))
        for t in years:
            rise = minus(opened(c, t), opened(c, str(int(t) - 1)))
            rise = {} if ("one",) in opened(c, t) else rise
            for a, share in [(a, p / total) for a, p in sums] if total else [("start_up", F(1))]:
                for column, v in rise.items():
                    spend(c, a, t, column, price * share * v)
            for column, v in rise.items():
                phi = num(cluster, "start_up_agent_months", "0")
                months[t][column] = months[t].get(column, F(0)) + phi * v
                months_of[c, t][column] = phi * v
            if t != "1" and rise:
                rows.append(Row(f"C10 {c} {t}", rise, ">=", F(0)))
            if needs and opened(c, t):
                f: Column = ("f", c, t)
                columns.append(f)
                spend(c, "facilitation", t, f, month_cost)
                months[t][f] = F(1)
                months_of[c, t][f] = F(1)
                most = num(cluster, "max_facilitation_months", "12")
                least = num(cluster, "min_facilitation_months", "0")
                share = life.accompanied(c, int(t))
                rows.append(Row(f"C4 most {c} {t}", minus({f: F(1)}, share, most), "<=", F(0)))
                rows.append(Row(f"C4 least {c} {t}", minus({f: F(1)}, share, least), ">=", F(0)))
        for column, owed in life.owed(c).items():
            spend(c, "facilitation", years[-1], column, month_cost * owed)
        listed = sum((num(cell, "households") for cell in segments if cell["cluster_id"] == c), F(0))
        mine = [(s, k, row) for cc, s, k, row in offers if cc == c]
        for cell in segments:
            if cell["cluster_id"] == c:
                rows += life.joining(cell, [(k, row) for s, k, row in mine if s == cell["segment_id"]])
        for t in years:
            for gate in gated[c].values():
                above: Terms = {
                    ("h", c, s, k, y): F(1)
                    for s, k, row in mine
                    if num(row, "order") >= num(gate, "order")
                    for y in years
                    if int(y) <= int(t)
                }
                stock: Terms = {("f", c, y): num(gate, "trust_gate") for y in years if int(y) <= int(t)}
                rows.append(Row(f"C3 {c} {gate['level_id']} {t}", minus(above, stock), "<=", F(0)))
        if num(cluster, "min_coverage", "0"):
            everyone: Terms = {("h", c, s, k, y): F(1) for s, k, _ in mine for y in years}
            floor = num(cluster, "min_coverage") * listed
            rows.append(Row(f"C2 {c}", minus(everyone, opened(c, years[-1]), floor), ">=", F(0)))
        # Only of plans with whole openings; no scenario of shares that is compared has the column.
        if num(cluster, "min_households", "0"):
            joined: Terms = {("h", c, s, k, y): F(1) for s, k, _ in mine for y in years}
            fewest = num(cluster, "min_households")
            rows.append(Row(f"C2b {c}", minus(joined, opened(c, years[-1]), fewest), ">=", F(0)))

    budgets = read(folder, "budgets")
    funds = sorted({row.get("fund_id", "") for row in budgets})
    departments = sorted({row["department_id"] for row in budgets})
    envelopes = {(d, o, t): F(0) for d in departments for o in funds for t in years}
    for row in budgets:
        d, o, t = row["department_id"], row.get("fund_id", ""), row.get("year", "") or "1"
        envelopes[d, o, t] += num(row, "envelope") * naive_money.is_open(folder, o, t)
    naive_money.reforms(folder, years, envelopes, spending)
    keeping = naive_money.kept(folder, years, envelopes)
    rows += keeping
    columns += [column for row in keeping for column in row.terms]
    spending |= life.training(envelopes)
    giving = {row["department_id"]: num(row, "transfer_out_max_share", "0") for row in read(folder, "departments")}
    moves = len(departments) > 1 and any(giving.get(d, 0) for d in departments)
    for t in years:
        for o in funds:
            for d in departments:
                paid: Terms = {}
                for (dd, _, a, tt), terms in spending.items():
                    if dd == d and tt == t:
                        if len(funds) == 1:
                            for column, v in terms.items():
                                paid[column] = paid.get(column, F(0)) + v
                        elif may(activities, a, o):
                            paid["z", d, a, o, t] = F(1)
                            if ("z", d, a, o, t) not in columns:
                                columns.append(("z", d, a, o, t))
                if moves:
                    columns += [("out", d, o, t), ("in", d, o, t)]
                    paid |= {("out", d, o, t): F(1), ("in", d, o, t): F(-1)}
                before: Column = ("k", d, o, str(int(t) - 1))
                paid |= {k: v for k, v in ((("k", d, o, t), F(1)), (before, F(-1))) if k in columns}
                rows.append(Row(f"C5 {d} {o} {t}", paid, "<=", envelopes[d, o, t]))
            if moves:
                balance: Terms = {("out", d, o, t): F(1) for d in departments}
                balance |= {("in", d, o, t): F(-1) for d in departments}
                rows.append(Row(f"C6 balance {o} {t}", balance, "=", F(0)))
        for d in departments:
            if moves:
                whole = sum((envelopes[d, o, t] for o in funds), F(0))
                out: Terms = {("out", d, o, t): F(1) for o in funds}
                rows.append(Row(f"C6 {d} {t}", out, "<=", giving.get(d, F(0)) * whole))
            if len(funds) > 1:
                for a in sorted({a for dd, _, a, tt in spending if dd == d and tt == t}):
                    z: Terms = {("z", d, a, o, t): F(1) for o in funds if may(activities, a, o)}
                    for (dd, _, aa, tt), terms in spending.items():
                        if (dd, aa, tt) == (d, a, t):
                            z = minus(z, terms)
                    rows.append(Row(f"C5 split {d} {a} {t}", z, "=", F(0)))
    rows += naive_money.own_reforms(folder, years, envelopes, columns)
    rows += naive_money.matched(folder, years, columns)
    rows += naive_money.early(years, clusters, opened, gains)
    rows += naive_money.leaving(folder, years, clusters, opened, columns)
    trained, of_people = life.people(months)
    columns += trained
    rows += of_people + life.method()
    rows += naive_limits.limit_rows(
        folder, years, clusters, segments, offers, objectives, spending, funds, opened=opened, months_of=months_of
    )
    return Programme(columns, rows, objectives, dict(spending), envelopes, UNITS.get(unit) or F(unit))


def may(activities: dict[str, dict[str, str]], activity: str, fund: str) -> bool:
    allowed = activities.get(activity, {}).get("eligible_funds", "")
    return allowed == "" or fund in [part.strip() for part in allowed.split(";")]
