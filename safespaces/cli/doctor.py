"""safespaces doctor"""

import click

from safespaces.actions.operations.doctor import examine
from safespaces.actions.operations.finding import Level
from safespaces.actions.operations.key_file import keyring_from
from safespaces.clock import utc_now
from safespaces.settings import settings_from
from safespaces.store.database import Database


@click.command("doctor", epilog="Example: safespaces doctor && echo all is well")
def command() -> None:
    """Say whether everything is in order, and what to do where it is not. Changes nothing.

    Exit code 0 when nothing fails ("look" lines are worth a look), 1 when something does.
    """
    settings = settings_from()
    database = Database(settings.database, keyring=keyring_from(settings))
    failed = False
    for check in examine(database, settings, at=utc_now()):
        failed |= check.level is Level.FAIL
        click.echo(
            f"{check.level:<5} {check.subject}:"
            f" {check.finding}{'. ' + check.remedy if check.remedy else ''}"
        )
    database.close()
    if failed:
        raise SystemExit(1)
