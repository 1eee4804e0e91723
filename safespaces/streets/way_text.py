"""A way in a few words. The phone says the same with static/js/streets/way-text.js."""

from collections.abc import Sequence

from safespaces.language import gettext as _
from safespaces.streets.legs import Leg, Turn


def way_text(legs: Sequence[Leg], goes_on: bool = False) -> str:
    """ "Along Hales Street, then left into Trinity Street"; "" without a leg. `goes_on`: after
    these there are more.
    """
    parts = [_leg_text(leg) for leg in legs]
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text = _("%(way)s, then %(leg)s", way=text, leg=part)
    return _("%(way)s, and on from there", way=text) if goes_on else text


def _leg_text(leg: Leg) -> str:
    if leg.turn is Turn.LEFT:
        return _("left into %(name)s", name=leg.name) if leg.name else _("left onto a path")
    if leg.turn is Turn.RIGHT:
        return _("right into %(name)s", name=leg.name) if leg.name else _("right onto a path")
    if leg.turn is Turn.ON:
        return _("on along %(name)s", name=leg.name) if leg.name else _("on along a path")
    return _("Along %(name)s", name=leg.name) if leg.name else _("Along a path")
