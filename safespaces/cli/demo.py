"""safespaces demo"""

import click

from safespaces.actions.operations.first_start import make_ready
from safespaces.cli.opening import opened
from safespaces.clock import utc_now
from safespaces.demo.fill import entries, fill_demo


@click.command("demo", epilog="Example: SAFESPACES_DATABASE=sqlite:///var/demo.db safespaces demo")
def command() -> None:
    """Fill an empty register with made-up partners and places in every state, and print a way in
    for each role.

    Refused where people sign in already: it might be a real register. A second time only prints new
    links. Each link signs in once, within 10 minutes; officers and administrators are asked for the
    code beside it.
    """
    with opened() as (settings, database):
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
