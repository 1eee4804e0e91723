"""The sentences of an answer, for our pages and for the API."""

from dataclasses import dataclass

from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class Wordings:
    """Sentences with gaps: {place}, {day}, {time}, {km}."""

    open: str
    none: str
    usual: str  # said by a phone whose list is too old to promise anything
    far: str
    # an answer that is looked at again an hour later has to show its age
    now: str
    later: str


def wordings(area: str) -> Wordings:
    """The sentences for an area such as "Coventry"."""
    return Wordings(
        open=_("Open when you get there"),
        none=_("Nothing open within 30 minutes’ walk"),
        usual=_("Usually open, but that may have changed"),
        now=_("If you set off now, at {time}, from {place}"),
        later=_("If you set off {day} at {time} from {place}"),
        far=_("We only know places around %(area)s. The nearest is {km} km away.", area=area),
    )
