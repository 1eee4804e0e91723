"""A person who signs in: a partner's staff, a member of the stakeholder group, an officer, an
administrator.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from safespaces.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """One person; `also` are the roles that they have besides `role`, and can change to.

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
    also: frozenset[Role] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """All roles of theirs."""
        return self.also | {self.role}

    @property
    def needs_second_factor(self) -> bool:
        """Whether any of their roles does: a session can change to each of them."""
        return any(role.needs_second_factor for role in self.roles)

    def working_as(self, role: Role) -> "Person":
        """The same person, in another of their roles."""
        return replace(self, role=role, also=self.roles - {role})
