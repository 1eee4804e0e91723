"""Every page in the pseudo-language, 40 % longer, at 320 pixels: nothing scrolls sideways, and the phone's own words are in it."""

from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for
from safespaces.language import PSEUDO
from safespaces.roles import Role
from safespaces.store.database import Database
from tests.browser.conftest import NOW, Served, fill, serving
from tests.browser.test_every_page import PAGES, answer
from tests.browser.test_staff import PAGES as STAFF_PAGES
from tests.pages import STAFF_PAGES as EVERY_STAFF_PAGE

WIDTH = 320
COVERAGE_PAGES = [page for page in EVERY_STAFF_PAGE if page.startswith("/coverage")]


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("abroad")
    fill(folder)
    with serving(folder, language=PSEUDO) as found:
        yield found


@pytest.fixture
def phone(browser: Browser, abroad: Served) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 640}, base_url=abroad.address, has_touch=True
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page, served: Served) -> None:
    """By what the pages are made of, not by what they say."""
    database = Database(f"sqlite:///{served.database}")
    person = invite(
        database,
        email="abroad@council.example",
        name="",
        role=Role.ADMINISTRATOR,
        by="test",
        at=NOW,
        site=served.address,
    )
    page.goto(link_for(database, person.id, at=NOW, site=served.address))
    database.close()
    page.locator("main button").tap()
    page.locator("#code").fill(pyotp.TOTP(page.locator("code.key-text").inner_text()).at(NOW))
    page.locator("main form button").tap()
    page.locator("ul.codes").wait_for()


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") > WIDTH)


def test_longer_sentences_fit_on_every_public_page(phone: Page) -> None:
    wide = []
    for address in PAGES:
        phone.goto(address)
        assert phone.locator("html").get_attribute("lang") == PSEUDO
        wide += [address] if is_too_wide(phone) else []
    assert wide == []


@pytest.mark.parametrize("typed", ["pool meadow", "station", "zzzz", "48.85, 2.35"])
def test_the_phone_says_its_own_words_in_it(phone: Page, typed: str) -> None:
    answer(phone, typed)
    said = phone.locator(".answer, [role=alert], .which").first.inner_text()
    assert "~~" in said and not is_too_wide(phone)
    for plain in ("Open until", "minutes’ walk", "Which one", "We only know", "Type a postcode"):
        assert plain not in said


def test_longer_sentences_fit_on_the_councils_pages(phone: Page, abroad: Served) -> None:
    sign_in(phone, abroad)
    wide = []
    for address in [*STAFF_PAGES, *COVERAGE_PAGES]:
        phone.goto(address)
        wide += [address] if is_too_wide(phone) else []
    assert wide == []
