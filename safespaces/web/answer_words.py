"""The sentences of an answer, for our pages and for the API."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wordings:
    """Sentences with gaps: {place}, {day}, {time}, {km}."""

    open: str
    none: str
    far: str
    # an answer that is looked at again an hour later has to show its age
    now: str = "If you set off now, at {time}, from {place}"
    later: str = "If you set off {day} at {time} from {place}"


def wordings(area: str) -> Wordings:
    """The sentences for an area such as "Coventry"."""
    return Wordings(
        open="Open when you get there",
        none="Nothing open within 30 minutes’ walk",
        far=f"We only know places around {area}. The nearest is {{km}} km away.",
    )
