"""safespaces invite"""

import click

from safespaces.actions.people.invite import invite, roles_said
from safespaces.actions.people.second_factor import take_app_away
from safespaces.actions.people.sign_in import link_for
from safespaces.cli.opening import opened, operator_name
from safespaces.clock import utc_now
from safespaces.roles import Role


@click.command(
    "invite",
    epilog=(
        "Example: safespaces invite officer@coventry.example --role administrator --name 'A."
        " Officer'"
    ),
)
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What they may do.",
)
@click.option("--name", default="", help="What they are called.")
@click.option(
    "--lost-phone",
    is_flag=True,
    help="Take away their authenticator app, so that they set up a new one.",
)
@click.option(
    "--change", is_flag=True, help="Change what somebody may do who has another role already."
)
@click.option("--besides", is_flag=True, help="Besides what they may do already.")
def command(
    email: str, role: str, name: str, lost_phone: bool, change: bool, besides: bool
) -> None:
    """Let somebody sign in, or give them another role.

    They get a mail. The link that is printed signs them in once, within 10 minutes: for the first
    administrator, while no mail goes yet.
    """
    with opened() as (settings, database):
        now, site = utc_now(), settings.address
        by = f"{operator_name()} (command line)"
        person = invite(
            database,
            email=email,
            name=name,
            role=Role(role),
            by=by,
            at=now,
            site=site,
            may_change=change,
            besides=besides,
        )
        if lost_phone:
            take_app_away(database, person.id, by=by, at=now)
        link = link_for(database, person.id, at=now, site=site)
    click.echo(f"{person.email} may sign in as {roles_said(person)}.")
    click.echo(link)
