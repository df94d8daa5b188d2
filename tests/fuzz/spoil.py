"""From a seed to a spoilt copy of a folder, a certificate or a workbook: cells, rows, columns, bytes, YAML, names of files."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

CELLS = (
    "", " ", "0", "-0", "1", "-1", "0.5", "1.2", "100", "1e99", "-1e99", "1e-99", "1e308", "1e-400", "9" * 400,
    "0." + "0" * 400 + "1", "1/3", "1/0", "nan", "inf", "-inf", "NaN", "null", "None", "true", "*", "all", "%", "50 %",
    "12,34,567", "1,500", "1.50.000", "Rs 5", "₹3 crore", "2.5 lakh", "१२", "½", "²", "2026-27", "2026-11-26", "=1+1",
    "=cmd|' /C calc'!A1", "+1", "@SUM(1)", "<script>alert(1)</script>", "[red]a[/red]", "[/]", "\x1b[31m", "\x07",
    "\u202e", "\u2028", "\ufeff", "\x00", "a\nb", "a\r\nb", "a\tb", '"', "'", ";", "x" * 5_000, "../..", "c0", "d0",
    "entry", "households", "<=", ">=", "=", "yes", "no", "open", "{}", "[]", "1_000", "0x10", "1e5", "999999", "101",
)  # fmt: skip
"""What a cell may be that somebody has typed, pasted or meant to harm with."""
LINES = (
    "title: null", "title: [a, b]", "title: &a b", "question: *a", "based_on: .", "based_on: ..", "based_on: /",
    "based_on: three-clusters", "based_on: 5", "name: ''", "name: ../x", "name: \"\\e[31m\"", "changes: []", "changes: 5",
    "changes: [{table: budgets, where: {}, column: envelope, multiply: 1e99}]",
    "changes:\n- {table: budgets, where: {}, column: envelope, set: 0o17}", "changes:\n- {table: limits, add: {}}",
    "changes:\n- {table: costs, where: {}, remove: true}", "changes:\n- {table: [], set: {}}", "- a", "? [a]\n: b", "%",
    "---", "...", "!!python/object:os.system {}", "<<: {a: b}", "a: " + "[" * 2_000, "a: " + "{a: " * 2_000, "\tx", "@", "`",
)  # fmt: skip
Rows = list[list[str]]


def spoil_folder(source: Path, target: Path, seed: int) -> Path:
    """A copy of a scenario's folder in which one to three things are spoilt."""
    rng = random.Random(f"folder {seed}")
    shutil.copytree(source, target)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        rng.choice((_a_table, _a_table, _a_table, _a_table, _bytes, _yaml, _name))(target, rng)
    return target


def _any_table(folder: Path, rng: random.Random) -> Path:
    return rng.choice(sorted(path for path in folder.iterdir() if path.suffix == ".csv"))


def _a_table(folder: Path, rng: random.Random) -> None:
    path = _any_table(folder, rng)
    rows = list(
        csv.reader(io.StringIO(path.read_text(encoding="utf-8", errors="replace").replace("\0", ""), newline=""))
    )
    if rows and rows[0]:
        rng.choice((_cell, _cell, _cell, _row, _column))(rows, rng)
    out = io.StringIO()
    csv.writer(out, lineterminator=rng.choice(("\n", "\n", "\r\n"))).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", errors="replace", newline="")


def _cell(rows: Rows, rng: random.Random) -> None:
    row = rng.choice(rows[1:] or rows) if rng.random() < 0.95 else rows[0]
    if row:
        other = rng.choice(rng.choice(rows) or [""])
        row[rng.randrange(len(row))] = rng.choice((rng.choice(CELLS), rng.choice(CELLS), other))


def _row(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows))
    deed = rng.randrange(5)
    if deed == 0:
        del rows[at]
    elif deed == 1:
        rows.insert(at, list(rng.choice(rows)))
    elif deed == 2:
        rows[at] = rows[at][: rng.randrange(len(rows[at]) + 1)]
    elif deed == 3:
        rows[at] = rows[at] + [rng.choice(CELLS)] * rng.randint(1, 3)
    else:
        rng.shuffle(rows)


def _column(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]))
    deed = rng.randrange(4)
    value = rng.choice(CELLS)
    for row in rows:
        if at < len(row) and deed == 0:
            del row[at]
        elif at < len(row) and deed == 1:
            row.insert(at, row[at])
        elif at < len(row) and deed == 2 and row is not rows[0]:
            row[at] = value
        elif deed == 3:
            row.insert(at, value)


def _bytes(folder: Path, rng: random.Random) -> None:
    path = rng.choice(sorted(path for path in folder.iterdir() if path.is_file()))
    path.write_bytes(spoil_bytes(path.read_bytes(), rng))


def spoil_bytes(content: bytes, rng: random.Random) -> bytes:
    """Bytes of which some are changed, left out, put in or said twice."""
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at, many = rng.randrange(len(spoilt) + 1), rng.choice((1, 1, 2, 16, 200))
        spoilt[at : at + rng.choice((0, many))] = rng.choice(
            (rng.randbytes(many), b"", bytes(spoilt[at : at + many]) * 2, b"\0", b"\xff\xfe", b'"')
        )
    return bytes(spoilt)


def _yaml(folder: Path, rng: random.Random) -> None:
    path = folder / "scenario.yaml"
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(LINES))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace")


def _name(folder: Path, rng: random.Random) -> None:
    path = rng.choice(sorted(path for path in folder.iterdir() if path.is_file()))
    new = (
        path.name.upper(),
        path.stem,
        f"{path.name}.txt",
        f"_{path.name}",
        f".{path.name}",
        f"{path.stem} .csv",
        "a\x1b.csv",
    )
    path.rename(folder / rng.choice(new))


def spoil_json(content: bytes, seed: int) -> bytes:
    """JSON of which a value, a key or some bytes are spoilt."""
    rng = random.Random(f"json {seed}")
    if rng.random() < 0.2:
        return spoil_bytes(content, rng)
    data = json.loads(content)
    for _ in range(rng.randint(1, 2)):
        _value(data, rng)
    return json.dumps(data).encode()


def _value(data: Any, rng: random.Random) -> None:
    """Spoil one value somewhere below."""
    holder = data
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(holder[key], dict | list) and holder[key] and rng.random() < 0.85:
            holder = holder[key]
            continue
        break
    deed: Callable[[], object] = rng.choice(
        (
            lambda: None, lambda: 10**400, lambda: -1, lambda: 1e308, lambda: True, list, dict, lambda: "1/0", lambda: "",
            lambda: "9" * 4_000, lambda: f"1/{'7' * 3_000}", lambda: "\x1b[31m", lambda: [[]], lambda: "0", lambda: "-1/3",
            lambda: holder[rng.choice(keys)], lambda: 0.5, lambda: 2**40,
        )
    )  # fmt: skip
    if rng.random() < 0.15:
        del holder[key]
    else:
        holder[key] = deed()


def spoil_workbook(content: bytes, seed: int) -> bytes:
    """A workbook of which some bytes are spoilt, or a part of the archive."""
    rng = random.Random(f"workbook {seed}")
    if rng.random() < 0.3:
        return spoil_bytes(content, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        spoilt = rng.choice([name for name in names if name.startswith("xl/")])
        for name in names:
            part = old.read(name)
            if name == spoilt and rng.random() < 0.1:
                continue
            new.writestr(name, _spoil_xml(part, rng) if name == spoilt else part)
    return out.getvalue()


def _spoil_xml(part: bytes, rng: random.Random) -> bytes:
    """XML of which some bytes are spoilt, or the text of a tag."""
    pieces = part.split(b">")
    if rng.random() < 0.4 or len(pieces) < 3:
        return spoil_bytes(part, rng)
    at = rng.randrange(1, len(pieces))
    text = rng.choice(CELLS).encode("utf-8", "replace").replace(b"<", b"&lt;")
    pieces[at] = text + b"<" + pieces[at].partition(b"<")[2]
    return b">".join(pieces)
