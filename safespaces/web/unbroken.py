"""Numbers with their units, and postcodes, stay in one line (static/js/public/unbroken.js does the
same on the phone).
"""

import re

_NO_BREAK = "\u00a0"
_BREAKS = re.compile(r"(?<=[0-9]) (?=k?m\b|%)|(?<=[A-Z0-9]) (?=[0-9][A-Z]{2}\b)")


def unbroken(text: str) -> str:
    """The text with no-break spaces in "410 m", "1.2 km", "24 %" and "CV1 1FY"."""
    return _BREAKS.sub(_NO_BREAK, text)
