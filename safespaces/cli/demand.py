"""safespaces demand, areas, school-holidays, candidates: what coverage is worked out from"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from safespaces.actions.coverage.demand import (
    demand_of,
    import_layer,
    import_outlines,
    import_parts,
    import_school_holidays,
    read_layer,
    remove_layer,
    spread_layer,
)
from safespaces.actions.coverage.import_candidates import import_candidates, read_candidates
from safespaces.cli.opening import judging_of, opened, operator_name
from safespaces.clock import utc_now
from safespaces.coverage.demand import WHERE, DemandLayer
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.intake.report import report_lines
from safespaces.problems import Problem

_FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_DRY = click.option("--dry-run", is_flag=True, help="Show what would happen and change nothing.")
_MOST_SHOWN = 40


@click.group("demand")
def demand() -> None:
    """Whom coverage counts: layers of demand points."""


@demand.command(
    "import",
    epilog=(
        'Example: safespaces demand import lsoa.csv --title "Where young people live" --unit "young'
        ' people" --source "ONS 2024"'
    ),
)
@_FILE
@click.option(
    "--layer",
    default="home",
    show_default=True,
    help="The key of the layer that the file takes the place of, or a new one.",
)
@click.option("--title", required=True, help="What it is called in the list of layers.")
@click.option(
    "--unit", required=True, help='What is counted, for example "young people aged 10 to 17".'
)
@click.option(
    "--where",
    type=click.Choice(list(WHERE)),
    default="home",
    show_default=True,
    help="Whether they live, go to school, or are there.",
)
@click.option(
    "--source", required=True, help="Where the figures are from; it stands on every sheet."
)
@click.option("--as-of", default="", help="The date of the figures, in words.")
@_DRY
def import_demand(
    file: Path,
    layer: str,
    title: str,
    unit: str,
    where: str,
    source: str,
    as_of: str,
    dry_run: bool,
) -> None:
    """Import demand points from a CSV: all or nothing.

    Columns: code, name, lat, lon (or easting, northing), count, and where there are any group (a
    ward), decile (1: most deprived) and hours (OSM opening hours at which they count; "SH off"
    leaves school holidays out).
    """
    content = file.read_bytes()
    _, read = read_layer(content)
    _tell(read.problems)
    click.echo(
        f"{len(read.points):,} demand points, {sum(point.count for point in read.points):,} {unit};"
        f" {read.errors} errors."
    )
    if dry_run and not read.errors:
        click.echo("This was a dry run: nothing was changed.")
        return
    with opened() as (_, database):
        import_layer(
            database,
            content,
            DemandLayer(layer, title, unit, where, source, as_of, ()),
            at=utc_now(),
            by=operator_name(),
        )
    click.echo(f"Imported as the layer {layer}.")


@demand.command(
    "parts", epilog="Example: safespaces demand parts postcodes_by_area.csv --layer home"
)
@_FILE
@click.option("--layer", default="home", show_default=True, help="Whose areas they are parts of.")
def import_demand_parts(file: Path, layer: str) -> None:
    """Say where in its areas the people of a layer are, from a CSV: all or nothing.

    Columns: code (of the area), lat, lon, share. Shares of an area add up to 1, or are whole
    numbers that its people are spread by (homes, postcodes, people of an output area).
    """
    with opened() as (_, database):
        found = import_parts(database, file.read_bytes(), layer, at=utc_now(), by=operator_name())
    several = sum(each > 1 for each in Counter(part.row for part in found.parts).values())
    click.echo(
        f"Imported {len(found.parts):,} parts of {len(found.points):,} areas; {several:,} of them"
        " have more than one."
    )


@demand.command("spread", epilog="Example: safespaces demand spread --layer home --area CV")
@click.option("--layer", default="home", show_default=True, help="Whose people are spread.")
@click.option(
    "--area",
    default=lambda: read_gazetteer().town.postcode_area,
    show_default="those of the town",
    help="The letters that the postcodes begin with.",
)
def spread_demand(layer: str, area: str) -> None:
    """Spread the people of a layer's areas over the postcodes in their outlines."""
    with opened() as (_, database):
        found = spread_layer(database, layer, area, at=utc_now(), by=operator_name())
    click.echo(f"Spread over {len(found.parts):,} parts of {len(found.points):,} areas.")


@demand.command("remove", epilog="Example: safespaces demand remove trial")
@click.argument("layer")
def remove_demand(layer: str) -> None:
    """Take an imported layer out; where the service ships with one of that key, that counts
    again.
    """
    with opened() as (_, database):
        remove_layer(database, layer, at=utc_now(), by=operator_name())
    click.echo(f"The layer {layer} is gone.")


@demand.command("list", epilog="Example: safespaces demand list")
def list_demand() -> None:
    """Every layer, with its figures and sources."""
    with opened() as (_, database):
        found = demand_of(database)
    for key, layer in found.layers.items():
        outlines = len(found.outlines.get(key, ()))
        click.echo(
            f"{key}: {layer.title}. {len(layer.points):,} points, {layer.total:,}"
            f" {layer.unit}, {len(layer.parts):,} parts, {outlines} outlines."
        )
        click.echo(f"  {layer.source} ({layer.as_of})")


@click.group("areas")
def areas() -> None:
    """Outlines of demand areas, for the map."""


@areas.command(
    "import", epilog="Example: safespaces areas import lsoa21.geojson --code lsoa21_code"
)
@_FILE
@click.option("--layer", default="home", show_default=True, help="Whose outlines they are.")
@click.option(
    "--code",
    default="",
    help="The property that holds the area's code; found by its usual names otherwise.",
)
def import_areas(file: Path, layer: str, code: str) -> None:
    """Import outlines from a GeoJSON file, in degrees (WGS84) or metres of the National Grid
    (OSGB).
    """
    with opened() as (_, database):
        read = import_outlines(
            database, file.read_bytes(), layer, code_property=code, at=utc_now(), by=operator_name()
        )
    _tell(read.problems, "feature")
    if read.was_grid:
        click.echo(
            "The file is in metres of the National Grid (OSGB); it was turned into degrees (within"
            " 4 m)."
        )
    click.echo(f"Imported {len(read.outlines):,} outlines.")


@click.group("school-holidays")
def school_holidays() -> None:
    """Days without school: nobody comes out of school, and they can be looked at as special
    weeks.
    """


@school_holidays.command("import", epilog="Example: safespaces school-holidays import terms.csv")
@_FILE
def import_holidays(file: Path) -> None:
    """Import a CSV with the columns name, first_day, last_day (with a column kind only its rows
    "holiday" are taken).
    """
    with opened() as (_, database):
        found = import_school_holidays(
            database, file.read_bytes(), at=utc_now(), by=operator_name()
        )
    click.echo(
        f"Imported {len(found)} school holiday{'' if len(found) == 1 else 's'}, from"
        f" {found[0].first_day} to {found[-1].last_day}."
    )


@click.group("candidates")
def candidates() -> None:
    """Places that the group thinks of asking. Never public."""


@candidates.command(
    "import",
    epilog=(
        'Example: safespaces candidates import pubs.csv --map "kind:=licensed_premises" --map'
        ' "safe_hours:=Mo-Su 12:00-23:00"'
    ),
)
@_FILE
@click.option(
    "--map", "mapping", multiple=True, metavar="FIELD=COLUMN", help="As of safespaces import."
)
@_DRY
def import_many(file: Path, mapping: tuple[str, ...], dry_run: bool) -> None:
    """Import candidates from a CSV with the columns of an import of venues: all or nothing.

    Those that are known stay as they are.
    """
    content = file.read_bytes()
    with opened() as (settings, database):
        judge = judging_of(settings)
        read = read_candidates(
            database, content, mapping, by=operator_name(), at=utc_now(), judging=judge
        )
        for line in report_lines(read.plan):
            click.echo(line)
        click.echo(f"{len(read.new)} new candidates, {read.known} known already.")
        if dry_run:
            click.echo("This was a dry run: nothing was changed.")
            return
        import_candidates(
            database, content, mapping, by=operator_name(), at=utc_now(), judging=judge
        )
    click.echo("Imported.")


def _tell(problems: Iterable[Problem], counted: str = "line") -> None:
    told = [str(problem).replace("line ", f"{counted} ", 1) for problem in problems]
    for line in told[:_MOST_SHOWN]:
        click.echo(line, err=True)
    if len(told) > _MOST_SHOWN:
        click.echo(f"... and {len(told) - _MOST_SHOWN} more.", err=True)
