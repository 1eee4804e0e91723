"""The service for another town, from a folder of data files: nothing on any page, file, script or mail is Coventry's."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safespaces.actions.imports.import_csv import UploadedFile, apply_import
from safespaces.actions.imports.import_judging import of_the_service_itself
from safespaces.actions.register.publish import publish
from safespaces.errors import SettingsError
from safespaces.geocoding.gazetteer_files import read_gazetteer, read_town
from safespaces.roles import Role
from safespaces.settings import folder
from safespaces.store.outbox import due_messages
from safespaces.venues.meaning import Choice, Whereabouts
from safespaces.venues.whereabouts import resolve
from tests.web.staff import NOON, Office, an_office
from tests.web.test_mounted import crawled

FILES = {
    "area.toml": 'names = ["sandport"]\naround = ["northshire"]\npostcode_area = "ZZ"\npostcode = "ZZ1 1AA"\nstreet = "Harbour Road"\n'
    'trained_by = "Sandport Youth"\nbanner = "Trial until <May>"\n'
    '[[help_lines]]\nid = "harbour"\ngroup = "talk"\nname = "Harbour Line"\nnumber = "01632 960 001"\ncall = "01632960001"\n'
    'use = "For anyone in Sandport."\nwebsite = "harbour.example"\n',
    "places.csv": "id,name,kind,lat,lon,source\np1,Sandport town centre,neighbourhood,55.0100,-3.0100,made up\n"
    "p2,Quay,neighbourhood,55.0200,-3.0200,made up\n",
    "postcode_sectors.csv": "sector,lat,lon,postcodes,radius_m\nZZ1 1,55.0100,-3.0100,40,700\nZZ1 2,55.0200,-3.0200,40,700\n",
    "streets_and_stops.csv": "kind,name,area,lat,lon,spread_m,stops\nstreet,Harbour Road,Quay,55.0150,-3.0150,120,4\n",
    "towns.csv": "name,lat,lon\nOxford,51.7520,-1.2580\n",
    "areas.geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Quay"},"geometry":{"type":"Polygon",'
    '"coordinates":[[[-3.1,54.9],[-2.9,54.9],[-2.9,55.1],[-3.1,55.1],[-3.1,54.9]]]}}]}',
    "venues.csv": "id,name,status,kind,address,postcode,lat,lon,point_source,safe_hours,source\n"
    "s-1,Sandport Library,listed,library,1 Harbour Road,ZZ1 1AA,55.0101,-3.0101,given,Mo-Su 09:00-20:00; PH off,made up\n",
}
OF_COVENTRY = re.compile(
    r"coventry|\bcov\b|\bCV ?[0-9]|west midlands|warwickshire|foleshill|52\.4|(?<![a-z])-1\.5",
    re.IGNORECASE,
)


@pytest.fixture
def sandport(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(folder("data") / "fear_words.csv", data)
    for name, content in FILES.items():
        (data / name).write_text(content, encoding="utf-8")
    monkeypatch.setenv("SAFESPACES_DATA", str(data))
    office = an_office(str(tmp_path), "https://sandport.example", is_empty=True, area="Sandport")
    sent = UploadedFile((data / "venues.csv").read_bytes(), "venues.csv")
    apply_import(
        office.database, sent, at=NOON, author="test", judging=of_the_service_itself(NOON.date())
    )
    publish(office.database, at=NOON)
    yield office
    office.database.close()


@pytest.mark.parametrize(
    ("role", "least"), [(None, 15), (Role.STAKEHOLDER, 25), (Role.ADMINISTRATOR, 35)]
)
def test_no_page_of_any_role_speaks_of_coventry(
    sandport: Office, role: Role | None, least: int
) -> None:
    client = sandport.as_(role).client
    pages = crawled(sandport, client, root="")
    assert len(pages) >= least
    for page in pages:
        answer = client.get(page)
        told = (
            answer.data.decode("utf-8", "replace")
            if "pdf" not in answer.headers["Content-Type"]
            else ""
        )
        assert not (found := OF_COVENTRY.search(told)), (
            page,
            told[max(0, found.start() - 100) : found.end() + 50],
        )


@pytest.mark.parametrize("typed", ["zzzz", "nowhere road", "999,999", "", "CV1 5FB", "x" * 200])
def test_no_advice_speaks_of_it(sandport: Office, typed: str) -> None:
    told = sandport.as_(None).post("/nearest", where=typed).text
    assert not OF_COVENTRY.search(told.replace("CV1 5FB", ""))
    assert "for example ZZ1 1AA or Harbour Road" in told or typed == "CV1 5FB"


def test_its_own_banner_and_help_lines_stand_beside_the_country_s(sandport: Office) -> None:
    client = sandport.as_(None).client
    for page in ("/", "/help", "/places", "/kept/place"):
        assert "Trial until &lt;May&gt;" in client.get(page).get_data(as_text=True)
    told = client.get("/help").get_data(as_text=True)
    assert told.index("tel:08001111") < told.index("tel:01632960001") < told.index("tel:111")
    assert 'href="https://harbour.example"' in told and "Harbour Line" in told


@pytest.mark.parametrize(
    "line",
    [
        'id = "x"',
        'id = "x"\ngroup = "nobody"\nname = "X"\nnumber = "1"\nuse = "X"\ncall = "1"',
        'id = "x"\ngroup = "talk"\nname = "X"\nnumber = "1"\nuse = "X"',
        'id = "x"\ngroup = "talk"\nname = "X"\nnumber = "1"\nuse = "X"\ncall = "0800 1111"',
        'id = "x"\ngroup = "talk"\nname = "X"\nnumber = "1"\nuse = "X"\ncall = "1"\nletters = "1"',
        'id = "x"\ngroup = 7\nname = "X"\nnumber = "1"\nuse = "X"\ncall = "1"',
    ],
)
def test_a_help_line_that_nobody_could_ring_stops_the_start(tmp_path: Path, line: str) -> None:
    (tmp_path / "area.toml").write_text(f"[[help_lines]]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"area\.toml"):
        read_town(tmp_path)


def test_no_script_and_no_mail_speaks_of_it(sandport: Office) -> None:
    for path in (folder("static") / "js").glob("*.js"):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not OF_COVENTRY.search(code), path.name
    sandport.as_(Role.OFFICER)
    with sandport.database.reading() as session:
        mails = [
            f"{each.message.subject}\n{each.message.body}"
            for each in due_messages(session, NOON, 100)
        ]
    assert mails and not [mail for mail in mails if OF_COVENTRY.search(mail)]


@pytest.mark.parametrize(
    "typed",
    [
        "Harbour Road, Sandport",
        "sandport harbour rd",
        "12 harbour road, northshire",
        "Harbour Road, ZZ1",
    ],
)
def test_its_own_name_and_postcodes_stand_beside_a_place(sandport: Office, typed: str) -> None:
    found = resolve(typed, read_gazetteer(), lambda _: None)
    assert isinstance(found, Whereabouts) and found.label == "Harbour Road"


def test_its_name_alone_is_its_middle_and_coventry_is_no_word_of_it(sandport: Office) -> None:
    middle, other = (
        resolve(typed, read_gazetteer(), lambda _: None)
        for typed in ("Sandport", "Harbour Road, Coventry")
    )
    assert (
        isinstance(middle, Whereabouts)
        and middle.label == "Sandport town centre"
        and isinstance(other, Choice)
    )
