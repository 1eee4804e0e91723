"""A person who signs in: a partner's staff, a member of the stakeholder group, an officer, an
administrator.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.roles import Role

_LONGEST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
_EMAIL = re.compile(
    r"[^\s\x00-\x1f\x7f@<>\"(),:;\\\[\]]{1,64}@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}"
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person.

    `has_second_factor` is whether an authenticator app is set up; the secret itself stays in the
    store.
    """

    id: str
    email: str
    name: str
    role: Role
    is_active: bool
    has_second_factor: bool
    created_at: datetime


def clean_email(text: str) -> str:
    """An e-mail address as it is kept: without spaces around it, in small letters.

    Raises BadInput.
    """
    tidy = text.strip().lower()
    if len(tidy) > _LONGEST_EMAIL or not _EMAIL.fullmatch(tidy) or ".." in tidy:
        raise BadInput(_("That is not an e-mail address. Write it like name@example.org."))
    return tidy
