"""safespaces backup, restore and move"""

import os
from pathlib import Path

import click

from safespaces.actions.operations.backup import Recipient, back_up, move, restore
from safespaces.actions.operations.key_file import keyring_from
from safespaces.cli.opening import opened
from safespaces.clock import utc_now
from safespaces.settings import settings_from
from safespaces.store.database import Database, sqlite_file
from safespaces.store.dump import Summary


@click.command("backup", epilog="Example: safespaces backup /backups/monday.dump --age age1ql3z...")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--age", help="Public key of who can open it, for the program age.")
@click.option("--gpg", help="Name of the key of who can open it, for GnuPG.")
def backup(file: Path, age: str | None, gpg: str | None) -> None:
    """Write everything to a new file, while the service goes on, and read it back.

    The key that second factors are encrypted with (secret.key) is not in it: keep that elsewhere.
    """
    chosen = [Recipient(name, key) for name, key in (("age", age), ("gpg", gpg)) if key]
    with opened() as (_settings, database):
        kept = back_up(database, file, at=utc_now(), recipient=chosen[0] if chosen else None)
    click.echo(f"{file}: {_told(kept)}, read back{' before it was encrypted' if chosen else ''}.")


@click.command("restore", epilog="Example: safespaces restore /backups/monday.dump")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--identity", type=click.Path(path_type=Path), help="File with the key, for age.")
def restore_command(file: Path, identity: Path | None) -> None:
    """Put a backup into an empty database, all or nothing, and read it back.

    Stop the service first. SAFESPACES_DATABASE names a file that is not there yet, or an empty
    database. Nobody is signed in afterwards.
    """
    settings = settings_from()
    database = Database(settings.database, keyring=keyring_from(settings))
    try:
        kept = restore(file, database, identity=identity)
    finally:
        database.close()
    _give_to_owner_of_folder(settings.database)
    click.echo(f"{_told(kept)}, read back from {settings.database.rpartition('@')[2]}.")
    click.echo("Put secret.key back too, then run: safespaces publish && safespaces doctor")


@click.command("move", epilog="Example: safespaces move --to postgresql+psycopg://u@host/name")
@click.option("--to", "to", required=True, help="Address of the empty database to move to.")
def move_command(to: str) -> None:
    """Copy everything into another database and prove that both hold the same, from SQLite to
    PostgreSQL for example.

    Stop the service first: what is written meanwhile stays here. Afterwards set
    SAFESPACES_DATABASE to the new address. The old database is left as it is.
    """
    with opened() as (_settings, here):
        there = Database(to)
        try:
            kept = move(here, there, at=utc_now())
        finally:
            there.close()
    click.echo(f"{_told(kept)}, and both hold the same.")


def _give_to_owner_of_folder(url: str) -> None:
    """Root restores, and another user runs the service: a file of SQLite is that user's."""
    path = sqlite_file(url)
    if path is None or os.geteuid() != 0:
        return
    folder = path.resolve().parent.stat()
    made = [path.with_name(f"{path.name}{end}") for end in ("", "-wal", "-shm")]
    for each in (*made, path.with_name("secret.key")):
        # whoever owns the folder may have put a link there
        if each.is_file() and not each.is_symlink():
            os.chown(each, folder.st_uid, folder.st_gid, follow_symlinks=False)


def _told(kept: Summary) -> str:
    return f"{sum(each.rows for each in kept.values()):,} rows of {len(kept)} tables"
