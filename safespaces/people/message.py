"""One message to one person."""

from dataclasses import dataclass
from enum import IntEnum


class Priority(IntEnum):
    """Which message goes first."""

    SIGN_IN = 0  # somebody waits for it, and its link lasts some minutes
    SAFETY = 1
    USUAL = 2


@dataclass(frozen=True, slots=True)
class Message:
    """Plain text.

    `is_secret`: it holds a link that opens something. `once`: a message with this key is sent only
    once ("" for no key). `bundle`: those to one person with the same word here, made within some
    minutes, go as one mail ("" goes alone).
    """

    recipient: str
    subject: str
    body: str
    is_secret: bool = False
    once: str = ""
    priority: Priority = Priority.USUAL
    bundle: str = ""
