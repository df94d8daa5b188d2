"""Looks at the bytes of a workbook before anything reads it: is it one, is it whole, is it what it claims to be?

A workbook is a zip archive of XML. Both can be made to unfold without end, so every part is unpacked once here, by
pieces and counted, and none may declare entities; what passes is read from these same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from tradeoff.door import read_plain
from tradeoff.words.spoken import say

_MEGABYTE = 1 << 20
MOST_FILE = 64 * _MEGABYTE
"""A state's workbook has half a megabyte; a hundred times that is no workbook of figures."""
MOST_PARTS = 2_000
MOST_PART = 64 * _MEGABYTE
MOST_OTHER_PART = 16 * _MEGABYTE
"""Of a part that is read into memory as a whole, such as the styles."""
MOST_TOTAL = 128 * _MEGABYTE
MOST_RATIO = 200
"""Unpacked to packed; blank cells that are all alike pack about fifty to one."""
_RATIO_FROM = _MEGABYTE
"""Below this an unpacked part can do no harm."""
MOST_ROW = 8 * _MEGABYTE
"""A row is held in memory as a whole; one of 16,384 long cells has about one megabyte."""
_PIECE = _MEGABYTE

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']+)["']""")
_DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE_AS = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
_READ = (".xlsx", ".xlsm")


class UnreadableError(Exception):
    """The file is no workbook that can be read: what it is, and the mend."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


@dataclass(frozen=True, kw_only=True)
class Package:
    """The bytes of a workbook that was looked at."""

    content: bytes


def open_package(path: Path) -> Package:
    """The bytes of a workbook; the file is opened for reading only, and once.

    Raises UnreadableError where it is none, or none that may be read.
    """
    try:
        content = read_plain(path, most=MOST_FILE)
    except OSError as error:
        raise UnreadableError(
            say("cannot be opened ({strerror})", strerror=error.strerror), "name a workbook of figures alone"
        ) from None
    _refuse_other_kinds(content, path.suffix.lower())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_other_archives(archive)
            if path.suffix.lower() not in _READ:
                raise UnreadableError(
                    say("called {suffix}, as workbooks of another kind are", suffix=path.suffix), _SAVE_AS
                )
            _look_at_parts(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        mend = "copy it again from where it came from, or open it in a spreadsheet program and save it again"
        raise UnreadableError("a workbook of which a part is missing or damaged", mend) from None
    return Package(content=content)


def _refuse_other_kinds(content: bytes, suffix: str) -> None:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        raise UnreadableError("an empty file", "save the workbook again")
    if content.startswith(_OLE):
        if _PASSWORD in content:
            raise UnreadableError("locked with a password", "save a copy without a password")
        raise UnreadableError("an old workbook (.xls)", _SAVE_AS)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        raise UnreadableError(say("a web page under the name of a workbook ({suffix})", suffix=suffix), _SAVE_AS)
    if start.startswith(b"<"):
        raise UnreadableError(say("XML under the name of a workbook ({suffix})", suffix=suffix), _SAVE_AS)
    if content.startswith(b"%PDF"):
        raise UnreadableError(
            say("a PDF under the name of a workbook ({suffix})", suffix=suffix),
            "ask for the workbook it was printed from",
        )
    if not content.startswith(_ZIP):
        mend = "save it as an Excel workbook (.xlsx), or put CSV files in a folder and name the folder"
        raise UnreadableError(say("not a workbook, though it is called {suffix}", suffix=suffix), mend)


def _refuse_other_archives(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise UnreadableError("a binary workbook (.xlsb)", _SAVE_AS)
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableError("a workbook in the OpenDocument format (.ods)", _SAVE_AS)
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise UnreadableError("a document of another program under the name of a workbook", _SAVE_AS)
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnreadableError("an archive that holds no workbook", _SAVE_AS)


def _look_at_parts(archive: zipfile.ZipFile) -> None:
    """Unpack every part by pieces, and stop where it is larger than it may be or declares what it must not."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise _bomb(say("{count} parts, or two of one name", count=len(parts)))
    if sum(part.file_size for part in parts) > MOST_TOTAL:
        raise _bomb(say("it unpacks to more than {megabyte} megabytes", megabyte=MOST_TOTAL // _MEGABYTE))
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise UnreadableError("locked with a password", "save a copy without a password")
        content = _unpacked(archive, part)
        total += len(content)
        if total > MOST_TOTAL:
            raise _bomb(say("it unpacks to more than {megabyte} megabytes", megabyte=MOST_TOTAL // _MEGABYTE))
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            _look_at_xml(part.filename, content)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    streamed = part.filename.startswith("xl/worksheets/") or part.filename == "xl/sharedStrings.xml"
    most = MOST_PART if streamed else MOST_OTHER_PART
    pieces, size = [], 0
    with archive.open(part) as source:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most or (size > _RATIO_FROM and size > MOST_RATIO * max(1, part.compress_size)):
                raise _bomb(say("{filename} unpacks to far more than a sheet of figures does", filename=part.filename))
            pieces.append(piece)
    return b"".join(pieces)


def _look_at_xml(name: str, content: bytes) -> None:
    told = _ENCODING.match(content[:1024].lstrip(b"\xef\xbb\xbf"))
    if b"\0" in content[:1024] or (told and told[1].lower() not in (b"utf-8", b"us-ascii", b"ascii")):
        raise UnreadableError(say("{name} in it is not written as UTF-8", name=name), _SAVE_AS)
    if _DECLARES.search(content):
        raise _bomb(say("{name} declares entities of its own, as no spreadsheet program does", name=name))
    if name.startswith("xl/worksheets/sheet") or len(content) > MOST_ROW:
        at = 0
        while len(content) - at > MOST_ROW:
            found = content.rfind(b"<row", at + 1, at + MOST_ROW)
            found = found if found > 0 else content.rfind(b"<si", at + 1, at + MOST_ROW)
            if found < 0:
                raise _bomb(say("{name} holds a row that is longer than any row of figures", name=name))
            at = found


def _bomb(what: str) -> UnreadableError:
    mend = "ask who sent it; copy the figures by hand to a workbook that `tradeoff new` makes"
    return UnreadableError(say("not opened, since it may be made to harm: {what}", what=what), mend)
