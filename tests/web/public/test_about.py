import pytest

from safespaces.venues.help_lines import ANSWER_LINES, HELP_LINES
from tests.pages import YOUNG_PEOPLES_PAGES
from tests.web.conftest import Reader, an_app

BANNER = "Demonstration data from public sources: not the council’s register"


@pytest.mark.parametrize(
    "address",
    [*YOUNG_PEOPLES_PAGES, "/places/central-library"],
)
def test_every_page_carries_the_banner_until_it_is_turned_off(reader: Reader, address: str) -> None:
    reader.get(address)
    assert BANNER in reader.answer(address).get_data(as_text=True)
    assert BANNER not in Reader(an_app(demo_banner=False)).answer(address).get_data(as_text=True)


def test_every_help_line_can_be_called_or_texted(reader: Reader) -> None:
    links = {e.attributes["href"] for e in reader.get("/help").all("a", class_="line-link")}
    expected = {f"tel:{line.call}" for line in HELP_LINES if line.call} | {
        f"sms:{line.text}" for line in HELP_LINES if line.text
    }
    assert links == expected and all(link and link[4:].isdigit() for link in links)


def test_numbers_known_from_memory_only_are_not_given() -> None:
    given = {line.call for line in HELP_LINES} | {line.text for line in HELP_LINES}
    assert given.isdisjoint({"116123", "08082000247", "02476788555", "02476832222"})
    assert [line.id for line in ANSWER_LINES] == ["999", "999-silent", "101", "childline", "shout"]


def test_privacy_says_what_the_exit_cannot_hide(reader: Reader) -> None:
    assert "keeps a history of pages" in reader.get("/privacy").words


def test_a_tile_server_is_allowed_and_told_of_when_one_is_set() -> None:
    reader = Reader(
        an_app(tiles="https://{s}.tiles.example/{z}/{x}/{y}.png", tiles_attribution="Example")
    )
    assert "map server" in reader.get("/privacy").words
    assert (
        "img-src 'self' data: https://*.tiles.example;"
        in reader.answer("/").headers["Content-Security-Policy"]
    )


def test_faults_of_security_are_told_to_whom_the_operator_names() -> None:
    assert Reader(an_app()).answer("/.well-known/security.txt").status_code == 404
    told = Reader(
        an_app(security_contact="mailto:security@council.example", site="https://safe.example")
    ).answer("/.well-known/security.txt")
    assert told.status_code == 200 and told.content_type == "text/plain; charset=utf-8"
    assert told.get_data(as_text=True).splitlines() == [
        "Contact: mailto:security@council.example",
        "Expires: 2027-05-23T00:00:00Z",
        "Canonical: https://safe.example/.well-known/security.txt",
        "Preferred-Languages: en",
    ]
