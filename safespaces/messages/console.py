"""Messages on the console, for trying the service out: no mail leaves the machine."""

import sys
from collections.abc import Callable

from safespaces.people.message import Message
from safespaces.settings import Settings


def to_console(settings: Settings) -> Callable[[Message], None]:
    """A road that writes to standard error."""

    def send(message: Message) -> None:
        sys.stderr.write(
            f"--- message to {message.recipient}: {message.subject}\n{message.body}---\n"
        )
        sys.stderr.flush()

    return send
