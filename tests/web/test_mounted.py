"""The service under a path of its own: every address on every page of every role begins with it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from safespaces.actions.register.publish import publish
from safespaces.demo.fill import entries, fill_demo
from safespaces.roles import Role
from safespaces.store.database import Database
from tests.web.page import page_of
from tests.web.staff import NOON, Office, an_office

ROOT = "/safe-spaces"
SITE = f"https://council.example{ROOT}"
ADDRESSES = ("href", "src", "action", "formaction", "data-href", "content")
STARTS = (
    "/",
    "/places",
    "/map",
    "/check",
    "/join",
    "/nowhere",
    "/account",
    "/officer",
    "/officer/queue",
    "/officer/import",
    "/coverage",
    "/partner",
)
MOST_OF_ONE_VIEW = 2  # pages of one view that are looked at


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The service under a path, with everything that a demonstration has."""
    office = an_office(str(tmp_path_factory.mktemp("mounted")), SITE)
    fill_demo(office.database, at=NOON, site=SITE)
    publish(office.database, at=NOON)
    yield office
    office.database.close()


def addresses(html: str) -> set[str]:
    """Every address of our own on a page."""
    found = (
        each.attributes.get(name) or "" for each in page_of(html).elements for name in ADDRESSES
    )
    return {
        address for address in found if address.startswith("/") and not address.startswith("//")
    }


def crawled(office: Office, client: FlaskClient, root: str = ROOT) -> dict[str, set[str]]:
    """The addresses on every page that links lead to, by page."""
    rules = office.app.url_map.bind("council.example")
    waiting, visited, pages = (
        [f"{root}{start}" for start in STARTS],
        dict[str, int](),
        dict[str, set[str]](),
    )
    while waiting:
        address = waiting.pop()
        path = address.partition("?")[0].partition("#")[0]
        view = (
            str(rules.match(path.removeprefix(root))[0])
            if rules.test(path.removeprefix(root), "GET")
            else "nothing"
        )
        if (
            address in pages
            or visited.get(view, 0) >= MOST_OF_ONE_VIEW
            or view in ("static", "versioned")
        ):
            continue
        visited[view] = visited.get(view, 0) + 1
        answer = client.get(address)
        assert answer.status_code < 500, address
        where_to = answer.headers.get("Location", "")
        pages[address] = (
            {where_to}
            if where_to
            else addresses(answer.text)
            if "html" in answer.headers["Content-Type"]
            else set()
        )
        waiting += [each for each in pages[address] if each.startswith(root or "/")]
    return pages


@pytest.mark.parametrize(
    ("role", "least"),
    [(None, 12), (Role.PARTNER, 20), (Role.STAKEHOLDER, 30), (Role.ADMINISTRATOR, 60)],
)
def test_no_page_of_any_role_has_an_address_outside(
    mounted: Office, role: Role | None, least: int
) -> None:
    email = "partner@demo.example" if role is Role.PARTNER else ""
    pages = crawled(mounted, mounted.as_(role, email=email).client)
    assert len(pages) >= least, sorted(pages)
    outside = {
        page: kept
        for page, its in pages.items()
        if (kept := {each for each in its if not each.startswith(f"{ROOT}/")})
    }
    assert not outside


@pytest.mark.parametrize("path", ["/places", f"{ROOT}/places"])
def test_a_proxy_may_leave_the_path_on_or_take_it_off(mounted: Office, path: str) -> None:
    answer = mounted.app.test_client().get(path)
    assert (
        answer.status_code == 200
        and f'href="{ROOT}/places' in answer.text
        and f'data-root="{ROOT}"' in answer.text
    )


def test_the_path_alone_is_the_first_page(mounted: Office) -> None:
    assert "Find the nearest Safe Space" in mounted.app.test_client().get(ROOT).text


def test_a_path_that_only_begins_alike_is_nothing_of_ours(mounted: Office) -> None:
    assert mounted.app.test_client().get(f"{ROOT}-old/places").status_code == 404


def test_signing_in_leads_back_under_the_path_and_its_cookie_stays_there(mounted: Office) -> None:
    client = mounted.app.test_client()
    asked = client.get(f"{ROOT}/officer/venues?status=listed")
    assert asked.headers["Location"].startswith(f"{ROOT}/sign-in?then=/officer/venues")
    token = mounted_link(mounted.database).rpartition("/")[2].partition("?")[0]
    done = client.post(f"{ROOT}/sign-in/{token}", data={"then": "/coverage?hour=3"})
    assert (
        done.headers["Location"] == f"{ROOT}/coverage?hour=3"
        and f"Path={ROOT}" in done.headers["Set-Cookie"]
    )


def mounted_link(database: Database) -> str:
    """A link that signs somebody in, as it is mailed."""
    link = next(
        entry.link
        for entry in entries(database, at=NOON, site=SITE)
        if entry.role is Role.STAKEHOLDER
    )
    assert link.startswith(f"{SITE}/sign-in/")
    return link


def test_files_for_programs_name_whole_addresses(mounted: Office) -> None:
    client = mounted.app.test_client()
    answer = client.get(
        f"{ROOT}/api/v1/nearest?lat=52.4101&lon=-1.5049", base_url="https://council.example"
    ).get_json()
    assert answer["results"] and all(
        each["url"].startswith(f"{SITE}/places/") for each in answer["results"]
    )
    script = re.search(rf'"({ROOT}/map/draw-[^"]+)"', client.get(f"{ROOT}/map").text)
    assert script and f"{ROOT}/directory.json" in client.get(script[1]).text


def test_no_template_and_no_view_writes_an_address_out() -> None:
    repository = Path(__file__).parents[2]
    written = re.compile(r"""(?:href|action|src)="/[a-z]|redirect\(f?"/""")
    files = [*repository.glob("templates/**/*.html"), *repository.glob("safespaces/web/**/*.py")]
    assert [
        str(path.relative_to(repository))
        for path in files
        if written.search(path.read_text(encoding="utf-8"))
    ] == []
