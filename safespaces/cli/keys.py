"""safespaces keys"""

import click

from safespaces.actions.people.secrets_kept import encrypt_again
from safespaces.cli.opening import opened
from safespaces.people.keyring import new_key


@click.group()
def keys() -> None:
    """The keys that second factors are encrypted with."""


@keys.command("new", epilog="Example: safespaces keys new > new.key")
def new() -> None:
    """Print a new key, for SAFESPACES_SECRET_KEY or the file secret.key."""
    click.echo(new_key())


@keys.command(
    "renew",
    epilog="Example: safespaces keys renew",
)
def renew() -> None:
    """Encrypt everything with the first of the keys that are set: put the new key before the old
    one, renew, and take the old one out. Nobody is signed out.
    """
    with opened() as (_settings, database):
        click.echo(f"{encrypt_again(database)} secrets are encrypted with the first key.")
