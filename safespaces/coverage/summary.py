"""The one sentence and its number, for any hour."""

from dataclasses import dataclass

from safespaces.coverage.demand import verbs_for
from safespaces.coverage.facility import FROM_16
from safespaces.coverage.query import CHECKED, TRAINED
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.wording import grained_pair, percent_up_to, share_words
from safespaces.language import gettext as _


@dataclass(frozen=True, slots=True)
class Summary:
    """Of `total` who count at an hour, `reached` are within `limit` minutes.

    `at_most` would be if each place whose hours are not known at the hour were open: those are
    `unknown`, of `places`. `nearer` and `wider` are those within a fifth less and more: (minutes,
    people, and at most).
    """

    hour: int
    limit: int
    reached: int
    total: int
    at_most: int
    nearer: tuple[int, int, int]
    wider: tuple[int, int, int]
    unknown: tuple[str, ...]
    places: int
    few: int
    sentence: str

    @property
    def missed(self) -> int:
        """How many are out of reach."""
        return self.total - self.reached

    @property
    def percent(self) -> str:
        """The share within reach, and up to which it may be where hours are not known."""
        return percent_up_to(self.reached, self.total, self.at_most, self.few)


def share_up_to(coverage: Coverage, limit: int, hour: int) -> str:
    """The share within reach at an hour, "32 %, up to 40 %" where hours are not known."""
    grain, total = coverage.layer.grain, float(coverage.totals[hour])
    reached, counted = grained_pair(float(coverage.table(limit)[hour]), total, grain)
    most, _counted = grained_pair(float(coverage.at_most(limit)[hour]), total, grain)
    return percent_up_to(reached, counted, most, coverage.layer.few)


def summary_of(
    coverage: Coverage,
    limit: int,
    hour: int,
    area: str,
    which: str = "",
    is_what_if: bool = False,
) -> Summary:
    """The figures of one hour. For the sentence: `which` of the listed places are looked at, and
    whether it is of a what-if, whose hours may be assumed.
    """
    grain = coverage.layer.grain
    counted = float(coverage.totals[hour])
    reached, total = grained_pair(float(coverage.table(limit)[hour]), counted, grain)
    nearer, wider = (
        (
            each,
            grained_pair(float(coverage.table(each)[hour]), counted, grain)[0],
            grained_pair(float(coverage.at_most(each)[hour]), counted, grain)[0],
        )
        for each in a_fifth_either_way(limit)
    )
    at_most = grained_pair(float(coverage.at_most(limit)[hour]), counted, grain)[0]
    rows = zip(coverage.facilities, coverage.states(hour), strict=True)
    unknown = tuple(each.name for each, state in rows if state == "unknown")
    open_place = _open_place(coverage.age, which, at_most > reached, is_what_if)
    told = _sentence(coverage, limit, hour, reached, total, area, open_place)
    return Summary(
        hour,
        limit,
        reached,
        total,
        at_most,
        nearer,
        wider,
        unknown,
        len(coverage.facilities),
        coverage.layer.few,
        told,
    )


def _sentence(
    coverage: Coverage,
    limit: int,
    hour: int,
    reached: int,
    total: int,
    area: str,
    open_place: str,
) -> str:
    unit, (one, many) = _(coverage.layer.unit), map(_, verbs_for(coverage.layer.where))
    when = coverage.week.when_words(hour)
    if total == 0:
        return _(
            "On %(when)s, none of the %(unit)s in %(area)s count: this is not one of their hours.",
            when=when,
            unit=unit,
            area=area,
        )
    within = _(
        "within %(limit)s minutes’ walk of %(open_place)s", limit=limit, open_place=open_place
    )
    share = share_words(reached, total)
    if share in (_("all"), _("none"), _("nearly all")):
        return _(
            "On %(when)s, %(share)s of the %(unit)s in %(area)s %(many)s %(within)s.",
            when=when,
            share=share,
            unit=unit,
            area=area,
            many=many,
            within=within,
        )
    verb = one if share.startswith(("1 in", _("fewer than 1 in"))) else many
    return _(
        "On %(when)s, %(share)s %(unit)s in %(area)s %(verb)s %(within)s.",
        when=when,
        share=share,
        unit=unit,
        area=area,
        verb=verb,
        within=within,
    )


def _open_place(age: int, which: str, is_doubtful: bool, is_what_if: bool) -> str:
    """What somebody is within reach of."""
    if which == CHECKED:
        open_place = _("an open Safe Space whose check is in date")
        known = _("a Safe Space that is known to be open and whose check is in date")
    elif which == TRAINED:
        open_place = _("an open Safe Space whose training is in date")
        known = _("a Safe Space that is known to be open and whose training is in date")
    elif age >= FROM_16:
        open_place = _("a Safe Space that is open to somebody of 16 or 17")
        known = _("a Safe Space that is known to be open to somebody of 16 or 17")
    else:
        open_place = _("an open Safe Space")
        known = _("a Safe Space that is known to be open")
    if is_doubtful and is_what_if:
        return _("%(open_place)s, as far as is known or assumed", open_place=open_place)
    return known if is_doubtful else open_place
