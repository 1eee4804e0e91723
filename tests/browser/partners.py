"""A made-up partner with a listed cafe on the real server, and signing in as a person does it."""

from playwright.sync_api import Page

from safespaces.actions.people.sign_in import link_for
from safespaces.actions.register.publish import publish
from safespaces.geo.located import LocatedPoint, PointSource
from safespaces.geo.point import Point
from safespaces.people.person import Person
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.partners import Partner, add_partner, put_person_with, put_venue_with
from safespaces.store.people import add_person, person_with_email
from safespaces.store.venues import add_venues
from safespaces.venues.venue import ListingStatus, Venue
from tests.browser.conftest import NOW, Served

COOK = "cook@made-up.example"


def sign_in_partner(page: Page, served: Served, email: str = COOK) -> None:
    """As a person does it: the link, its button."""
    database = Database(f"sqlite:///{served.database}")
    with database.reading() as session:
        person = person_with_email(session, email)
    if person is None:
        person = _make(database)
    link = link_for(database, person.id, at=NOW, site=served.address)
    database.close()
    page.goto(link)
    page.get_by_role("button", name="Sign in to Safe Spaces").tap()
    page.wait_for_url("**/partner")


def _make(database: Database) -> Person:
    person = Person("p-cook", COOK, "", Role.PARTNER, True, False, NOW)
    out_of_the_way = LocatedPoint(Point(52.4335, -1.5480), PointSource.PERSON)
    cafe = Venue(
        "v-made-up", "made-up-cafe", "Made-up Cafe", "cafe", ListingStatus.LISTED, "1 Made-up Street, Coventry", "", out_of_the_way,
        "Mo-Su 08:00-20:00; PH off", ("charger", "seats"), ("step_free",),
    )  # fmt: skip
    with database.writing() as session:
        add_person(session, person)
        add_partner(session, Partner("o-made-up", "Made-up Ltd"), NOW)
        put_person_with(session, "o-made-up", person.id)
        add_venues(session, [cafe], at=NOW, author="test", reason="test")
        put_venue_with(session, "o-made-up", cafe.id)
    publish(database, at=NOW)
    return person
