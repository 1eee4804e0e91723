"""The roads a message can go by, and the one that the settings name."""

from collections.abc import Callable

from safespaces.messages.console import to_console
from safespaces.messages.notify import by_notify
from safespaces.messages.smtp import by_smtp
from safespaces.people.message import Message
from safespaces.settings import Settings

# raises OutsideServiceError to be tried again, Undeliverable when trying again is no use
Send = Callable[[Message], None]


def transport_for(settings: Settings) -> Send:
    """How messages go out."""
    return {"smtp": by_smtp, "notify": by_notify}.get(settings.mail, to_console)(settings)
