"""What a phone keeps: alike for everybody, nothing of anybody, and new whenever a page or a script of ours is."""

import json

import pytest

from tests.web.conftest import Reader, an_app


def keeping(reader: Reader) -> dict:
    script = reader.answer("/service-worker.js").text
    return json.loads(script.split("const KEPT = ", 1)[1].split(";\n", 1)[0])


def test_everything_that_is_to_be_kept_is_there_and_may_be_kept(reader: Reader) -> None:
    kept = keeping(reader)
    addresses = [*kept["pages"].values(), kept["place"], *kept["files"], *kept["lists"]]
    assert len(addresses) > 15
    for address in addresses:
        answer = reader.answer(address)
        assert answer.status_code == 200, address
        assert "no-store" not in answer.headers["Cache-Control"], address
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address


def test_no_page_behind_sign_in_and_no_place_is_kept(reader: Reader) -> None:
    kept = keeping(reader)
    assert set(kept["pages"]) == {
        "/", "/help", "/map", "/places", "/what-is-a-safe-space", "/what-this-phone-keeps",
    }  # fmt: skip
    assert kept["place"] == "/kept/place" and kept["places"] == "/places/"
    assert not [each for each in kept["lists"] if "api" in each]


def test_the_postcodes_are_those_of_the_area_for_everybody(reader: Reader) -> None:
    codes = [each for each in keeping(reader)["lists"] if each.startswith("/postcodes/")]
    assert codes == sorted(codes) and 0 < len(codes) <= 12


@pytest.mark.parametrize("exit_url", ["https://weather.example/", "https://news.example/"])
def test_the_version_changes_with_what_the_pages_say(reader: Reader, exit_url: str) -> None:
    other = an_app(exit_url=exit_url).test_client().get("/service-worker.js")
    mine = reader.answer("/service-worker.js")
    assert other.text != mine.text and mine.text == reader.answer("/service-worker.js").text


def test_the_kept_map_page_has_no_list_of_its_own(reader: Reader) -> None:
    assert reader.get("/map/without-list").all("article")[1:] == []
    assert len(reader.get("/map").all("article")) > 1
