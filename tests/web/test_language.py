"""No sentence is outside the catalogue: in the pseudo-language every one of them has its accents."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from safespaces.dates import long_date, moment_text, weekday_and_date
from safespaces.errors import SettingsError
from safespaces.language import ENGLISH, PSEUDO, gettext, ngettext, use
from safespaces.roles import Role
from safespaces.settings import settings_from
from safespaces.store.outbox import due_messages
from tests.catalogue import PHONE, POT, phone, pot
from tests.house.source_files import ROOT
from tests.web.conftest import Reader, an_app
from tests.web.every_page import every_page
from tests.web.staff import Office, an_office

SAID = {"aria-label", "title", "placeholder", "alt", "data-one", "data-many", "data-none", "data-usual", "data-open", "data-far", "data-now", "data-later",
        "data-title", "data-label"}  # fmt: skip
NOT_SAID = {"script", "style", "code", "text"}
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "rect", "line", "use"}
# A word that went through the catalogue has an accent on one of these letters at least.
PLAIN = re.compile(r"(?<![\w.-])(?=[A-Za-z]*[aeiouycnszAEIOUYCNSZ])[A-Za-z]{3,}(?!\w)")
# What the made-up people wrote, and what the records of the council say: of a language of its own.
WRITTEN = (
    "Red Cafe", "Redder", "Blue Hub", "Late Cafe", "Old Pub", "Central Library", "Pool Meadow", "Canley station", "Town station", "Middle",
    "Top End", "Lost", "Red Ltd", "Blue Trust", "B. Lue", "New Cafe", "Made-up Street", "Made-up Trainers (of the council)", "Made-up Trainers",
    "Test", "One", "Two", "Too small", "Near the school", "a test", "a note", "test", "first", "suggested by", "second factor set up",
    "signed in", "invited", "as administrator", "PH off",
)  # fmt: skip
UNTRANSLATED = re.compile(
    r"\S+@\S+|localhost/\S+|https?://\S+|\S+\.(?:example|org\.uk|org)\S*|\{[a-z]+\}|Contains [^.]*? (?:20\d\d|v3\.0)|Outlines converted by Martin Chorley \(UK-GeoJSON\), CC BY 4\.0|\b(?:CSV|GeoJSON|PDF|KML|Excel)\b"
)


def data_of_the_town() -> set[str]:
    """The names in the tables of the town: places, areas, wards."""
    found = {"Coventry"}
    for file in (ROOT / "data").glob("*.csv"):
        for row in csv.reader(file.read_text(encoding="utf-8").splitlines()):
            found |= {cell for cell in row if cell[:1].isupper() and len(cell) < 60}
    return {name for name in found if name not in WORDS_OF_OURS}


WORDS_OF_OURS = {
    "Name",
    "Kind",
    "Address",
    "Library",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
}


class Said(HTMLParser):
    """Everything that a page says, to eyes and to ears."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in SAID and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not NOT_SAID & set(self.open):
            self.texts.append(" ".join(data.split()))


def said(html: str) -> list[str]:
    parser = Said()
    parser.feed(html)
    return [text for text in parser.texts if text]


@pytest.fixture
def abroad(tmp_path: Path) -> Iterator[Office]:
    made = an_office(str(tmp_path), language=PSEUDO)
    yield made
    made.database.close()
    use(ENGLISH)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    use(language)
    try:
        yield
    finally:
        use(ENGLISH)


@pytest.mark.long
def test_every_sentence_of_every_page_is_in_the_catalogue(
    abroad: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a drawn code of letters alone would pass for a word
    monkeypatch.setattr("safespaces.people.tokens._ALPHABET", "23456789")
    names = sorted({*data_of_the_town(), *WRITTEN}, key=len, reverse=True)
    data = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    outside: dict[str, str] = {}
    pages = every_page(abroad, language=PSEUDO)
    for name, answer in pages.items():
        for text in said(answer.get_data(as_text=True)):
            if PLAIN.search(UNTRANSLATED.sub("", data.sub("", text))):
                outside.setdefault(text, name)
    assert outside == {} and len(pages) > 80


def test_a_sentence_outside_the_catalogue_would_be_found() -> None:
    assert PLAIN.search("Closed") and PLAIN.search("Šàfé and sound")
    assert not PLAIN.search("Šàfé Špàçé ~~~~~ 24/7 km")
    assert said('<p aria-label="one">two<script>three</script></p>') == ["one", "two"]


def test_templates_look_up_nothing_but_sentences_of_their_own() -> None:
    """What `_` returns counts as markup there: of what somebody wrote it would make a way in. Kept words are `|said`."""
    for file in (ROOT / "templates").rglob("*.html"):
        found = re.findall(
            r"(?<![\w.])n?(?:_|gettext)\((?![\"'])[^)]*", file.read_text(encoding="utf-8")
        )
        assert found == [], file


def test_the_catalogue_and_the_phones_sentences_are_those_of_the_code() -> None:
    """If not: python -m tests.catalogue"""
    assert POT.read_text(encoding="utf-8") == pot()
    assert PHONE.read_text(encoding="utf-8") == phone()


def test_the_phone_is_given_its_sentences_in_another_language_only() -> None:
    abroad, here = (Reader(an_app(language=code)).answer("/").text for code in (PSEUDO, ENGLISH))
    (kept,) = re.findall(r'<script type="application/json" data-sentences>(.*?)</script>', abroad)
    words = json.loads(kept)
    assert words["Open day and night"].startswith("Õpéñ dàý àñd ñîght")
    plural = words["about %(minutes)s minute’s walk, %(distance)s, %(compass)s"]
    assert set(plural) == {"one", "other"} and "%(minutes)s" in plural["one"]
    assert "data-sentences" not in here and 'lang="en-GB"' in here and 'lang="en-XA"' in abroad


def test_a_mail_is_written_in_the_language_of_the_service(abroad: Office) -> None:
    abroad.as_(Role.ADMINISTRATOR).post("/officer/people", email="new@a.example", role="officer")
    with abroad.database.reading() as session:
        mails = [each.message for each in due_messages(session, abroad.now[0], 5)]
    (mail,) = [each for each in mails if each.recipient == "new@a.example"]
    assert not PLAIN.search(mail.subject)
    assert (
        not PLAIN.search(UNTRANSLATED.sub("", mail.body))
        and "http://localhost/sign-in" in mail.body
    )


def test_a_language_without_a_catalogue_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match=r"SAFESPACES_LANGUAGE.*'xx'.*Use en"):
        settings_from({"SAFESPACES_LANGUAGE": "xx"})
    assert settings_from({"SAFESPACES_LANGUAGE": PSEUDO}).language == PSEUDO


def test_dates_are_in_the_language_that_is_spoken() -> None:
    on = date(2026, 11, 4)
    assert (long_date(on), weekday_and_date(on)) == ("4 November 2026", "Wednesday 4 November")
    assert moment_text(datetime(2026, 11, 4, 9, 5, tzinfo=UTC)) == "04 November 2026, 09:05"
    with spoken(PSEUDO):
        assert long_date(on).startswith("4 Ñõvémbér 2026")


def test_values_and_tags_are_left_alone_and_a_plural_is_chosen() -> None:
    with spoken(PSEUDO):
        assert gettext("Call %(name)s", name="Ann").startswith("Çàll Ann")
        assert gettext("<b>Go</b> {time}").startswith("<b>Gõ</b> {time}")
        assert ngettext("%(n)s place", "%(n)s places", 2, n=2).startswith("2 plàçéš")
    assert gettext("Call %(name)s", name="Ann") == "Call Ann" and gettext("40 %") == "40 %"
    assert ngettext("%(n)s place", "%(n)s places", 1, n=1) == "1 place" and gettext("") == ""
