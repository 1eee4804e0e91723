"""safespaces tick"""

import sys

import click

from safespaces.actions.imports.large_imports import are_waiting, start_worker
from safespaces.actions.operations.tick import tick
from safespaces.cli.opening import opened
from safespaces.cli.working import further_steps
from safespaces.clock import utc_now
from safespaces.messages.transports import transport_for


@click.command("tick", epilog="Example, each minute from cron: * * * * * safespaces tick")
def command() -> None:
    """Do what has to happen by itself: take places off the list whose check has run out, send
    waiting mails, forget sessions that are over.

    One at a time: a second one that is started meanwhile does nothing and says so. `safespaces
    work` does this each minute.
    """
    with opened() as (settings, database):
        send, further = transport_for(settings), further_steps(settings)
        done = tick(database, send, settings, at=utc_now(), further=further)
        if are_waiting(
            database
        ):  # large files whose process has died; one that is at work is left alone
            start_worker(settings.database)
    if done.is_busy:
        click.echo("Another tick is at work.")
        return
    for venue in done.paused:
        click.echo(f"Paused, because its check has run out: {venue.name}")
    for trouble in done.troubles:
        click.echo(f"safespaces: {trouble}", err=True)
    messages = done.messages
    click.echo(
        f"{messages.sent} messages sent, {messages.put_off} put off, {messages.given_up} given up."
    )
    if done.troubles:
        sys.exit(1)
