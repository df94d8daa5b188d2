"""Checks a certificate by itself, or a folder of results: then that every other file says the same."""

from __future__ import annotations

import csv
import hashlib
import io
from fractions import Fraction
from os.path import lexists
from pathlib import Path
from typing import Any

from tradeoff.checker.claims import Checked, Tell, check_certificate
from tradeoff.checker.files import content_of, load
from tradeoff.checker.reading import UnreadableError, get, require, told
from tradeoff.checker.surfaces import SCHEMA as SURFACE
from tradeoff.checker.surfaces import WITH_RAYS as ENDLESS
from tradeoff.checker.surfaces import check_surface

TABLES = "scenario/"
CERTIFICATE, FRONTIER, POINTS, MANIFEST = "certificate.json", "frontier.json", "points.csv", "manifest.json"
WHOLE, TOGETHER = "whole.json", "frontiers.json"


def check_folder(folder: Path, tell: Tell) -> list[str]:
    """What has been found true of a folder of results, or of a file that is a certificate, in sentences.

    `tell` is called now and then with how far the check has come.

    Raises UnreadableError where something is missing or broken, RefusedError for the first claim that is false.
    """
    if not folder.is_dir() and lexists(folder):
        return _check_alone(load(folder), folder.name, tell)
    if not folder.is_dir():
        raise UnreadableError(
            f"{folder} is no folder and no file; name a folder that `tradeoff frontier --out` wrote, or a certificate"
        )
    manifest = load(folder / MANIFEST) if lexists(folder / MANIFEST) else None
    frontier = load(folder / FRONTIER) if lexists(folder / FRONTIER) else None
    certificate = load(folder / CERTIFICATE) if lexists(folder / CERTIFICATE) else None
    if manifest is None and certificate is None:
        raise UnreadableError(
            f"{folder} holds neither {MANIFEST} nor {CERTIFICATE}; name a folder that `tradeoff frontier --out` wrote"
        )
    found = []
    if manifest is not None:
        count = _check_hashes(folder, manifest)
        found.append(f"All {count} files are as {MANIFEST} says.")
    if manifest is not None and "folders" in manifest:
        return [*found, *_check_combinations(folder, manifest, tell)]
    if frontier is not None:
        _check_frontier(folder, frontier, manifest)
    if certificate is None:
        claims = frontier is not None and get(frontier, "certificate", dict, FRONTIER).get("certified")
        require(not claims, f"{FRONTIER} says it is certified, and there is no {CERTIFICATE}")
        mend = "`tradeoff frontier --certify --out` writes one"
        if lexists(folder / WHOLE):
            mend = "whole openings have the solver's bounds and no certificate"
        found.append(f"There is no {CERTIFICATE}: nothing is certified; {mend}.")
        return found
    if certificate.get("schema") in (SURFACE, ENDLESS):
        if frontier is not None:
            raise UnreadableError(f"{FRONTIER} is of two objectives and {CERTIFICATE} of three; write the result anew")
        return [*found, *check_surface(certificate, tell).sentences()]
    checked = check_certificate(certificate, tell)
    found.append(_words(checked))
    if frontier is not None:
        _compare(checked, frontier)
        found.append(f"{FRONTIER} and {POINTS} show the same figures, to twelve digits.")
    return found


def _check_alone(certificate: Any, name: str, tell: Tell) -> list[str]:
    """What has been found true of a certificate with no other file beside it."""
    if certificate.get("schema") in (SURFACE, ENDLESS):
        return check_surface(certificate, tell, file=name).sentences()
    return [_words(check_certificate(certificate, tell, file=name))]


def _check_hashes(folder: Path, manifest: Any) -> int:
    files = get(manifest, "files", dict, MANIFEST)
    for name, stated in files.items():
        # Beside its own files a folder holds the tables as read, one level down and nowhere else.
        if not name or Path(name).name != name.removeprefix(TABLES):
            raise UnreadableError(f"{MANIFEST}: {name[:40]!r} is no file of the folder; write the result anew")
        content = content_of(folder / name, f"{MANIFEST} lists it")
        require(hashlib.sha256(content).hexdigest() == stated, f"{name} has been changed since {MANIFEST} was written")
    for name in (CERTIFICATE, FRONTIER, POINTS, TOGETHER):
        require(name in files or not lexists(folder / name), f"{name} is not among the files {MANIFEST} lists")
    return len(files)


def _check_combinations(folder: Path, manifest: Any, tell: Tell) -> list[str]:
    """What has been found true of a folder that holds a folder for each combination of reforms."""
    folders = get(manifest, "folders", dict, MANIFEST)
    together = load(folder / TOGETHER)
    listed = get(together, "frontiers", list, TOGETHER)
    named = [one.get("folder") if isinstance(one, dict) else None for one in listed]
    require(sorted(map(str, named)) == sorted(folders), f"{TOGETHER} and {MANIFEST} name different folders")
    union = get(together, "union", dict, TOGETHER)
    require(
        union.get("certified") is False, f"{TOGETHER} says that the union is certified; nothing certifies it as one"
    )
    found = []
    for one in listed:
        name = one["folder"]
        if not isinstance(name, str) or not name or Path(name).name != name:
            raise UnreadableError(f"{MANIFEST}: {told(name)} is no result in the folder; write the result anew")
        content = content_of(folder / name / MANIFEST)
        changed = f"{name}/{MANIFEST} has been changed since {MANIFEST} was written"
        require(hashlib.sha256(content).hexdigest() == folders[name], changed)
        own = load(folder / name / FRONTIER)
        for key in ("trade", "points", "certificate", "reforms"):
            require(one.get(key) == own.get(key), f"{TOGETHER} and {name}/{FRONTIER} differ in {key}")
        found += [f"{name}: {sentence}" for sentence in check_folder(folder / name, tell)]
    return [*found, "The union of these frontiers is drawn from them and not certified as one."]


def _check_frontier(folder: Path, frontier: Any, manifest: Any) -> None:
    """What frontier.json, points.csv and manifest.json say of the same things."""
    x, y = get(frontier, "x", str, FRONTIER), get(frontier, "y", str, FRONTIER)
    points = get(frontier, "points", list, FRONTIER)
    require(len(points) > 0, f"{FRONTIER} has no point")
    keys = ("plan", x, y, "rate_left", "rate_right")
    for position, point in enumerate(points):
        if not isinstance(point, dict) or not all(key in point for key in keys):
            raise UnreadableError(f"{FRONTIER}, point {position}: a figure is missing; write the result anew")
        require(point["plan"] == position, f"{FRONTIER}: the plans are not counted from 0")
    if manifest is not None:
        for key in ("scenario", "data_hash", "trade", "certificate"):
            require(frontier.get(key) == manifest.get(key), f"{FRONTIER} and {MANIFEST} differ in {key}")
    if not lexists(folder / POINTS):
        return
    try:
        rows = list(csv.DictReader(io.StringIO(content_of(folder / POINTS).decode("utf-8"))))
    except (ValueError, csv.Error) as error:
        raise UnreadableError(f"{POINTS}: {error}; write the result anew") from None
    require(len(rows) == len(points), f"{POINTS} has not as many points as {FRONTIER}")
    for position, (row, point) in enumerate(zip(rows, points, strict=True)):
        for key, value in point.items():
            same = (row.get(key) or "") == _printed(value)
            require(same, f"{POINTS} and {FRONTIER} differ in {key} of point {position}")


def _printed(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _compare(checked: Checked, frontier: Any) -> None:
    """Every figure of frontier.json is the certified fraction, to twelve digits."""
    x, y = checked.names
    require((frontier["x"], frontier["y"]) == (x, y), f"{FRONTIER} is of other objectives than {CERTIFICATE}")
    points = frontier["points"]
    require(len(points) == len(checked.values), f"{FRONTIER} has not as many points as {CERTIFICATE}")
    for position, (point, values) in enumerate(zip(points, checked.values, strict=True)):
        figures = dict(zip((x, y, "rate_left", "rate_right"), (*values, *checked.rates[position:][:2]), strict=True))
        for key, exact in figures.items():
            require(_same(point[key], exact), f"{FRONTIER}: {key} of point {position} is not what {CERTIFICATE} has")
    stated = get(frontier, "certificate", dict, FRONTIER)
    require(stated.get("certified") is True, f"{FRONTIER} does not say that it is certified")
    require(stated.get("kind") == checked.kind, f"{FRONTIER} is of another kind than {CERTIFICATE}")
    require(_same(stated.get("max_gap"), checked.max_gap), f"{FRONTIER} states another gap than {CERTIFICATE}")


def _same(shown: object, exact: Fraction | None) -> bool:
    if exact is None or isinstance(shown, bool) or not isinstance(shown, int | float):
        return exact is None and shown is None
    try:
        return f"{float(shown) + 0.0:.12g}" == f"{float(exact):.12g}"
    except OverflowError:
        return False


def _words(checked: Checked) -> str:
    count, rays, (x, y) = len(checked.values), checked.rays, checked.names
    points = "1 point" if count == 1 else f"{count:,} points"
    if rays:
        points += " and 1 ray without an end" if rays == 1 else f" and {rays} rays without an end"
    if checked.kind == "exact":
        verb = "is" if count == 1 and not rays else "are"
        return (
            f"Certified in exact fractions: {points} {verb} the whole frontier of {x} and {y}; no plan lies beyond it."
        )
    gap = 100 * float(checked.max_gap)
    return (
        f"Certified in exact fractions: {points} on the frontier of {x} and {y}; no plan betters the line between them "
        f"by more than {gap:.6g}% of both ranges at once."
    )
