"""The council's pages in a real browser: signing in, a pause, and what axe and small screens say."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for
from safespaces.people.tokens import new_id
from safespaces.roles import Role
from safespaces.store.database import Database
from tests.browser.conftest import NOW, Served
from tests.browser.test_every_page import faults
from tests.pages import STAFF_PAGES

PAGES = [
    *(page for page in STAFF_PAGES if not page.startswith(("/partner", "/coverage", "/inspect"))),
    "/officer/venues/cov-001",
    "/officer/import/undo/1",
    "/officer/venues/cov-001/edit/hours",
    "/officer/venues/cov-001/pack",
]


def sign_in(
    page: Page,
    served: Served,
    email: str,
    role: Role = Role.ADMINISTRATOR,
    home: str = "/officer",
) -> None:
    """As a person does it: the link, its button, an authenticator app."""
    database = Database(f"sqlite:///{served.database}")
    person = invite(
        database,
        email=email,
        name="",
        role=role,
        by="test",
        at=NOW,
        site=served.address,
    )
    link = link_for(database, person.id, at=NOW, site=served.address)
    database.close()
    page.goto(link)
    page.get_by_role("button", name="Sign in to Safe Spaces").tap()
    page.wait_for_url("**/sign-in/app**")
    page.get_by_label("Code").fill(pyotp.TOTP(page.locator("code.key-text").inner_text()).at(NOW))
    page.get_by_role("button", name="Go on").tap()
    page.get_by_role("link", name="I have them").tap()
    page.wait_for_url(f"**{home}")


@pytest.fixture
def admin(phone: Page, served: Served) -> Page:
    """A phone on which an administrator is signed in, each time another."""
    sign_in(phone, served, f"{new_id('a')}@council.example")
    return phone


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(admin: Page, scheme: str) -> None:
    admin.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in PAGES:
        admin.set_viewport_size({"width": 320, "height": 640})
        admin.goto(address)
        assert faults(admin) == [], address
        assert admin.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_inspector_keeps_a_visit_on_a_phone_and_axe_finds_nothing(
    phone: Page, served: Served, scheme: str
) -> None:
    sign_in(phone, served, f"{new_id('i')}@school.example", Role.INSPECTOR, "/inspect")
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.set_viewport_size({"width": 320, "height": 640})

    def nothing_is_wrong() -> None:
        assert faults(phone) == [], phone.url
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, phone.url

    nothing_is_wrong()
    phone.locator(".cards h2 a").first.tap()
    phone.wait_for_url("**/inspect/*")
    nothing_is_wrong()
    phone.get_by_role("button", name="All is well").tap()
    expect(phone.locator("main")).to_contain_text("Write what was found")
    nothing_is_wrong()
    phone.get_by_label("What did you find?").fill("They said hello at once.")
    phone.get_by_role("button", name="All is well").tap()
    phone.wait_for_url("**/inspect?done=1")
    expect(phone.locator("main")).to_contain_text("They said hello at once.")


def test_signing_in_shows_nothing_to_axe_either(phone: Page) -> None:
    for address in ("/sign-in", "/sign-in/never-was"):
        phone.goto(address)
        assert faults(phone) == []


def test_a_pause_is_public_within_five_seconds_and_all_of_it_works_without_script(
    without_script: Page, served: Served
) -> None:
    sign_in(without_script, served, "noscript@council.example")
    without_script.goto("/officer/venues?words=finham")
    without_script.get_by_role("link", name="Finham Community Library").tap()
    without_script.get_by_label("Reason").fill("a test")
    without_script.get_by_role("button", name="Make it paused").tap()
    expect(without_script.locator(".lead")).to_contain_text("paused")
    without_script.wait_for_timeout(3_000)
    without_script.goto("/places/finham-community-library")
    expect(without_script.locator("h1")).to_have_text("This page is not here")
    without_script.goto("/officer/venues?words=finham&status=paused")
    without_script.get_by_role("link", name="Finham Community Library").tap()
    without_script.get_by_label("Somebody trained is on duty").check()
    without_script.get_by_role("button", name="Keep this check").tap()
    without_script.get_by_label("Reason").fill("over")
    without_script.get_by_role("button", name="Make it listed").tap()
    expect(without_script.locator(".lead")).to_contain_text("listed")


def test_all_can_be_done_by_keyboard(admin: Page) -> None:
    admin.goto("/officer/venues/cov-001")
    admin.get_by_label("Reason").focus()
    admin.keyboard.press("Tab")
    assert admin.evaluate("document.activeElement.textContent") == "Make it paused"
