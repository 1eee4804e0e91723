"""The service under a path of its own, in Chromium: pages, scripts, lists, the map, all under it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, Served, fill, serving

ROOT = "/safe-spaces"


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("mounted")
    fill(folder)
    with serving(folder, ROOT) as found:
        yield found


@pytest.fixture
def phone(browser: Browser, mounted: Served) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="en-GB", timezone_id="Europe/London")
    yield context.new_page()
    context.close()


def requests_of(page: Page) -> list[tuple[str, str, int]]:
    """Method, address and status of all that the page asks for from now on."""
    asked: list[tuple[str, str, int]] = []
    page.on(
        "response", lambda answer: asked.append((answer.request.method, answer.url, answer.status))
    )
    return asked


def test_the_phone_answers_and_asks_for_nothing_outside_the_path(
    phone: Page, mounted: Served
) -> None:
    asked = requests_of(phone)
    phone.goto(mounted.address)
    phone.fill("#where", "CV1 5FB")
    phone.press("#where", "Enter")
    phone.wait_for_selector("[data-role='answer'] [data-slot='name']")
    link = phone.locator("[data-role='answer'] a[data-slot='name']").first
    assert (link.get_attribute("href") or "").startswith(f"{ROOT}/places/")
    link.click()
    phone.wait_for_url(f"{mounted.address}/places/**")
    phone.click("text=See it on the big map")
    phone.locator(".pin").first.wait_for()
    phone.wait_for_load_state("networkidle")
    assert len(asked) > 20 and not [each for each in asked if each[0] == "POST"]
    assert not [each for each in asked if not each[1].startswith(mounted.address) or each[2] >= 400]


def test_without_script_the_form_posts_under_the_path(browser: Browser, mounted: Served) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(mounted.address)
    page.fill("#where", "CV1 5FB")
    page.press("#where", "Enter")
    assert page.url == f"{mounted.address}/nearest" and page.locator("[data-slot='name']").count()
    context.close()
