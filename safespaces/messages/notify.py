"""Messages by GOV.UK Notify (needs the extra `notify`), through one template of the council's that
has ((subject)) and ((body)).

https://docs.notifications.service.gov.uk/python.html
"""

from collections.abc import Callable

from safespaces.errors import OutsideServiceError, SettingsError, Undeliverable
from safespaces.people.message import Message
from safespaces.settings import Settings

_TRY_AGAIN = (429, 500, 502, 503, 504)
# the key is wrong: a person has to mend the settings, and then the message goes
_FOR_US = (
    401,
    403,
)


def by_notify(settings: Settings) -> Callable[[Message], None]:
    """A road through GOV.UK Notify. Raises SettingsError where its client is not installed."""
    try:
        from notifications_python_client.errors import HTTPError  # only there with the extra
        from notifications_python_client.notifications import NotificationsAPIClient
    except ImportError:
        raise SettingsError(
            "SAFESPACES_MAIL is notify, and its client is missing. Install: pip install"
            " 'safespaces[notify]'"
        ) from None
    client = NotificationsAPIClient(settings.notify_key, base_url=settings.notify_url)

    def send(message: Message) -> None:
        try:
            client.send_email_notification(
                email_address=message.recipient,
                template_id=settings.notify_template,
                personalisation={"subject": message.subject, "body": message.body},
            )
        except HTTPError as error:
            if error.status_code in (*_TRY_AGAIN, *_FOR_US):
                raise OutsideServiceError(f"GOV.UK Notify answered {error.status_code}.") from error
            raise Undeliverable(f"GOV.UK Notify refuses it ({error.status_code}).") from error
        except OSError as error:
            raise OutsideServiceError(
                f"GOV.UK Notify did not answer ({type(error).__name__})."
            ) from error

    return send
