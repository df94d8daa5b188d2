"""Reads what words in a header say that figures are counted in: money and its scale, months, households, by the year.

Rs '000 a year    lakh    mois d'agent    % a year    thousand over 3 years    €
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from tradeoff.scenario.written_numbers import written_number

MONEY, SHARE, FACTOR, HOUSEHOLDS, PERSONS = "money", "share", "factor", "households", "persons"
AGENTS, CLUSTERS, UNITS, MONTHS, YEARS, DAYS = "agents", "clusters", "units", "months", "years", "days"
PERIODS = frozenset({"hours", DAYS, "weeks", MONTHS, "quarters", YEARS})
_CURRENCIES = ("dollar", "euro", "pound")
_PERCENT, _BY, _NOTHING = "percent", "by", "nothing"
_LIST = Path(__file__).parent / "counted.csv"
_SCALES = {"k": 10**3, "mn": 10**6, "m": 10**6, "md": 10**9, "bn": 10**9, "billion": 10**9, "milliard": 10**9}
_SIGNS = {"₹": " rupee ", "€": " euro ", "$": " dollar ", "£": " pound ", "%": " percent "}
_REWRITTEN = (
    (re.compile(r"/-"), " "),
    (re.compile(r"(?<=\d),(?=\d)"), ""),
    (re.compile(r"\b0 *(to|or|a|à|ou|-|–|/) *1\b"), " share "),
    (re.compile(r"(?<![\d.])['’‘`]*(1?0{2,})['’]?s?(?!\w)"), r" \1 "),
    (re.compile(r"\b(pour|per)\s?cent(age)?\b|\bpct\b"), " percent "),
    (re.compile(r"\bp\. ?a\b\.?|\bpa\b"), " yearly "),
    (re.compile(r"\bp\. ?m\b\.?|\bpm\b"), " monthly "),
    (re.compile(r"/ *(?=[^\W\d])"), " per "),
    (re.compile(r"\b[dl]['’]"), " "),
)
_PARTING = re.compile(r"[\s.,;:/()+=&–—-]+")
_IN_A_YEAR = {MONTHS: 12, DAYS: 365, "weeks": 52, "quarters": 4}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What some words say that figures are counted in."""

    things: frozenset[str] = frozenset()
    """Households, months, money and so on."""
    by: frozenset[str] = frozenset()
    """What stands behind `a` or `per`: a period, a household."""
    scale: Fraction | None = None
    """What each figure is to be multiplied with; None where no word says so."""
    currency: str = ""
    """A currency other than the rupee."""
    is_percent: bool = False
    has_span: bool = False
    """Whether a period stands there several times: over 3 years."""
    unread: tuple[str, ...] = ()
    """Words that say nothing that is known."""

    @property
    def periods(self) -> frozenset[str]:
        """The periods by which it is counted."""
        return self.by & PERIODS

    @property
    def is_money(self) -> bool:
        """Whether a word for money stands there."""
        return MONEY in self.things


def counted(text: str) -> Counted:
    """What the words of a header's brackets say.

    Example:
        >>> found = counted("Rs '000 a year")
        >>> sorted(found.things), sorted(found.by), found.scale
        (['money'], ['years'], Fraction(1000, 1))
        >>> counted("mois d'agent").things, counted("as per DIC list").unread
        (frozenset({'months'}), ('dic', 'list'))
    """
    words = list(_words(text))
    reader = _Reader()
    for word, behind in zip(words, [*words[1:], ""], strict=True):
        reader.read(word, behind)
    return reader.found()


class _Reader:
    """Reads word by word; what a number or `a` means, the next word says."""

    def __init__(self) -> None:
        self._things: set[str] = set()
        self._by: set[str] = set()
        self._scales: list[Fraction] = []
        self._unread: list[str] = []
        self._currency = ""
        self._number: int | None = None
        self._expects_by = self._is_percent = self._has_span = False

    def read(self, word: str, behind: str) -> None:
        """Read a word, before another one or the end."""
        is_article = word == "an" and behind != "" and not self._expects_by and self._number is None
        thing = YEARS if word == "an" and not is_article else _things().get(word)
        if thing is not None and thing in PERIODS:
            self._read_period(thing)
            return
        self._read_number_before(word)
        if word.isdecimal() and len(word) > 1 and not word.strip("0"):
            self._scales.append(Fraction(10 ** len(word)))
        elif word.isdecimal():
            self._number = int(word)
        elif thing is not None and self._expects_by and thing not in (SHARE, MONEY):
            self._by.add(thing)
            self._expects_by = False
        elif thing is not None:
            self._things.add(thing)
        elif _meanings().get(word) == _BY:
            self._expects_by = True
        elif not is_article:
            self._read_unit(word)

    def _read_period(self, thing: str) -> None:
        is_year = self._number is not None and self._number == _IN_A_YEAR.get(thing)
        counts_one = self._number in (None, 1) or is_year
        self._has_span = self._has_span or not counts_one
        into = self._by if self._expects_by or not counts_one else self._things
        into.add(YEARS if is_year else thing)
        self._expects_by, self._number = False, None

    def _read_number_before(self, word: str) -> None:
        """A number that no period follows is one of rupees, a scale, or says nothing."""
        if self._number is not None and (_is_rupees(word) or _is_power_of_ten(self._number)):
            self._scales.append(Fraction(self._number))
        elif self._number is not None:
            self._unread.append(str(self._number))
        self._number = None

    def _read_unit(self, word: str) -> None:
        meaning = _meanings().get(word, "")
        if meaning == _PERCENT:
            self._is_percent = True
        elif meaning in _CURRENCIES:
            self._currency = meaning
        elif meaning.startswith(_BY):
            self._by.add(meaning.removeprefix(_BY).strip())
        elif _is_rupees(word):
            self._things.add(MONEY)
        elif (scale := _scale(word)) is not None:
            self._scales.append(scale)
        elif meaning != _NOTHING:
            self._unread.append(word)

    def found(self) -> Counted:
        """What all of them say."""
        self._read_number_before("")
        # Months of agents are months.
        agents = {AGENTS} if self._things & PERIODS else set()
        factor = {FACTOR} if self._scales else set()
        return Counted(
            things=frozenset(self._things - agents - factor),
            by=frozenset(self._by),
            scale=max(self._scales, default=None),
            currency=self._currency,
            is_percent=self._is_percent,
            has_span=self._has_span,
            unread=tuple(self._unread),
        )


def _words(text: str) -> Iterator[str]:
    written = unicodedata.normalize("NFC", text.casefold())
    for sign, word in _SIGNS.items():
        written = written.replace(sign, word)
    for pattern, word in _REWRITTEN:
        written = pattern.sub(word, written)
    return (_bare(word) for word in _PARTING.split(written) if word.strip("'’‘`\""))


def _bare(word: str) -> str:
    """A word without its accents; of other scripts than ours the word as it is."""
    letters = unicodedata.normalize("NFKD", word.strip("'’‘`\""))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare if bare.isascii() else word


def _is_rupees(word: str) -> bool:
    found = written_number(f"1 {word}")
    return found is not None and found.times == 1


def _scale(word: str) -> Fraction | None:
    """What a word multiplies figures with: `lakhs`, `milliers`, `k`; None for another word."""
    found = written_number(f"1 {word}") or written_number(f"1 {word.removesuffix('s')}")
    times = _SCALES.get(word.removesuffix("s")) if found is None or found.times is None else found.times
    return None if times is None or times == 1 else Fraction(times)


def _is_power_of_ten(number: int) -> bool:
    return number >= 100 and str(number).strip("0") == "1"


@cache
def _meanings() -> Mapping[str, str]:
    """What each word of the list says."""
    with _LIST.open(encoding="utf-8", newline="") as lines:
        return {word: row["says"] for row in csv.DictReader(lines) for word in row["words"].split(";")}


@cache
def _things() -> Mapping[str, str]:
    known = {MONEY, SHARE, FACTOR, HOUSEHOLDS, PERSONS, AGENTS, CLUSTERS, UNITS, *PERIODS}
    return {word: says for word, says in _meanings().items() if says in known}
