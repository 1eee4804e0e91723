"""safespaces import, safespaces import-waiting"""

import os
from pathlib import Path

import click

from safespaces.actions.imports.import_csv import SHEET, UploadedFile, apply_import, plan_import
from safespaces.actions.imports.large_imports import work_on_large_imports
from safespaces.cli.opening import judging_of, opened, operator_name, progress_of
from safespaces.clock import utc_now
from safespaces.intake.plan import Plan
from safespaces.intake.report import faulty_rows_csv, report_lines
from safespaces.intake.table import LARGEST_FILE, check_size


@click.command(
    "import",
    epilog=(
        'Example: safespaces import libraries.csv --dry-run --map "address=address1+address2" --map'
        ' "kind:=library"'
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would happen and change nothing.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Which column a field is in: FIELD=COLUMN, FIELD=A+B, FIELD:=VALUE.",
)
@click.option(
    "--sheet",
    help="Which sheet of a workbook to read; the fullest one that is not hidden when left out.",
)
@click.option(
    "--list-unchecked",
    is_flag=True,
    help="List what the file lists although no check on record counts. The audit log says so.",
)
@click.option("--skip-faulty", is_flag=True, help="Take the good rows although others are faulty.")
@click.option(
    "--faulty",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the faulty rows, with what to mend, to this CSV.",
)
def command(
    file: Path,
    dry_run: bool,
    mapping: tuple[str, ...],
    sheet: str | None,
    list_unchecked: bool,
    skip_faulty: bool,
    faulty: Path | None,
) -> None:
    """Import a file of venues: all or nothing.

    CSV, Excel, OpenDocument, GeoJSON, KML, or the food hygiene ratings' XML.

    Rows are matched by id, else by name and postcode. A blank cell changes nothing; "-" empties a
    value. Venues that the file leaves out stay as they are. Weekday columns (monday, tuesday ...)
    become safe hours. A file lists a place only where a check on record counts.
    """
    with file.open("rb") as opened_file:
        content = opened_file.read(LARGEST_FILE + 1)  # a pipe or a device has no size to ask for
    check_size(max(len(content), file.stat().st_size))
    sent = UploadedFile(content, file.name, (*mapping, *((f"{SHEET}{sheet}",) if sheet else ())))
    with opened() as (settings, database):
        judge = judging_of(settings, lists_unchecked=list_unchecked)
        with progress_of("Reading rows") as progress:
            plan = plan_import(database, sent, judging=judge, progress=progress)
        _show(plan, faulty)
        if plan.rejected and not skip_faulty:
            click.echo(
                f"safespaces: {len(plan.rejected)} rows have to be mended first (or use"
                " --skip-faulty). Nothing was changed.",
                err=True,
            )
            raise SystemExit(1)
        if dry_run:
            click.echo("This was a dry run: nothing was changed.")
            return
        done = apply_import(
            database,
            sent,
            at=utc_now(),
            author=operator_name(),
            skip_faulty=skip_faulty,
            judging=judge,
        )
        click.echo(
            f"Imported and published: {done.published.count} Safe Spaces are public (snapshot"
            f" {done.published.number})."
        )


def _show(plan: Plan, faulty: Path | None) -> None:
    for line in report_lines(plan):
        click.echo(line)
    if faulty and plan.rejected:
        faulty.write_text(faulty_rows_csv(plan), encoding="utf-8")
        click.echo(f"The faulty rows are in {faulty}: mend them there and import that file.")


@click.command("import-waiting", epilog="Example: safespaces import-waiting")
def waiting() -> None:
    """Read and take in the large files that officers have sent in the browser.

    The pages and `tick` start it when it is needed.

    One at a time: a second one that is started meanwhile ends at once.
    """
    os.nice(10)  # whoever asks for a page goes first
    with opened() as (settings, database):
        click.echo(
            f"{work_on_large_imports(database, lambda: judging_of(settings), utc_now)} done."
        )
