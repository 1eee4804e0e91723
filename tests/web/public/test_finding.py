"""The look-up by form, for phones without script."""

import pytest

from tests.snapshot.build import a_public_venue, a_snapshot
from tests.web.conftest import Reader, an_app
from tests.web.page import Page


def names(page: Page) -> list[str]:
    """The places of an answer, first to last."""
    return page.texts("a", data_slot="name")


def test_the_first_page_has_one_thing_to_do(reader: Reader) -> None:
    page = reader.get("/")
    assert page.texts("h1") == ["Find the nearest Safe Space"]
    form = page.one("form")
    assert form.attributes["action"] == "/nearest" and form.attributes["method"] == "post"
    shown = [each for each in page.all("button", type="submit") if "hidden" not in each.attributes]
    assert [each.text for each in shown] == ["Find the nearest Safe Space"]
    assert (
        page.one("div", data_role="position").attributes.get("hidden", "no") is None
    )  # script shows it
    assert "In danger now? Call 999" in page.words
    assert page.texts("a", data_module="quick-exit") == ["Leave this page"]


def test_the_blank_answer_for_phones_has_the_same_slots_as_a_real_one(reader: Reader) -> None:
    def slots(page: Page, inside: bool) -> set[str]:
        return {
            e.attributes["data-slot"] or ""
            for e in page.elements
            if "data-slot" in e.attributes and ("template" in e.inside) == inside
        }

    blank = slots(reader.get("/"), True)
    assert {
        "heading",
        "when",
        "note",
        "state",
        "name",
        "kind",
        "step_free",
        "age",
        "walk",
        "address",
        "rough",
    } <= blank
    assert slots(reader.ask("Pool Meadow"), False) <= blank


def test_an_answer_has_the_nearest_open_place_first_with_all_that_is_needed(reader: Reader) -> None:
    page = reader.ask("Pool Meadow")
    assert names(page)[:2] == ["Central Library", "Red Cafe"]
    first = page.all("article")[0]
    words = " ".join(first.text.split())
    assert (
        "Open until 19:00" in words
        and "about 4 minutes’ walk, 230 m, west" in words
        and "1 Made-up Street, Coventry, CV1 5FB" in words
    )
    assert (
        "Is this a Safe Space?" in words
        and "leaves this site" in words
        and "Step-free entrance" in words
    )
    assert page.texts("p", data_slot="when") == ["If you set off now, at 11:00, from Pool Meadow"]


def test_what_was_typed_is_still_in_the_box(reader: Reader) -> None:
    page = reader.ask('<b>"x', time="25:99", day="2026-11-26", step_free="1", over_16="1")
    assert page.one("input", id="where").attributes["value"] == '<b>"x'
    assert page.one("input", id="time").attributes["value"] == "25:99"
    assert (
        "checked" in page.one("input", id="step-free").attributes
        and "checked" in page.one("input", id="over-16").attributes
    )
    assert [e.attributes["value"] for e in page.all("option") if "selected" in e.attributes] == [
        "2026-11-26"
    ]
    assert "open" in page.one("details").attributes


def test_every_fault_is_linked_to_its_field_and_said_there(reader: Reader) -> None:
    page = reader.ask("nowhere at all", time="25:99")
    assert [e.attributes["href"] for e in page.all("a", data_slot="problem")] == ["#where", "#time"]
    assert page.one("title").text == "Safe Spaces Coventry"  # nothing to be read over a shoulder
    for field in ("where", "time"):
        box = page.one("input", id=field)
        assert box.attributes["aria-invalid"] == "true" and f"{field}-fault" in (
            box.attributes["aria-describedby"] or ""
        )
    assert "Write it like 21:30" in page.one("span", id="time-fault").text


def test_another_time_can_be_asked_in_the_box_or_by_the_fields(reader: Reader) -> None:
    typed, chosen = (
        reader.ask("Friday 21:30, Pool Meadow"),
        reader.ask("Pool Meadow", day="2026-11-27", time="21:30"),
    )
    for page in (typed, chosen):
        assert page.texts("p", data_slot="when") == [
            "If you set off Friday at 21:30 from Pool Meadow"
        ]
        assert page.texts("h2", id="answer-heading") == ["Nothing open within 30 minutes’ walk"]


def test_a_day_without_a_time_is_that_day_at_this_time_of_day(reader: Reader) -> None:
    assert reader.ask("Pool Meadow", day="2026-11-25").texts("p", data_slot="when") == [
        "If you set off tomorrow at 11:00 from Pool Meadow"
    ]


def test_a_time_that_has_passed_or_is_too_far_off_is_asked_again(reader: Reader) -> None:
    assert "passed" in reader.ask("Pool Meadow", time="08:00").words
    assert "next seven days" in reader.ask("Pool Meadow", day="2027-01-01", time="10:00").words
    assert "not a day" in reader.ask("Pool Meadow", day="someday").words


def test_which_one_is_asked_with_buttons_that_keep_the_rest(reader: Reader) -> None:
    page = reader.ask("Friday 10:00, station", step_free="1")
    buttons = page.all("button", name="where")
    assert {button.text for button in buttons} == {"Town station", "Canley station"}
    hidden = {e.attributes["name"]: e.attributes["value"] for e in page.all("input", type="hidden")}
    assert hidden == {"asked": "Friday 10:00, station", "day": "", "time": "", "step_free": "1"}
    town = next(button.attributes["value"] for button in buttons if button.text == "Town station")
    answer = reader.ask(town or "", **{name or "": value or "" for name, value in hidden.items()})
    assert answer.texts("p", data_slot="when") == [
        "If you set off Friday at 10:00 from Town station"
    ]
    assert names(answer) == ["Central Library"]
    assert answer.one("input", id="where").attributes["value"] == "Friday 10:00, station"


def test_a_slip_in_a_postcode_is_asked_back(reader: Reader) -> None:
    page = reader.ask("CV1 SFB")
    assert page.texts("h2", id="which-heading") == ["Did you mean CV1 5FB?"]


def test_a_rough_place_says_so(reader: Reader) -> None:
    assert reader.ask("CV1 5ZZ").texts("p", data_slot="note") == [
        "We do not know CV1 5ZZ itself. Distances are rough: they are from the middle of CV1 5."
    ]


def test_places_for_over_16s_come_only_when_asked_for(reader: Reader) -> None:
    assert "Old Pub" not in names(reader.ask("Pool Meadow"))
    page = reader.ask("Pool Meadow", over_16="1")
    assert names(page)[0] == "Old Pub" and "16 and over" in page.all("article")[0].text


def test_at_night_the_numbers_come_first_and_nobody_is_shown_the_way_to_a_shut_door(
    at_night: Reader,
) -> None:
    page = at_night.ask("Pool Meadow")
    assert page.texts("h2", id="answer-heading") == ["Nothing open within 30 minutes’ walk"]
    words = page.words
    order = [
        "Help right now",
        "55",
        "101",
        "0800 1111",
        "85258",
        "Stay where there are people and light",
        "Open, but a longer walk",
        "We do not know if these are open",
        "Blue Hub",
        "Next to open",
        "Opens tomorrow at 08:00",
    ]
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    cards = {
        each.attributes["data-state"]: each.text
        for each in page.all("article")
        if "data-state" in each.attributes
    }
    assert "Show me the way" in cards["open"] and "Show me the way" in cards["unknown"]
    assert "Show me the way" not in cards["opens_later"]


def test_a_place_in_france_is_told_how_far_it_is(reader: Reader) -> None:
    page = reader.ask("48.8566, 2.3522")
    assert (
        "We only know places around Coventry. The nearest is 48" in page.words
        and "Call 999" in page.words
    )
    assert names(page) == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\0",
        "x" * 10_000,
        "🙂" * 10_000,
        "\u202egnirts",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "%00%ff",
        "nan, 1e999",
        "952.4, -1.5",
        "ZZ99 9ZZ",
        "25:70 nowhere",
    ],
)
def test_odd_texts_get_advice_and_never_an_empty_page(reader: Reader, typed: str) -> None:
    page = reader.ask(typed)
    assert page.texts("a", data_slot="problem") and page.texts("h1") == [
        "Find the nearest Safe Space"
    ]
    assert not [e for e in page.all("script") if "alert" in e.text]


def test_a_form_with_nothing_of_ours_in_it_gets_advice(reader: Reader) -> None:
    assert "Type a postcode" in reader.ask("").words
    sent = reader.answer(
        "/nearest",
        method="POST",
        data=b"\xff\xfe\x00",
        content_type="application/x-www-form-urlencoded",
    )
    assert sent.status_code == 200
    assert reader.answer("/nearest", method="POST", json={"where": []}).status_code == 200


def test_the_form_has_an_address_of_its_own_that_holds_nothing(reader: Reader) -> None:
    page = reader.get("/nearest?where=Pool+Meadow")
    assert page.one("input", id="where").attributes["value"] == "" and names(page) == []


def test_without_a_snapshot_the_pages_say_so_and_give_numbers() -> None:
    reader = Reader(an_app(None))
    for page in (reader.get("/"), reader.ask("Pool Meadow"), reader.get("/places")):
        assert (
            "The list of Safe Spaces is being prepared" in page.words and "0800 1111" in page.words
        )


def test_an_empty_snapshot_still_gives_an_answer() -> None:
    page = Reader(an_app(a_snapshot())).ask("Pool Meadow")
    assert "Nothing open within 30 minutes’ walk" in page.words and "Call 999" in page.words


def test_venue_texts_are_never_markup() -> None:
    nasty = a_public_venue("Cafe", address='"><img src=x onerror=alert(1)>')
    page = Reader(an_app(a_snapshot(nasty))).ask("Pool Meadow")
    assert page.texts("p", data_slot="address") == [
        '"><img src=x onerror=alert(1)>, CV1 5FB'
    ] and not page.all("img")


@pytest.mark.parametrize(
    ("agent", "begins"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K)",
            "https://www.google.com/maps/dir/?api=1&destination=52.411%2C-1.51&travelmode=walking",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)", "https://maps.apple.com/?daddr=52.411,-1.51"),
        (
            "Mozilla/5.0 (X11; Linux)",
            "https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot",
        ),
    ],
)
def test_the_way_opens_what_the_phone_has(reader: Reader, agent: str, begins: str) -> None:
    page = reader.get(
        "/nearest", method="POST", data={"where": "Pool Meadow"}, headers={"User-Agent": agent}
    )
    way = next(e for e in page.all("a") if e.text == "Show me the way")
    assert (way.attributes["href"] or "").startswith(begins) and "noreferrer" in (
        way.attributes["rel"] or ""
    )


def test_another_maps_app_of_an_android_phone_is_shown_the_place(reader: Reader) -> None:
    agent = {"User-Agent": "Mozilla/5.0 (Linux; Android 10; K)"}
    page = reader.get("/places/central-library", headers=agent)
    (other,) = [each for each in page.all("a") if "another maps app" in each.text]
    assert other.attributes["href"] == "geo:52.411,-1.51?q=52.411,-1.51(Central%20Library)"


@pytest.mark.parametrize("typed", ["help", "someone is following me", "I’m lost"])
def test_words_of_fear_get_numbers_first_and_no_fault(reader: Reader, typed: str) -> None:
    page = reader.ask(typed)
    assert page.texts("h2")[0] == "You can talk to somebody right now"
    assert {"tel:999", "tel:101", "tel:08001111", "sms:85258"} <= {
        e.attributes.get("href") for e in page.all("a")
    }
    assert (
        not page.one("title").text.startswith("Error")
        and page.one("input", id="where").attributes["value"] == typed
    )
    assert [e for e in page.all("a", data_slot="problem") if "template" not in e.inside] == []


def test_a_safe_space_is_found_by_its_own_name(reader: Reader) -> None:
    assert reader.ask("red cafe").texts("p", data_slot="when") == [
        "If you set off now, at 11:00, from Red Cafe"
    ]
    assert "Did you mean Central Library?" in reader.ask("library").words


def test_a_time_in_the_text_is_taken_and_shown(reader: Reader) -> None:
    assert reader.ask("pool meadow at 9").texts("p", data_slot="when") == [
        "If you set off today at 21:00 from Pool Meadow"
    ]
    assert reader.ask("pool meadow tonight").texts("p", data_slot="when") == [
        "If you set off today at 20:00 from Pool Meadow"
    ]
    assert "next seven days" in reader.ask("pool meadow 25/12").words
