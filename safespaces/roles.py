"""Who may do what: the one list of roles."""

from enum import StrEnum

from safespaces.language import marked


class Role(StrEnum):
    """What a person who signs in is to the service. A visitor to the public pages has none."""

    PARTNER = marked("partner")
    STAKEHOLDER = marked("stakeholder")
    INSPECTOR = marked("inspector")
    OFFICER = marked("officer")
    ADMINISTRATOR = marked("administrator")

    @property
    def needs_second_factor(self) -> bool:
        """Whether a mailbox alone is not enough: who can list a place could send a child to a wrong
        door, and who can take any off the list leaves children without one.
        """
        return self in (Role.OFFICER, Role.ADMINISTRATOR, Role.INSPECTOR)


COUNCIL = frozenset({Role.OFFICER, Role.ADMINISTRATOR})


def may_go_together(roles: frozenset[Role]) -> bool:
    """Whether one person may have all of these: who acts for a partner decides on nobody's places
    and visits none (separation of duties, NIST SP 800-53 AC-5).
    """
    return Role.PARTNER not in roles or roles <= {Role.PARTNER, Role.STAKEHOLDER}
