"""Coverage as the pages, the sheet and the files show it: every figure once, in words and in
numbers.
"""

from dataclasses import dataclass
from itertools import pairwise

from safespaces.actions.coverage.reader import CoverageReader
from safespaces.coverage.bands import BANDS, Band
from safespaces.coverage.demand import DemandLayer
from safespaces.coverage.facility import FROM_16
from safespaces.coverage.gaps import Gap, gaps_at
from safespaces.coverage.groups import GroupReach, by_centre, by_decile, by_ward
from safespaces.coverage.query import AGES, WHICH, CoverageQuery
from safespaces.coverage.reach import LIMITS, Coverage
from safespaces.coverage.shading import STEPS
from safespaces.coverage.summary import Summary, summary_of
from safespaces.coverage.week import HOURS, clock_words
from safespaces.coverage.wording import (
    SHADES,
    count_words,
    grained,
    grained_pair,
    percent,
    percent_cell,
    percent_up_to,
    shade,
    share_cells,
)
from safespaces.dates import long_date, moment_text, padded_date
from safespaces.geo.walking import pace_m_per_min
from safespaces.language import gettext as _

NOBODY = "none"


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of the week table; `dark` is 0 (three quarters reached, or more) to 5 (nobody), or
    "none" where nobody counts.
    """

    hour: int
    percent: str
    dark: int | str
    words: str


@dataclass(frozen=True, slots=True)
class GapCard:
    """A gap in words."""

    gap: Gap
    name: str
    ward: str
    count: str
    nearest: str


def summary(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage, is_what_if: bool = False
) -> Summary:
    """The sentence and its figures."""
    return summary_of(coverage, query.limit, query.hour, reader.area, query.which, is_what_if)


def by_street_and_straight(
    reader: CoverageReader, query: CoverageQuery
) -> list[tuple[int, str, str]]:
    """Of the published list at the hour: each limit in minutes, the share within it by the streets,
    and by the straight line. Empty where no streets are known.
    """
    if not reader.paths.by_street:
        return []
    streets = reader.of_list(query)
    straight = reader.memory.by_straight_line(reader.places(query), query.layer, query.key)
    return [
        (limit, _share(query, streets, limit), _share(query, straight, limit)) for limit in LIMITS
    ]


def _share(query: CoverageQuery, coverage: Coverage, limit: int) -> str:
    grain = query.layer.grain
    reached, total = coverage.table(limit)[query.hour], coverage.totals[query.hour]
    return percent(*grained_pair(float(reached), float(total), grain), query.layer.few)


def week_cells(query: CoverageQuery, coverage: Coverage) -> list[tuple[str, list[Cell]]]:
    """24 rows of seven cells: the hour's clock time, then Monday to Sunday."""
    columns = (coverage.table(query.limit), coverage.totals, coverage.at_most(query.limit))
    hours = list(zip(*(each.tolist() for each in columns), strict=True))
    return [
        (
            clock_words(hour),
            [_cell(query, each, *hours[each]) for each in range(hour, HOURS, 24)],
        )
        for hour in range(24)
    ]


def week_legend() -> list[tuple[int, str]]:
    """Each shade of the week table, and the per cent it stands for."""
    borders = [round(100 * border) for border in SHADES]
    words = [
        _("%(low)s to %(high)s %%", low=low, high=high - 1)
        if low
        else _("under %(high)s %%", high=high)
        for low, high in pairwise(borders)
    ]
    return [
        (STEPS, "0 %"),
        *(
            (STEPS - number, said)
            for number, said in enumerate(
                [*words, _("%(borders)s %% or more", borders=borders[-1])], 1
            )
        ),
    ]


def _cell(query: CoverageQuery, hour: int, of_these: float, counted: float, most: float) -> Cell:
    when = query.week.when_words(hour)
    reached, total = grained_pair(of_these, counted, 1)
    if not total:
        return Cell(hour, "–", NOBODY, _("%(when)s: nobody counts", when=when))
    share = percent_up_to(reached, total, grained_pair(most, counted, 1)[0], query.layer.few)
    return Cell(
        hour,
        percent_cell(reached, total, query.layer.few),
        STEPS - shade(reached, total),
        _("%(when)s: %(share)s within reach", when=when, share=share),
    )


def gap_cards(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage, most: int
) -> list[GapCard]:
    """The largest gaps at the hour."""
    near = reader.memory.near(query.demand, query.layer, query.limit)
    return [
        _gap_card(reader, query, coverage, gap)
        for gap in gaps_at(coverage, query.limit, query.hour, most, near)
    ]


def _gap_card(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage, gap: Gap
) -> GapCard:
    wards = sorted({query.layer.points[row].group for row in gap.points} - {""})
    nearest = ""
    if gap.nearest is not None:
        nearest = _nearest_words(coverage.facilities[gap.nearest].name, gap.walk_minutes)
    count = count_words(grained(gap.count, query.layer.grain), query.layer.few)
    return GapCard(gap, reader.areas.of(gap.point), ", ".join(wards), count, nearest)


def _nearest_words(name: str, minutes: int | None) -> str:
    if minutes is None:
        return _(
            "Nearest to its middle that is known to be open: %(name)s; for some more than two"
            " hours’ walk",
            name=name,
        )
    return _(
        "Nearest to its middle that is known to be open: %(name)s; the walk to an open place is"
        " about %(minutes)s minutes on average",
        name=name,
        minutes=minutes,
    )


def groups(
    reader: CoverageReader, query: CoverageQuery, coverage: Coverage
) -> list[tuple[str, str, list[GroupReach]]]:
    """Title, name of the first column, and rows, for each way of grouping that the layer has."""
    middle = reader.gazetteer.middle_of(reader.area)
    found = [
        (_("By ward"), _("Ward"), by_ward(coverage, query.limit, query.hour)),
        (
            _("By deprivation (tenths of England, IMD)"),
            _("Tenth"),
            by_decile(coverage, query.limit, query.hour),
        ),
    ]
    if middle:
        found.append(
            (
                _("Inside the centre and outside it"),
                _("Where"),
                by_centre(coverage, query.limit, query.hour, middle.point),
            )
        )
    return [group for group in found if group[2]]


def share_of_band(
    query: CoverageQuery, coverage: Coverage, band: Band, reached: float, total: float
) -> str:
    """People times hours of a band as a share, by how many that is in an hour on average."""
    return percent(*_in_an_hour(coverage, band, reached, total), query.layer.few)


def _in_an_hour(coverage: Coverage, band: Band, reached: float, total: float) -> tuple[int, int]:
    """People times hours of a band as people, on average over its hours at which anybody counts."""
    hours = max(1.0, float(band.array @ (coverage.totals > 0)))
    return grained_pair(reached / hours, total / hours, 1)


def _ends_of_band(
    query: CoverageQuery, coverage: Coverage, band: Band
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Of a band those who are reached, and who would be if whatever is not known were open, each
    with those who count.
    """
    reached, total = coverage.band_sums(query.limit, band)
    most = coverage.most_of_band(query.limit, band)
    known = _in_an_hour(coverage, band, reached, total)
    return known, _in_an_hour(coverage, band, most, total)


def _band_words(query: CoverageQuery, coverage: Coverage, band: Band) -> str:
    known, most = _ends_of_band(query, coverage, band)
    return percent_up_to(*known, most[0], query.layer.few)


def band_shares(query: CoverageQuery, coverage: Coverage) -> list[tuple[str, str, str]]:
    """Each band with its share as a number, and the share if whatever is not known were open; ""
    where nobody counts, or a share would give a small count away.
    """
    rows = []
    for band in BANDS.values():
        ends = _ends_of_band(query, coverage, band)
        low, high = (share_cells(*each, query.layer.few)[2] for each in ends)
        rows.append((_(band.title), low, high))
    return rows


def band_rows(query: CoverageQuery, coverages: list[Coverage]) -> list[tuple[str, list[str]]]:
    """Each band with its share for each coverage, averaged over its hours, and up to which it may
    be.
    """
    return [
        (
            _(band.title),
            [_band_words(query, each, band) for each in coverages],
        )
        for band in BANDS.values()
    ]


def provenance(reader: CoverageReader, query: CoverageQuery) -> list[tuple[str, str]]:
    """Where a figure is from: name and value."""
    monday, snapshot = query.week.monday, query.snapshot
    published = padded_date(snapshot.published_at.astimezone(reader.zone).date())
    school = (
        "" if query.demand.school_holidays else _("; no school holidays are known to this service")
    )
    age = _(" (counted are all ages of the layer)") if query.age >= FROM_16 else ""
    return [
        (_("Worked out"), moment_text(reader.now.astimezone(reader.zone))),
        (
            _("List of Safe Spaces"),
            _(
                "snapshot %(number)s, published %(published)s; %(number_2)s places",
                number=snapshot.number,
                published=published,
                number_2=len(snapshot.venues),
            ),
        ),
        (
            _("Week"),
            _(
                "%(name)s (from Monday %(monday)s%(school)s)",
                name=query.week.name or _("The week"),
                monday=long_date(monday),
                school=school,
            ),
        ),
        (_("Hour"), query.week.when_words(query.hour)),
        (
            _("For"),
            _(
                "somebody %(ages)s, %(limit)s minutes’ walk at most%(age)s",
                ages=_(AGES[query.age]),
                limit=query.limit,
                age=age,
            ),
        ),
        (
            _("Who is counted"),
            _(
                "%(layer)s: %(count)s %(unit)s (%(as_of)s)",
                layer=_(query.layer.title),
                count=f"{grained(query.layer.total, query.layer.grain):,}",
                unit=_(query.layer.unit),
                as_of=_(query.layer.as_of),
            ),
        ),
        (_("Places"), _places_words(reader, query)),
        (_("Walks"), _walks_words(reader)),
        (_("Where they are"), _where_they_are(query.layer)),
        (_("Source"), _(query.layer.source)),
    ]


def _places_words(reader: CoverageReader, query: CoverageQuery) -> str:
    return _(
        "%(which)s (%(places)s); with a check that is in date: %(checked)s of %(listed)s listed"
        " places",
        which=_(WHICH[query.which]),
        places=len(reader.places(query)),
        checked=reader.checked(query),
        listed=len(query.snapshot.venues),
    )


def _walks_words(reader: CoverageReader) -> str:
    pace = f"{pace_m_per_min() * 60 / 1000:g}"
    if reader.paths.by_street:
        return _("by the streets and paths of OpenStreetMap, at %(pace)s km/h", pace=pace)
    return _("straight lines with 30 %% added for the streets, at %(pace)s km/h", pace=pace)


def _where_they_are(layer: DemandLayer) -> str:
    areas = f"{len(layer.points):,}"
    if layer.parts:
        return _(
            "%(parts)s parts of %(areas)s areas, each part where it is",
            parts=f"{len(layer.parts):,}",
            areas=areas,
        )
    return _("%(areas)s areas or places, each whole at one point", areas=areas)
