"""United Kingdom postcodes: reading them in any case and spacing, and asking back about common
slips.

Format: Royal Mail PAF Programmers' Guide; the last two letters never are C I K M O V.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from safespaces.errors import BadPostcode
from safespaces.language import gettext as _

_FULL = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})$")
_SECTOR = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ([0-9])[A-Z]?|([0-9])[A-Z])$")
_INSIDE = re.compile(
    r"(?:^|[^A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])"
)
_OUTWARD = re.compile(r"^[A-Z]{1,2}[0-9][A-Z0-9]?$")
_JUNK = re.compile(r"[^A-Z0-9]")
_LOOKALIKES = {
    "O": "0",
    "0": "O",
    "I": "1L",
    "1": "IL",
    "L": "1",
    "S": "5",
    "5": "S",
    "Z": "2",
    "2": "Z",
    "B": "8",
    "8": "B",
    "G": "6",
    "6": "G",
}
_MOST_SWAPS = 2
_LONGEST_SLIP = 8  # letters: a whole postcode with one of them typed twice
_LONGEST = 12  # letters, spaces and stray signs of anything that is worth reading as a postcode


@dataclass(frozen=True, slots=True, order=True)
class Postcode:
    """A postcode in its two halves, for example CV1 and 5FB."""

    outward: str
    inward: str

    @property
    def sector(self) -> str:
        """Outward code and first inward digit, for example "CV1 5"."""
        return f"{self.outward} {self.inward[0]}"

    def __str__(self) -> str:
        return f"{self.outward} {self.inward}"


def parse_postcode(text: str) -> Postcode:
    """The postcode in `text`.

    Raises BadPostcode, naming the likely one where a look-alike was typed.
    """
    match = _FULL.match(_squeezed(text))
    if match:
        return Postcode(match[1], match[2])
    likely = likely_postcodes(text)
    hint = (
        _(" Did you mean %(likely)s?", likely=likely[0]) if likely else _(" Write it like AB1 2CD.")
    )
    raise BadPostcode(
        _("%(text)r is not a full postcode.%(hint)s", text=text.strip()[:20], hint=hint)
    )


def is_postcode(text: str) -> bool:
    """Whether the text is a full postcode as it stands, spacing and case aside."""
    return bool(_FULL.match(_squeezed(text)))


def likely_postcodes(text: str) -> tuple[Postcode, ...]:
    """Postcodes that the text becomes when one or two letters and digits that look alike are
    swapped (O/0, I/1/L, S/5, Z/2, B/8, G/6), or one that is doubled is typed once.

    Fewest slips first, then by name; empty when the text is a postcode already or nothing near one.
    """
    squeezed = _squeezed(text)
    if not 5 <= len(squeezed) <= _LONGEST_SLIP or _FULL.match(squeezed):
        return ()
    once = {
        squeezed[:place] + squeezed[place + 1 :]
        for place in range(len(squeezed) - 1)
        if squeezed[place] == squeezed[place + 1]
    }
    found = set(_swapped(squeezed)) | {
        (1, Postcode(match[1], match[2])) for each in once if (match := _FULL.match(each))
    }
    return tuple(postcode for slips, postcode in sorted(found) if slips == min(found)[0])


def _swapped(squeezed: str) -> Iterator[tuple[int, Postcode]]:
    for letters in product(*((c, *_LOOKALIKES.get(c, "")) for c in squeezed)):
        swaps = sum(a != b for a, b in zip(letters, squeezed, strict=True))
        match = _FULL.match("".join(letters))
        if match and swaps <= _MOST_SWAPS:
            yield swaps, Postcode(match[1], match[2])


def parse_sector(text: str) -> str | None:
    """The sector in its usual spelling, of "CV1 5" or of a postcode without its last letter or two;
    None for other texts.
    """
    match = _SECTOR.match(" ".join(text.upper().split()))
    return f"{match[1]} {match[2] or match[3]}" if match else None


def postcode_inside(text: str) -> Postcode | None:
    """The last full postcode in a longer text, such as an address; None without one."""
    found = postcodes_inside(text)
    return found[-1] if found else None


def postcodes_inside(text: str) -> list[Postcode]:
    """Every full postcode in a longer text, each once, in their order of last use."""
    found = [Postcode(*parts) for parts in _INSIDE.findall(text.upper())]
    return list(dict.fromkeys(reversed(found)))[::-1]


def without_postcodes(text: str) -> str:
    """The text in capitals, without the full postcodes in it."""
    return _INSIDE.sub(" ", text.upper())


def parse_outward(text: str) -> str | None:
    """An outward code such as "CV6" in its usual spelling, or None."""
    tidy = text.strip().upper()
    return tidy if _OUTWARD.match(tidy) else None


def _squeezed(text: str) -> str:
    return _JUNK.sub("", text.upper()) if len(text) <= _LONGEST else ""
