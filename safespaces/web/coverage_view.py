"""Coverage as the pages, the sheet and the files show it: every figure once, in words and in numbers."""

from dataclasses import dataclass

from safespaces.coverage.bands import BANDS, Band
from safespaces.coverage.gaps import Gap, gaps_at
from safespaces.coverage.groups import GroupReach, by_centre, by_decile, by_ward
from safespaces.coverage.reach import Coverage, a_fifth_either_way
from safespaces.coverage.summary import Summary, summary_of
from safespaces.coverage.week import DAYS, clock_words, hour_words
from safespaces.coverage.wording import count_words, percent, shade, share_words
from safespaces.web.coverage_asked import Look
from safespaces.web.ground import ground


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of the week table; `dark` is 0 (nearly everybody reached) to 5 (nobody)."""

    hour: int
    percent: str
    dark: int
    words: str


@dataclass(frozen=True, slots=True)
class GapCard:
    """A gap in words."""

    gap: Gap
    name: str
    ward: str
    count: str
    nearest: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """An earlier list: when it was published, its number, how many places, and the share it would reach."""

    on: str
    number: str
    places: int
    percent: str


def summary(look: Look, coverage: Coverage) -> Summary:
    """The sentence and its figures."""
    return summary_of(coverage, look.limit, look.hour, a_fifth_either_way(look.limit), ground().settings.area)


def week_cells(coverage: Coverage, limit: int) -> list[tuple[str, list[Cell]]]:
    """24 rows of seven cells: the hour's clock time, then Monday to Sunday."""
    table, totals = coverage.table(limit).tolist(), coverage.totals.tolist()
    return [
        (clock_words(hour), [_cell(day * 24 + hour, table[day * 24 + hour], totals[day * 24 + hour]) for day in range(len(DAYS))])
        for hour in range(24)
    ]


def _cell(hour: int, reached: int, total: int) -> Cell:
    said = f"{hour_words(hour)}: {percent(reached, total)} within reach" if total else f"{hour_words(hour)}: nobody counts"
    return Cell(hour, percent(reached, total).removesuffix(" %"), 5 - shade(reached, total) if total else 0, said)


def gap_cards(look: Look, coverage: Coverage, most: int) -> list[GapCard]:
    """The largest gaps at the hour."""
    return [_gap_card(look, coverage, gap) for gap in gaps_at(coverage, look.limit, look.hour, most)]


def _gap_card(look: Look, coverage: Coverage, gap: Gap) -> GapCard:
    wards = sorted({look.layer.points[row].group for row in gap.points} - {""})
    nearest = "No Safe Space is open within two hours’ walk"
    if gap.nearest is not None:
        nearest = f"Nearest open: {coverage.facilities[gap.nearest].name}, about {gap.walk_minutes} minutes’ walk from its middle"
    count = count_words(gap.count, look.layer.few)
    return GapCard(gap, ground().areas.of(gap.point), ", ".join(wards), count, nearest)


def groups(look: Look, coverage: Coverage) -> list[tuple[str, str, list[GroupReach]]]:
    """Title, name of the first column, and rows, for each way of grouping that the layer has."""
    middle = ground().sources.gazetteer.middle_of(ground().settings.area)
    found = [
        ("By ward", "Ward", by_ward(coverage, look.limit, look.hour)),
        ("By deprivation (tenths of England, IMD)", "Tenth", by_decile(coverage, look.limit, look.hour)),
    ]
    if middle:
        found.append(("Inside the centre and outside it", "Where", by_centre(coverage, look.limit, look.hour, middle.point)))
    return [group for group in found if group[2]]


def band_percent(coverage: Coverage, limit: int, band: Band) -> str:
    """The share reached, averaged over a band's hours."""
    reached, total = coverage.band_sums(limit, band)
    return percent(round(reached), round(total))


def band_rows(coverages: list[Coverage], limit: int, bands: list[Band] | None = None) -> list[tuple[str, list[str]]]:
    """Each band with its share for each coverage."""
    return [(band.title, [band_percent(each, limit, band) for each in coverages]) for band in bands or list(BANDS.values())]


def band_words(coverage: Coverage, limit: int, band: Band) -> str:
    """ "1 in 3" over a band."""
    reached, total = coverage.band_sums(limit, band)
    return share_words(round(reached), round(total))


def provenance(look: Look) -> list[tuple[str, str]]:
    """Where a figure is from: name and value."""
    base, monday, snapshot = ground(), look.week.monday, look.snapshot
    published = f"{snapshot.published_at.astimezone(base.settings.zone):%d %B %Y}"
    return [
        ("Worked out", f"{base.clock().astimezone(base.settings.zone):%d %B %Y, %H:%M}"),
        ("List of Safe Spaces", f"snapshot {snapshot.number}, published {published}; {len(snapshot.venues)} places"),
        ("Week", f"{look.week.name or 'The week'} (from Monday {monday.day} {monday:%B %Y})"),
        ("Who is counted", f"{look.layer.title}: {look.layer.counts.sum():,} {look.layer.unit} ({look.layer.as_of})"),
        ("Source", look.layer.source),
    ]
