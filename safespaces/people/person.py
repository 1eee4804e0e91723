"""A person who signs in: a partner's staff, a member of the stakeholder group, an officer, an
administrator.
"""

from dataclasses import dataclass
from datetime import datetime

from safespaces.roles import Role


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
