"""safespaces demo"""

import click

from safespaces.actions.operations.demonstration import (
    refuse_beside_own,
    take_out_demonstration,
)
from safespaces.actions.operations.first_start import make_ready
from safespaces.cli.opening import opened, operator_name
from safespaces.clock import utc_now
from safespaces.demo.fill import entries, fill_demo
from safespaces.errors import SettingsError


@click.group(
    "demo",
    invoke_without_command=True,
    epilog="Example: SAFESPACES_DATABASE=sqlite:///var/demo.db safespaces demo",
)
@click.pass_context
def command(context: click.Context) -> None:
    """Fill an empty register with made-up partners and places in every state, and print a way in
    for each role.

    Refused where people sign in already, or venues are of your own: it might be a real register. A
    second time only prints new links. Each link signs in once, within 10 minutes; officers and
    administrators are asked for the code beside it.
    """
    if context.invoked_subcommand:
        return
    with opened() as (settings, database):
        if not settings.demo_banner:
            raise SettingsError(
                "SAFESPACES_DEMO_BANNER=off says that this register is real. Choose another"
                " database, and leave the banner on there."
            )
        refuse_beside_own(database)
        now = utc_now()
        make_ready(database, at=now, say=click.echo)
        fill_demo(database, at=now, site=settings.address)
        click.echo(
            "Made-up partners and places are in the register. Sign in once each, within 10 minutes:"
        )
        for entry in entries(database, at=now, site=settings.address):
            click.echo(
                f"  {entry.role:<14} {entry.link}{f'   code {entry.code}' if entry.code else ''}"
            )


@command.command("remove", epilog="Example: safespaces demo remove")
def remove() -> None:
    """Take every venue and person of the demonstration out of the register.

    Your own venues stay as they are. A demonstration venue that something else speaks of (a check,
    a closure, a partner) stays in the register, withdrawn. Each stands in the audit log.
    """
    with opened() as (_settings, database):
        done = take_out_demonstration(database, by=operator_name(), at=utc_now())
    click.echo(
        f"{done.removed} venues of the demonstration are removed, {len(done.kept)} that were worked"
        f" on are kept off the list, {done.people} people cannot sign in any more."
    )
    for venue in done.kept:
        click.echo(f"  kept: {venue.name} ({venue.id})")
