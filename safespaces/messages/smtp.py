"""Messages by SMTP, with the standard library."""

import smtplib
import ssl
from collections.abc import Callable
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from safespaces.errors import OutsideServiceError, Undeliverable
from safespaces.people.message import Message
from safespaces.settings import Settings

TIMEOUT_S = 15


def by_smtp(settings: Settings) -> Callable[[Message], None]:
    """A road through the mail server of the settings."""

    def send(message: Message) -> None:
        letter = letter_of(message, settings.mail_from)
        try:
            with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S) as server:
                if settings.smtp_encryption:
                    server.starttls(context=ssl.create_default_context())
                if settings.smtp_user:
                    server.login(settings.smtp_user, settings.smtp_password)
                server.send_message(letter, to_addrs=[message.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            if all(500 <= code < 600 for code, _ in error.recipients.values()):
                raise Undeliverable("The mail server refuses this address.") from error
            raise OutsideServiceError("The mail server puts this address off.") from error
        except (smtplib.SMTPException, OSError) as error:
            raise OutsideServiceError(
                f"The mail server did not take it ({type(error).__name__})."
            ) from error

    return send


def letter_of(message: Message, sender: str) -> EmailMessage:
    """A message as it is sent.

    Raises Undeliverable where what stands in the letter is not the address alone.
    """
    letter = EmailMessage()
    letter["From"], letter["Subject"] = sender, " ".join(message.subject.split())
    try:
        letter["To"] = Address(addr_spec=message.recipient)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Undeliverable("The address is none that a letter can be sent to.") from error
    if [each.addr_spec for each in letter["To"].addresses] != [message.recipient]:
        raise Undeliverable("The address is read as another one by mail programs.")
    letter["Date"], letter["Message-ID"] = (
        formatdate(),
        make_msgid(domain=sender.rpartition("@")[2].strip(">") or None),
    )
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply, please
    letter.set_content(message.body)
    return letter
