"""From `limits.csv` to rows, naively: every key filtered by hand, every `*` written out."""

from __future__ import annotations

import itertools
from fractions import Fraction
from pathlib import Path

from tests.independent.naive import Column, Row, Terms, num, read

F = Fraction
KEYS = (
    "cluster_id",
    "department_id",
    "district",
    "sector",
    "segment_id",
    "level_id",
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
) -> list[Row]:
    cells = {(cell["cluster_id"], cell["segment_id"]): cell for cell in segments}
    values = {key: sorted({row.get(key, "") for row in clusters.values()} - {""}) for key in KEYS[:4]}
    values |= {
        "segment_id": sorted({s for _, s in cells}),
        "level_id": sorted({k for _, _, k, _ in offers}),
        "activity_id": sorted({a for _, _, a, _ in spending}),
        "fund_id": funds,
        "year": years,
    }
    rows = []
    for limit in read(folder, "limits"):
        each = [values[key] if limit.get(key, "") == "*" else [limit.get(key, "")] for key in KEYS]
        for chosen in itertools.product(*each):
            scope = dict(zip(KEYS, chosen, strict=True))
            inside = {c for c, row in clusters.items() if all(scope[key] in ("", row.get(key, "")) for key in KEYS[:4])}
            terms: Terms = {}
            bound = num(limit, "value")
            measure, _, name = limit["measure"].partition(":")

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
                narrow = bool(scope["segment_id"] or scope["level_id"])
                for (_, c, a, t), parts in spending.items():
                    if c not in inside or scope["activity_id"] not in ("", a) or scope["year"] not in ("", t):
                        continue
                    for column, value in parts.items():
                        household = column[0] == "h"
                        if narrow and not household:
                            continue
                        if household and not (
                            scope["segment_id"] in ("", column[2]) and scope["level_id"] in ("", column[3])
                        ):
                            continue
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
                            put(column, F(1))
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
