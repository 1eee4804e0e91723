"""From a file's bytes to its text, by what the bytes themselves show; what was taken is said with
the words that depend on it.

A general detector was tried (charset-normalizer 3.5): it knows one encoding for a whole file and
takes a short text in Mac Roman for Windows-1252. Councils send lines of several encodings in one
file, so each line that is not UTF-8 is read by itself.
"""

import codecs
import re
from dataclasses import dataclass

from safespaces.errors import ImportRefused
from safespaces.language import gettext as _

# stands where a byte stood that is no letter: the cell that holds it is faulty, and it is never
# stored
UNREADABLE = "\ufffd"
_WINDOWS, _MAC = "cp1252", "mac_roman"
# In Windows-1252 these are signs and letters that hardly ever follow a small letter; in Mac Roman
# they are the usual accented ones.
_MAC_LETTER = re.compile(rb"[A-Za-z][\x80-\x90\x98-\x9f]")
# a capital with an accent hardly ever follows another letter
_WINDOWS_LETTER = re.compile(rb"[A-Za-z][\xe0-\xff]")
_DECLARED = re.compile(r"""(?<=<\?xml version=.1\.0.) encoding=["'][\w-]+["']""", re.IGNORECASE)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_SAMPLES = 5
_LONGEST_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what a person should know of how it was read: "" where it was plain UTF-8."""

    text: str
    note: str = ""


def decoded(content: bytes) -> Decoded:
    """The text of a file. Raises ImportRefused for bytes that are no text."""
    content = without_utf16(content)
    if b"\0" in content:
        raise ImportRefused(
            _(
                "The file holds bytes that no text has, so it is not a table that can be"
                " read. Send CSV, Excel or OpenDocument."
            )
        )
    try:
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _by_line(content)


def without_utf16(content: bytes) -> bytes:
    """The same text in UTF-8 where it is in UTF-16, whatever kind of file it is.

    Raises ImportRefused.
    """
    encoding = _utf16(content)
    if not encoding:
        return content
    return _DECLARED.sub("", _from_utf16(content, encoding), count=1).encode(
        "utf-8", errors="replace"
    )


def _utf16(content: bytes) -> str:
    """The form of UTF-16 that a text is in, by its mark or by its zero bytes; "" for none."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:4_000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 8 or len(content) % 2:
        return ""
    most = len(head) // 2 * 0.6
    return (
        "utf-16-le" if odd > most and not even else "utf-16-be" if even > most and not odd else ""
    )


def _from_utf16(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise ImportRefused(
            _(
                'The file begins like UTF-16 text but is not. Save it once more as "CSV'
                ' UTF-8 (comma delimited)".'
            )
        ) from None


def _by_line(content: bytes) -> Decoded:
    """UTF-8 where a line is, otherwise what Windows or a Mac writes: a line pasted from elsewhere
    does not spoil the others.
    """
    old = _old_encoding(content)
    lines, samples = [], list[str]()
    for number, line in enumerate(content.splitlines(keepends=True)):
        try:
            lines.append(line.decode("utf-8" if number else "utf-8-sig"))
        except UnicodeDecodeError:
            text = line.decode(old, errors="replace")
            samples += _words_beyond_ascii(text)
            lines.append(text)
    name = "a Mac's" if old == _MAC else "Windows'"
    shown = ", ".join(dict.fromkeys(samples[:_MOST_SAMPLES]))
    return Decoded(
        "".join(lines),
        _(
            "Letters that are not in UTF-8 were read in %(name)s encoding. See"
            " whether these words are right: %(shown)s.",
            name=name,
            shown=shown,
        ),
    )


def _old_encoding(content: bytes) -> str:
    """Mac Roman where letters only make sense in it, otherwise Windows-1252."""
    old_lines = b"\n".join(line for line in content.splitlines() if not _is_utf8(line))
    mac, windows = len(_MAC_LETTER.findall(old_lines)), len(_WINDOWS_LETTER.findall(old_lines))
    return _MAC if mac and not windows else _WINDOWS


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _words_beyond_ascii(text: str) -> list[str]:
    return [
        word.strip('",;')[:_LONGEST_SAMPLE] for word in text.split() if _BEYOND_ASCII.search(word)
    ]
