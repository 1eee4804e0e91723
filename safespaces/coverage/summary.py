"""The one sentence and its number, for any hour."""

from dataclasses import dataclass

from safespaces.coverage.demand import verbs_for
from safespaces.coverage.facility import FROM_16
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.wording import grained, percent, share_words


@dataclass(frozen=True, slots=True)
class Summary:
    """Of `total` who count at an hour, `reached` are within `limit` minutes.

    `nearer` and `wider` are those within a fifth less and more: (minutes, people). `unknown` places
    have no known hours, of `places`.
    """

    hour: int
    limit: int
    reached: int
    total: int
    nearer: tuple[int, int]
    wider: tuple[int, int]
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
        """The share within reach."""
        return percent(self.reached, self.total, self.few)


def summary_of(coverage: Coverage, limit: int, hour: int, area: str) -> Summary:
    """The figures of one hour."""
    grain = coverage.layer.grain
    reached, total = (
        grained(int(each[hour]), grain) for each in (coverage.table(limit), coverage.totals)
    )
    nearer, wider = (
        (each, grained(int(coverage.table(each)[hour]), grain))
        for each in a_fifth_either_way(limit)
    )
    unknown = tuple(each.name for each in coverage.facilities if not each.safe_hours)
    told = _sentence(coverage, limit, hour, reached, total, area)
    return Summary(
        hour,
        limit,
        reached,
        total,
        nearer,
        wider,
        unknown,
        len(coverage.facilities),
        coverage.layer.few,
        told,
    )


def _sentence(
    coverage: Coverage, limit: int, hour: int, reached: int, total: int, area: str
) -> str:
    unit, (one, many) = coverage.layer.unit, verbs_for(coverage.layer.where)
    when = coverage.week.when_words(hour)
    if total == 0:
        return f"On {when}, none of the {unit} in {area} count: this is not one of their hours."
    open_place = (
        "an open Safe Space"
        if coverage.age < FROM_16
        else "a Safe Space that is open to somebody of 16 or 17"
    )
    within = f"within {limit} minutes’ walk of {open_place}"
    share = share_words(reached, total)
    if share in ("all", "none", "nearly all"):
        return f"On {when}, {share} of the {unit} in {area} {many} {within}."
    verb = one if share.startswith(("1 in", "fewer than 1 in")) else many
    return f"On {when}, {share} {unit} in {area} {verb} {within}."
