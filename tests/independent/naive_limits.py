"""From `limits.csv` to rows, naively: every key filtered by hand, every `*` written out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from tests.independent.naive import Column, Row, Terms, num, read

F = Fraction
GROUPS = ("women", "sc", "st", "minority")
KEYS = (
    "cluster_id",
    "department_id",
    "district",
    "sector",
    "sector_type",
    "segment_id",
    "level_id",
    "group",
    "activity_id",
    "fund_id",
    "year",
)


def limit_rows(
    folder: Path,
    years: list[str],
    clusters: dict[str, dict[str, str]],
    segments: list[dict[str, str]],
    offers: list[tuple[str, str, str, dict[str, str]]],
    objectives: dict[str, Terms],
    spending: dict[tuple[str, str, str, str], Terms],
    funds: list[str],
    *,
    opened: Callable[[str, str], Terms],
    months_of: dict[tuple[str, str], Terms],
) -> list[Row]:
    cells = {(cell["cluster_id"], cell["segment_id"]): cell for cell in segments}
    values = {key: sorted({row.get(key, "") for row in clusters.values()} - {""}) for key in KEYS[:5]}
    values |= {
        "segment_id": sorted({s for _, s in cells}),
        "level_id": sorted({k for _, _, k, _ in offers}),
        "group": [g for g in GROUPS if all(cell.get(f"{g}_share", "") != "" for cell in segments)],
        "activity_id": sorted({a for _, _, a, _ in spending}),
        "fund_id": funds,
        "year": years,
    }
    rows = []
    for limit in read(folder, "limits"):
        each = [values[key] if limit.get(key, "") == "*" else [limit.get(key, "")] for key in KEYS]
        for chosen in itertools.product(*each):
            scope = dict(zip(KEYS, chosen, strict=True))
            inside = {c for c, row in clusters.items() if all(scope[key] in ("", row.get(key, "")) for key in KEYS[:5])}
            terms: Terms = {}
            bound = num(limit, "value")
            measure, _, name = limit["measure"].partition(":")

            def part(c: str, s: str, group: str = scope["group"]) -> Fraction:
                return num(cells[c, s], f"{group}_share") if group else F(1)

            def put(column: Column, value: Fraction, terms: Terms = terms) -> None:
                terms[column] = terms.get(column, F(0)) + value

            if measure == "money" and scope["fund_id"] and len(funds) > 1:
                for d, _, a, t in spending:
                    if (
                        scope["department_id"] in ("", d)
                        and scope["activity_id"] in ("", a)
                        and scope["year"] in ("", t)
                    ):
                        terms["z", d, a, scope["fund_id"], t] = F(1)
            elif measure == "money":
                narrow = bool(scope["segment_id"] or scope["level_id"] or scope["group"])
                placed = any(scope[key] for key in KEYS[:5] if key != "department_id")
                for (d, c, a, t), parts in spending.items():
                    whole_state = c == "" and not placed and not narrow and scope["department_id"] in ("", d)
                    if (
                        not (c in inside or whole_state)
                        or scope["activity_id"] not in ("", a)
                        or scope["year"] not in ("", t)
                    ):
                        continue
                    for column, value in parts.items():
                        household = column[0] == "h"
                        if narrow and not household:
                            continue
                        if household and not (
                            scope["segment_id"] in ("", column[2]) and scope["level_id"] in ("", column[3])
                        ):
                            continue
                        put(column, value * part(column[1], column[2]) if household else value)
            elif measure == "clusters":
                for c in inside:
                    for column, value in opened(c, scope["year"] or years[-1]).items():
                        put(column, value)
            elif measure == "agent_months" and not scope["segment_id"] and not scope["level_id"]:
                for (c, t), used in months_of.items():
                    for column, value in used.items() if c in inside and scope["year"] in ("", t) else ():
                        put(column, value)
            else:
                for (c, s, k, _), t in itertools.product(offers, years):
                    if (
                        c in inside
                        and scope["segment_id"] in ("", s)
                        and scope["level_id"] in ("", k)
                        and scope["year"] in ("", t)
                    ):
                        column: Column = ("h", c, s, k, t)
                        if measure == "households":
                            put(column, part(c, s))
                        elif measure == "dimension":
                            level = next(row for cc, ss, kk, row in offers if (cc, ss, kk) == (c, s, k))
                            named = [word.strip() for word in level.get("dimensions", "").split(";")]
                            put(column, num(cells[c, s], "poor_share") * (name in named))
                        elif measure == "agent_months":
                            put(column, months_of[c, t].get(column, F(0)))
                        elif measure == "poor_households":
                            put(column, num(cells[c, s], "poor_share"))
                        elif measure == "objective":
                            put(column, objectives[name][column])
                        else:
                            put(column, num(cells[c, s], f"{name}_share") - bound)
                if measure == "share":
                    bound = F(0)
            if terms or "*" not in limit.values():
                rows.append(Row(f"C9 {limit['limit_id']} {scope}", terms, limit["sense"], bound))
    return rows
