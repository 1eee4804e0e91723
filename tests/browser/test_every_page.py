"""Every public page, light and dark, at phone size: axe finds nothing, nothing scrolls sideways, nothing comes from elsewhere."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ROOT, Served
from tests.pages import PUBLIC_PAGES

PAGES = [
    *PUBLIC_PAGES,
    "/places/coventry-central-library",
    "/places/the-wave",
    "/places/the-wave/report",
    "/nowhere",
]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]


def faults(page: Page) -> list[str]:
    """What axe finds, one line each. It is run from outside the page, so the page's policy for scripts stays as it is.

    Where the page is dark only the rules about colours are asked: every page is looked at in the light too, by all of them.
    """
    page.evaluate(AXE)
    is_dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    rules = {"type": "rule", "values": COLOURS} if is_dark else {"type": "tag", "values": TAGS}
    found = page.evaluate(
        "only => axe.run(document, { runOnly: only, resultTypes: ['violations'] })", rules
    )
    return [
        f"{each['id']}: {node['html'][:150]} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def answer(page: Page, typed: str) -> None:
    page.goto("/")
    page.fill("#where", typed)
    page.press("#where", "Enter")
    page.locator(".answer, [role=alert], .which").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_would_find_words_that_are_too_pale(phone: Page, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.goto("/help")
    phone.locator("h1").evaluate("h1 => { h1.style.opacity = 0.3 }")
    assert any(fault.startswith("color-contrast") for fault in faults(phone))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(phone: Page, address: str, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    phone.goto(address)
    assert faults(phone) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "typed", ["pool meadow", "friday 23:30, pool meadow", "station", "zzzz", "48.85, 2.35"]
)
def test_axe_finds_nothing_in_an_answer(phone: Page, typed: str, scheme: str) -> None:
    phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answer(phone, typed)
    assert faults(phone) == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels_or_at_200_percent(
    phone: Page, address: str
) -> None:
    for width, size in ((320, "100%"), (360, "200%"), (320, "200%")):
        phone.set_viewport_size({"width": width, "height": 640})
        phone.goto(address)
        phone.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert phone.evaluate("document.documentElement.scrollWidth") <= width, (width, size)


@pytest.mark.parametrize("address", PAGES)
def test_nothing_comes_from_elsewhere_and_no_cookie_is_set(
    phone: Page, served: Served, address: str
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.on(
        "console",
        lambda message: (
            wrong.append(message.text)
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )
    phone.on("pageerror", lambda error: wrong.append(str(error)))
    phone.goto(address)
    phone.wait_for_load_state("networkidle")
    assert [
        url for url in asked if not url.startswith((served.address, "data:"))
    ] == [] and wrong == []
    assert (
        phone.context.cookies() == []
        and phone.evaluate("localStorage.length + sessionStorage.length") == 0
    )


@pytest.mark.parametrize("address", PAGES)
def test_everything_to_tap_is_large_enough(phone: Page, address: str) -> None:
    phone.goto(address)
    small = phone.evaluate(
        """() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, .button, .exit, nav a')]
            .filter((e) => e.checkVisibility() && !e.closest('.tick') && e.getBoundingClientRect().height < 43.5)
            .map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_every_page_is_whole_without_script(without_script: Page) -> None:
    for address in PAGES:
        without_script.goto(address)
        assert (
            without_script.locator("h1").count() == 1
            and len(without_script.locator("main").inner_text()) > 100
        ), address


def test_a_place_page_prints_without_menus(phone: Page, tmp_path: Path) -> None:
    phone.goto("/places/coventry-central-library")
    phone.emulate_media(media="print")
    assert not phone.locator(".top .exit").is_visible() and phone.locator("h1").is_visible()
    assert json.dumps(phone.locator("table").first.inner_text())
