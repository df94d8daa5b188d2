"""Reads numbers as people and spreadsheets write them: what they can mean under each decimal sign, and in which unit.

    12,34,567    1,234,567    1 234,5    ₹3 crore    2.5 lakh    Rs 50,000/-    १२    12 %

A mark that may group thousands or begin decimals has two meanings; which of them holds is for the whole file to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

POINT, COMMA = ".", ","
MOST_DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number; where there are more, some were made up on the way."""

PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
"""A number as the tables hold it."""
LONGEST = 100
"""Letters of a number that anybody has written; what is longer is left to the strict reader, which refuses it."""
EXACT = re.compile(r"[+-]?\d+/\d+", re.ASCII)
"""An amount without plain decimal, as a saved plan holds it."""
_WRITTEN = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<rupee>₹|rs\.?|inr|रु\.?|रू\.?|ଟଙ୍କା|ଟ\.?)?\s*(?P<sign2>[+-]?)"
    r"(?P<body>\d[\d.,' ]*|[.,]\d+)\s*(?P<tail>%|/-|[^\d\s.,'%/+-][^\d]*)?",
    re.IGNORECASE | re.ASCII,
)
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f]+")
_UNITS = {
    "rupee": 1, "rupees": 1, "rs": 1, "inr": 1, "₹": 1, "/-": 1, "रुपये": 1, "ଟଙ୍କା": 1,
    "roupie": 1, "roupies": 1,
    "thousand": 10**3, "mille": 10**3, "millier": 10**3, "milliers": 10**3, "हज़ार": 10**3, "हजार": 10**3, "ହଜାର": 10**3,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "lacs": 10**5, "लाख": 10**5, "ଲକ୍ଷ": 10**5,
    "million": 10**6, "millions": 10**6,
    "crore": 10**7, "crores": 10**7, "cr": 10**7, "करोड़": 10**7, "କୋଟି": 10**7,
}  # fmt: skip
"""What a word behind a number multiplies it with."""
_OTHER_UNITS = frozenset({
    "k", "m", "mn", "mio", "b", "bn", "t", "md", "mrd", "billion", "billions", "milliard", "milliards", "arab",
    "kharab", "hundred", "hundreds", "cent", "cents", "centaine", "centaines", "ten", "tens", "dizaine", "dizaines",
    "dozen", "dozens", "douzaine", "douzaines", "score", "half", "halves", "demi", "demie", "quarter", "quarters",
    "quart", "quarts", "third", "thirds", "tiers", "point", "times", "fois", "day", "days", "jour", "jours", "week",
    "weeks", "semaine", "semaines", "month", "months", "mois", "%", "percent", "pct", "pourcent",
})  # fmt: skip
"""Words behind a number after which it is another one, and that no column reads: `2 dozen`, `18 months` of years."""
_BEGIN = re.compile(r"(?<![\w.,])(?=\d|₹|rs\b)", re.IGNORECASE)
"""Where a number may begin among words."""
_MINUS = re.compile(r"((?<!/)-|−|\bminus|\bmoins)\s*$", re.IGNORECASE)
_END = re.compile(r"\s+|(?=[^\w\s.,'/%-])")
"""Where it may end: `640 weavers`, `640+`."""
_ONLY = re.compile(r"\s+only\.?$", re.IGNORECASE)
"""What stands behind an amount on a cheque or in a sanction: Rs 5 lakh only."""
_PERCENTS = frozenset({"percent", "pct", "pourcent", "प्रतिशत", "ଶତକଡ଼ା"})
_UNITS = {unicodedata.normalize("NFC", word): times for word, times in _UNITS.items()}


@dataclass(frozen=True, kw_only=True)
class WrittenNumber:
    """A number as it is written: what its digits can mean, and what stands around them."""

    meanings: tuple[tuple[str, Fraction], ...]
    """(decimal sign, value): its value if `.` is the decimal sign of the file, and if `,` is; a value that is not
    there cannot be written so. Where no mark stands in it both are there and are the same."""
    is_rupees: bool = False
    """Whether a sign of the rupee stands at it."""
    is_percent: bool = False
    times: int | None = None
    """What the word behind it multiplies it with; None without a word."""
    digits: int = 0
    """Its significant digits."""

    def value(self, sign: str) -> Fraction | None:
        """What its digits mean where `sign` is the decimal sign; None where they mean nothing then."""
        return dict(self.meanings).get(sign)

    @property
    def says(self) -> str | None:
        """The decimal sign that the file must have for this number to be one; None where it says nothing of it."""
        return self.meanings[0][0] if len(self.meanings) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether it is another number with another decimal sign."""
        return len({value for _, value in self.meanings}) > 1


def ascii_digits(text: str) -> str:
    """A text with the digits of any script as 0 to 9, one kind of space, minus and apostrophe.

    Example:
        >>> ascii_digits("१२ − ୩")
        '12 - 3'
    """
    if text.isascii():
        return text
    text = _SPACES.sub(" ", text.replace("−", "-").replace("’", "'"))
    return "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in text)


def written_number(text: str) -> WrittenNumber | None:
    """A number taken apart; None where the text is none, however it is read.

    Example:
        >>> found = written_number("Rs 12,34,567")
        >>> found.value("."), found.value(","), found.is_rupees
        (Fraction(1234567, 1), None, True)
        >>> written_number("1,500").is_open
        True
    """
    cell = ascii_digits(text.strip())
    if len(cell) > LONGEST:
        return None
    if EXACT.fullmatch(cell):
        return None
    if PLAIN.fullmatch(cell) and ("e" in cell or "E" in cell):
        signs = (POINT,) if POINT in cell else (POINT, COMMA)
        digits = significant_digits(cell)
        return WrittenNumber(meanings=tuple((sign, Fraction(cell)) for sign in signs), digits=digits)
    found = _WRITTEN.fullmatch(_ONLY.sub("", cell))
    if found is None or (found["sign"] and found["sign2"]):
        return None
    tail = unicodedata.normalize("NFC", (found["tail"] or "").strip().rstrip(".").lower())
    times = _UNITS.get(tail)
    tail = "%" if tail.replace(" ", "") in _PERCENTS else tail
    if tail not in ("", "%") and times is None:
        return None
    body = found["body"].strip()
    minus = -1 if "-" in (found["sign"], found["sign2"]) else 1
    meanings = [(sign, minus * value) for sign in (POINT, COMMA) if (value := _value(body, sign)) is not None]
    if not meanings:
        return None
    is_rupees = bool(found["rupee"]) or tail == "/-"
    if (is_rupees or times == 1) and len({value for _, value in meanings}) > 1:
        # Who writes Rs 50,000 groups by commas.
        meanings = meanings[:1]
    return WrittenNumber(
        meanings=tuple(meanings),
        is_rupees=is_rupees,
        is_percent=tail == "%",
        times=None if tail == "/-" else times,
        digits=significant_digits(body),
    )


def names_unit(words: str) -> bool:
    """Whether something that multiplies a number, or adds to it, stands among some words.

    Example:
        >>> names_unit("crores of the state"), names_unit("dozen"), names_unit("weavers")
        (True, True, False)
    """
    known = [unicodedata.normalize("NFC", word.lower()) for word in re.split(r"[^\w₹%]+", words)]
    return any(word in _UNITS or word in _OTHER_UNITS for word in known) or any(map(str.isnumeric, words))


def number_among_words(text: str) -> str | None:
    """The one number among some words that are no unit of it, with its own unit; None where there is none, or more.

    Example:
        >>> number_among_words("environ 1500"), number_among_words("~2.5 lakh"), number_among_words("640 weavers")
        ('1500', '2.5 lakh', '640')
        >>> number_among_words("minus 640"), number_among_words("600 or 700")
        (None, None)
    """
    cell = text.strip()
    if len(cell) > LONGEST:
        return None
    for begin in _BEGIN.finditer(cell):
        before, rest = cell[: begin.start()], cell[begin.start() :]
        if any(letter.isdigit() for letter in before) or _MINUS.search(before):
            return None
        for end in (len(rest), *reversed([one.start() for one in _END.finditer(rest)])):
            number, behind = rest[:end].strip(), rest[end:]
            if written_number(number) is not None:
                is_other = names_unit(behind) or any(letter.isdigit() for letter in behind)
                return None if is_other or number == cell else number
    return None


def decimal_signs(numbers: Iterable[WrittenNumber]) -> set[str]:
    """The decimal signs that some numbers need, each for itself; empty where any would do."""
    return {said for number in numbers if (said := number.says) is not None}


def _value(body: str, sign: str) -> Fraction | None:
    """What digits with marks mean where `sign` is the decimal sign."""
    whole, dot, decimals = body.partition(sign)
    if dot and decimals and not decimals.isdigit():
        return None
    if not whole.isdigit() and whole and (whole := _ungrouped(whole, COMMA if sign == POINT else POINT) or "") == "":
        return None
    return Fraction(f"{whole or 0}.{decimals or 0}")


def _ungrouped(whole: str, mark: str) -> str | None:
    """The digits of a grouped number; None where marks stand otherwise than between thousands, or lakh and crore."""
    used = {letter for letter in whole if not letter.isdigit()}
    if len(used) != 1 or not used <= {mark, " ", "'"}:
        return None
    head, *middle, last = whole.split(used.pop())
    if not 1 <= len(head) <= 3 or head.startswith("0") or len(last) != 3:
        return None
    by_thousands = all(len(part) == 3 for part in middle)
    # Only commas and spaces group the Indian way: 1.50.000 is as likely a slip.
    by_lakh = mark == COMMA and len(head) <= 2 and all(len(part) == 2 for part in middle)
    return "".join([head, *middle, last]) if by_thousands or by_lakh else None


def significant_digits(number: str) -> int:
    """How many digits of a number say something: zeros before the first and after the last do not.

    Example:
        >>> significant_digits("0.00250"), significant_digits("1e-07")
        (2, 1)
    """
    digits = "".join(letter for letter in number.lower().partition("e")[0] if letter.isdigit()).lstrip("0")
    return len(digits.rstrip("0"))
