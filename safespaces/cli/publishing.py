"""safespaces publish"""

import click

from safespaces.actions.register.publish import publish
from safespaces.cli.opening import opened
from safespaces.clock import utc_now


@click.command("publish", epilog="Example: safespaces publish")
def command() -> None:
    """Make the register's listed venues what the public reads.

    Importing and locating publish by themselves; this is for afterwards, when in doubt.
    """
    with opened() as (_, database):
        snapshot = publish(database, at=utc_now())
    click.echo(f"Snapshot {snapshot.number} is public: {len(snapshot.venues)} Safe Spaces.")
