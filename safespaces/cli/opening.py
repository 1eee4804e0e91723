"""What every command begins with: settings, the database in its newest form, and a progress bar
that is only there on a terminal.
"""

import getpass
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from safespaces.actions.imports.import_judging import Judging, judging
from safespaces.actions.operations.key_file import keyring_from
from safespaces.actions.operations.log_lines import log_to_stderr
from safespaces.clock import utc_now
from safespaces.geo.walking import use_pace
from safespaces.geocoding.gazetteer_files import read_gazetteer
from safespaces.language import use
from safespaces.settings import Settings, settings_from
from safespaces.store.database import Database


@contextmanager
def opened() -> Iterator[tuple[Settings, Database]]:
    """Settings and a prepared database, closed at the end."""
    log_to_stderr()
    settings = settings_from()
    use(settings.language)  # of the mails that a command writes
    use_pace(settings.walking_pace)
    database = Database(settings.database, keyring=keyring_from(settings))
    try:
        database.prepare()
        yield settings, database
    finally:
        database.close()


def judging_of(settings: Settings, *, lists_unchecked: bool = False) -> Judging:
    """The judge of an operator's file, as of today where the venues are."""
    return judging(
        read_gazetteer(),
        utc_now().astimezone(settings.zone).date(),
        lists_unchecked=lists_unchecked,
    )


def operator_name() -> str:
    """Who types: for the records. A container may run under a number that has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be told (done, in all); draws a bar on a terminal and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def tell(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield tell
