"""safespaces tick, safespaces clock"""

import sys

import click

from safespaces.actions.imports.large_imports import are_waiting, start_worker
from safespaces.actions.operations.clock_trust import confirm_clock, made_at
from safespaces.actions.operations.tick import tick
from safespaces.cli.opening import opened, operator_name
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
        done = tick(database, send, settings, at=utc_now(), further=further, made=made_at())
        if are_waiting(
            database
        ):  # large files whose process has died; one that is at work is left alone
            start_worker(settings.database)
    if done.is_busy:
        click.echo("Another tick is at work.")
        return
    for venue in done.paused:
        click.echo(f"Paused, because its check or training has run out: {venue.name}")
    for trouble in done.troubles:
        click.echo(f"safespaces: {trouble}", err=True)
    messages = done.messages
    click.echo(
        f"{messages.sent} messages sent, {messages.put_off} put off, {messages.given_up} given up."
    )
    if done.troubles:
        sys.exit(1)


@click.group()
def clock() -> None:
    """The time that jobs go by: after a jump of more than a day nothing is taken off the list by
    its date until somebody says that the time is right.
    """


@clock.command("confirm", epilog="Example: date && safespaces clock confirm")
def confirm() -> None:
    """Say that the time of this machine is right now."""
    with opened() as (_settings, database):
        confirm_clock(database, by=operator_name(), at=utc_now())
    click.echo("Noted. What goes by the date goes on within a minute.")
