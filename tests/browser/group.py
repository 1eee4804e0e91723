"""A member of the stakeholder group, signed in."""

from playwright.sync_api import Page

from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for
from safespaces.roles import Role
from safespaces.store.database import Database
from tests.browser.conftest import NOW, Served


def sign_in_member(page: Page, served: Served, email: str = "member@group.example") -> None:
    """As a person does it: the link, its button. Leads to the coverage page."""
    database = Database(f"sqlite:///{served.database}")
    person = invite(
        database,
        email=email,
        name="",
        role=Role.STAKEHOLDER,
        by="test",
        at=NOW,
        site=served.address,
    )
    link = link_for(database, person.id, at=NOW, site=served.address)
    database.close()
    page.goto(link)
    page.get_by_role("button", name="Sign in to Safe Spaces").click()
    page.wait_for_url("**/coverage")
