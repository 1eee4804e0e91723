"""Texts that people send, tidied before anything else looks at them."""

import re
import unicodedata

# Unicode categories Cf and Cc but for line ends and tabs (spaces to us), and letters that show as
# nothing.
_BIDI_AND_CONTROL = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def tidy(text: str) -> str:
    """NFC, no control or direction marks, single spaces; line ends count as spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())  # nearly every cell of a file
    return " ".join(_BIDI_AND_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def tidy_lines(text: str) -> str:
    """A tidied text of several lines, which are kept."""
    return "\n".join(map(tidy, text.splitlines())).strip()


def header_key(text: str) -> str:
    """A header as it is compared: "Post Code" and "post_code" are "postcode"."""
    return re.sub(r"[^a-z0-9]", "", tidy(text).lower())
