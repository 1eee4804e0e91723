"""Messages by SMTP, with the standard library."""

import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from safespaces.errors import OutsideServiceError, Undeliverable
from safespaces.people.message import Message
from safespaces.settings import Settings

TIMEOUT_S = 15


def by_smtp(settings: Settings) -> Callable[[Message], None]:
    """A road through the mail server of the settings."""

    def send(message: Message) -> None:
        try:
            with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S) as server:
                if settings.smtp_encryption:
                    server.starttls(context=ssl.create_default_context())
                if settings.smtp_user:
                    server.login(settings.smtp_user, settings.smtp_password)
                server.send_message(_letter(message, settings.mail_from))
        except smtplib.SMTPRecipientsRefused as error:
            if all(500 <= code < 600 for code, _ in error.recipients.values()):
                raise Undeliverable("The mail server refuses this address.") from error
            raise OutsideServiceError("The mail server puts this address off.") from error
        except (smtplib.SMTPException, OSError) as error:
            raise OutsideServiceError(
                f"The mail server did not take it ({type(error).__name__})."
            ) from error

    return send


def _letter(message: Message, sender: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, message.recipient, message.subject
    letter["Date"], letter["Message-ID"] = (
        formatdate(),
        make_msgid(domain=sender.rpartition("@")[2].strip(">") or None),
    )
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply, please
    letter.set_content(message.body)
    return letter
