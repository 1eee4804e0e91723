"""safespaces export"""

import sys
from pathlib import Path

import click

from safespaces.actions.register.export import Format, export_public, export_register
from safespaces.cli.opening import opened


@click.command(
    "export", epilog="Example: safespaces export --format geojson --output places.geojson"
)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default="csv",
    show_default=True,
    help="Form of the public list.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="The whole register as CSV, private fields too, for `safespaces import`.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of standard output.",
)
def command(form: str, everything: bool, output: Path | None) -> None:
    """Write out the public list, or with --all the register."""
    if everything and form != "csv":
        raise click.UsageError("--all is written as CSV only.")
    with opened() as (_, database):
        content = export_register(database) if everything else export_public(database, Format(form))
    if output:
        output.write_bytes(content)
        click.echo(f"Written to {output}.", err=True)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
