"""One message to one person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """Plain text.

    `is_secret`: it holds a link that opens something. `once`: a message with this key is sent only
    once ("" for no key).
    """

    recipient: str
    subject: str
    body: str
    is_secret: bool = False
    once: str = ""
