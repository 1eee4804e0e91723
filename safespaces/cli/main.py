"""The command `safespaces`.

Exit codes: 0 done, 1 could not be done (one line says why), 2 wrong usage.
"""

import os
import sys

import click

from safespaces.cli import (
    bank_holidays,
    demand,
    demo,
    doctor,
    exporting,
    importing,
    inviting,
    keeping,
    keys,
    listing,
    locating,
    nearest,
    postcodes,
    publishing,
    serving,
    streets,
    ticking,
    working,
)
from safespaces.errors import SafeSpacesError


class _OneLineErrors(click.Group):
    """A group whose commands end in one plain line instead of a traceback when something can be put
    right by a person.
    """

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (SafeSpacesError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise  # click's own: somebody closed the pipe, as `head` does
            click.echo(f"safespaces: {error}", err=True)
            sys.exit(1)


@click.group(
    cls=_OneLineErrors,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="safespaces")
def main() -> None:
    """Safe Spaces: find the nearest place that helps a young person.

    Exit codes: 0 done, 1 could not be done (one line on standard error says why), 2 wrong usage.

    Settings come from the environment; docs/settings.md names them all.
    """
    os.umask(0o077)  # the register, its copies and exports are for their owner alone


for _part in (
    bank_holidays,
    serving,
    importing,
    publishing,
    locating,
    listing,
    nearest,
    postcodes,
    streets,
    exporting,
    inviting,
    ticking,
    working,
    demo,
    doctor,
):
    main.add_command(_part.command)
main.add_command(importing.waiting)
main.add_command(ticking.clock)
main.add_command(keys.keys)
for _kept in (keeping.backup, keeping.restore_command, keeping.move_command):
    main.add_command(_kept)
for _group in (demand.demand, demand.areas, demand.school_holidays, demand.candidates):
    main.add_command(_group)
