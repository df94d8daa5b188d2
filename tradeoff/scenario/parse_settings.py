"""Reads the table `settings` into one typed object, and says which of them are not known where some are wrong.

What is wrong in the other tables is then told in the same pass, as far as it does not hang on those.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from pydantic import ValidationError

from tradeoff.errors import InputFault
from tradeoff.scenario.faults import fault
from tradeoff.scenario.parse import explain
from tradeoff.scenario.raw import RawTable, text_of
from tradeoff.scenario.settings import Settings
from tradeoff.scenario.spelling import nearest
from tradeoff.scenario.tables import Setting
from tradeoff.words.names import french_head, plain
from tradeoff.words.spoken import say

_UNKNOWN = {"project_years": "1", "horizon_years": "2"}
"""What stands for the settings that every scenario must have and of which nothing is known."""
ALL = frozenset(Settings.model_fields)


def parse_settings(
    rows: tuple[Setting, ...], raw: RawTable, problems: list[InputFault]
) -> tuple[Settings, frozenset[str]]:
    """The settings as one typed object, and those that are not known: as good as not written, or a stand-in.

    Args:
        rows: The rows of the table `settings`.
        raw: The same as text.
        problems: Faults are added to it.
    """
    file = raw.file
    absent = ALL - {text_of(cells, "key") for _, cells in raw.rows}
    unknown = [row for row in rows if row.key not in ALL]
    # Keys may be French in a workbook alone, and whoever writes them so elsewhere is told the name.
    called = {plain(word): key for key in ALL for word in (french_head(key), key, raw.called(key))}
    misspelt = {_meant(row.key, called, absent) for row in unknown}
    if None in misspelt or len(rows) < len(raw.rows):
        # Any of those that are missing may be meant where a key is unreadable.
        misspelt |= absent
    for row in unknown:
        near = _meant(row.key, called, ALL)
        hint = "" if near is None else say("; did you mean {near!r}?", near=raw.called(near))
        mend = say("remove the row{hint}", hint=hint)
        if near in absent:
            mend = say("rename it to {key}, if that is what it is, or remove the row", key=raw.called(near))
        problems.append(fault("E1", file, "key", "no such setting", mend, row=row.row, value=row.key))
    keys = [text_of(cells, "key") for _, cells in raw.rows]
    # Of a setting that stands twice nobody knows which is meant, and one whose row was not read is there all the same.
    lost = {key for key in keys if keys.count(key) > 1} | (set(keys) - {row.key for row in rows})
    values = {row.key: row.value.strip() for row in rows if row.key in ALL}
    place = {row.key: row.row for row in rows}
    wrong = _tell_wrong(values, place, raw, absent - misspelt, problems)
    known = {key: value for key, value in values.items() if key not in wrong | lost}
    return Settings.model_validate({**_UNKNOWN, **known}), ALL & (wrong | lost | misspelt)


def _meant(typed: str, called: Mapping[str, str], among: Set[str]) -> str | None:
    """The setting that comes nearest to a key; None where none does.

    Args:
        typed: The key.
        called: The settings by what they may be called.
        among: Those that may be meant.
    """
    near = nearest(plain(typed), [word for word, key in called.items() if key in among])
    return None if near is None else called[near]


def unknown_settings() -> tuple[Settings, frozenset[str]]:
    """The same where there is no table of settings: nothing is known."""
    return Settings.model_validate(_UNKNOWN), ALL


def _tell_wrong(
    values: dict[str, str], place: dict[str, int], raw: RawTable, missing: frozenset[str], problems: list[InputFault]
) -> set[str]:
    """The settings that cannot be read or are not there; those of which nothing is told yet are added to `problems`.

    Args:
        values: What is written, by key.
        place: The row of each.
        raw: The table as text.
        missing: Settings that stand nowhere, under no name that is nearly theirs.
        problems: Faults are added to it.
    """
    try:
        Settings.model_validate(values)
    except ValidationError as error:
        found = error.errors()
    else:
        return set()
    for detail in found:
        key = str(detail["loc"][0])
        row = place.get(key, raw.header_row)
        if detail["type"] != "missing" and (row, "value") not in raw.refused:
            problems.append(explain(Settings, raw.file, row, detail))
        elif detail["type"] == "missing" and key in missing:
            what = say("the setting {key} is missing", key=key)
            mend = say("add a row with key {key} and its value", key=key)
            problems.append(fault("E1", raw.file, "key", what, mend, row=raw.header_row))
    return {str(detail["loc"][0]) for detail in found}
