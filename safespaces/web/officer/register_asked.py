"""The filter of the register, as an address or a form holds it."""

from collections.abc import Mapping

from safespaces.actions.register.register_view import Asked

_LONGEST = 200
FILTERS = tuple(Asked.__dataclass_fields__)


def register_asked(sent: Mapping[str, str]) -> Asked:
    """What is asked for; whatever is not known is nothing."""
    return Asked(**{name: sent[name][:_LONGEST] for name in FILTERS if sent.get(name)})


def as_query(asked: Asked) -> dict[str, str]:
    """The same for an address, without what is as usual."""
    usual = Asked()
    return {
        name: getattr(asked, name)
        for name in FILTERS
        if getattr(asked, name) != getattr(usual, name)
    }
