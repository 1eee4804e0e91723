"""Every page there is, with something on it, with faults, and half done: for tests that look at all of them."""

import re

from werkzeug.test import TestResponse

from safespaces.actions.coverage.demand import shipped_layers
from safespaces.roles import Role
from tests.pages import PUBLIC_PAGES, STAFF_PAGES
from tests.web.conftest import Reader, an_app
from tests.web.partners import CAFE, a_partner, fill_in, link_in_mail
from tests.web.partners import PAGES as JOIN_PAGES
from tests.web.staff import Office, Visitor

PAGES = (*PUBLIC_PAGES, "/places/central-library", "/places/blue-hub", "/nowhere")
COUNCIL_PAGES = (
    *(page for page in STAFF_PAGES if not page.startswith(("/partner", "/inspect"))),
    "/officer/venues/id-red-cafe",
    "/places/red-cafe/report",
    "/officer/venues/id-red-cafe/pack",
    "/check/never1s",
)
DEEDS = ("close", "pause", "list", "withdraw", "check", "training", "field", "invite", "letter")
ASKED = ("Pool Meadow", "Friday 23:30, Pool Meadow", "station", "zzzz", '"><b>', "48.85, 2.35")


def every_page(office: Office, **settings: str) -> dict[str, TestResponse]:
    """By what each shows. `settings` are those of the public pages, which are of a made-up town."""
    public = Reader(an_app(**settings))
    pages = {address: public.answer(address) for address in PAGES}
    pages |= {
        f"/nearest {typed}": public.answer(
            "/nearest", method="POST", data={"where": typed, "time": "21:30"}
        )
        for typed in ASKED
    }
    pages |= {
        f"/map {typed}": public.answer("/map", method="POST", data={"where": typed, "kind": "cafe"})
        for typed in ASKED
    }
    pages["/ without a snapshot"] = Reader(an_app(None, **settings)).answer("/")
    admin = office.as_(Role.ADMINISTRATOR)
    pages |= {address: admin.client.get(address) for address in COUNCIL_PAGES}
    pages |= coverage_pages(office)
    cook, client = a_partner(office), office.app.test_client()
    base, change = (
        fill_in(client),
        cook.post(f"{CAFE}/change").headers["Location"].rpartition("/")[0],
    )
    pages |= {page: client.get(f"{base}/{page}") for page in (*JOIN_PAGES, "check", "later")}
    pages |= {
        f"{page} with faults": client.post(f"{base}/{page}")
        for page in JOIN_PAGES
        if page != "said"
    }
    cook.post(f"{change}/place", **{**JOIN_PAGES["place"], "name": "Redder"})
    cook.post(f"{change}/check")
    pages |= {
        address: cook.client.get(address)
        for address in ("/partner", "/partner/list", CAFE, f"{change}/check", f"{change}/pin")
    }
    pages["a change to decide"] = admin.client.get(change.replace("/partner", "/officer"))
    client.post(f"{base}/check", data={"agreed": "1"})
    confirm = link_in_mail(office, "/join/confirm/")
    pages |= {
        "one more step": client.get(f"{base}/sent"),
        "confirm": client.get(confirm),
        "confirmed": client.post(confirm),
    }
    cook.post("/partner/people", email="waiter@red.example")
    pages |= {
        "colleague": client.get(link_in_mail(office, "/join/colleague/")),
        "the queue with something in it": admin.client.get("/officer/queue"),
    }
    pages["a closing code"] = admin.post("/officer/venues/id-red-cafe/closing-link")
    pages["a fault"] = admin.post("/officer/venues/id-red-cafe/status", reason="")
    pages |= pages_of_many(admin)
    inspector = office.as_(Role.INSPECTOR)
    pages |= {
        "visits": inspector.client.get("/inspect"),
        "a visit": inspector.client.get("/inspect/id-red-cafe"),
        "a visit with faults": inspector.post("/inspect/id-red-cafe", passed="no"),
    }
    pages["sign in"] = office.app.test_client().get("/sign-in")
    broken = {page: answer.status for page, answer in pages.items() if answer.status_code >= 500}
    assert broken.keys() <= {"/ without a snapshot"}, broken
    return pages


def pages_of_many(admin: Visitor) -> dict[str, TestResponse]:
    """Each deed for many venues: what it asks, its plan, and one that is done and undone."""
    cafe, pages = "id-red-cafe", {}
    for deed in DEEDS:
        pages[f"many: {deed}"] = admin.post("/officer/many", deed=deed, id=cafe)
        pages[f"many: {deed} with faults"] = admin.post("/officer/many/plan", deed=deed, ids=cafe)
    plan = admin.post("/officer/many/plan", deed="pause", ids=cafe, reason="a test")
    kept = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]*)"', plan.get_data(as_text=True)))
    done = admin.post("/officer/many/do", **kept).headers["Location"]
    pages |= {
        "many: a plan": plan,
        "many: done": admin.client.get(done),
        "many: undone": admin.post(f"{done}/undo"),
        "many: sheets": admin.post("/officer/many/packs", id=cafe),
    }
    fields = {"contact_name": "Test", "contact_email": "contact@red.example"}
    admin.post(f"/officer/venues/{cafe}/contacts", may_write="1", **fields)
    admin.post("/officer/templates", deed="ask", words="a note")
    pages["a venue with a contact"] = admin.client.get(f"/officer/venues/{cafe}")
    pages["templates"] = admin.client.get("/officer/templates")
    return pages


def coverage_pages(office: Office) -> dict[str, TestResponse]:
    """The group's pages, with a candidate and two what-ifs, and with faults."""
    member = office.as_(Role.STAKEHOLDER)
    given = {
        "name": "New Cafe",
        "kind": "cafe",
        "where": "52.41, -1.507",
        "words": "Near the school",
    }
    candidate = member.post("/coverage/candidates", **given).headers["Location"]
    member.post(f"{candidate}/stage", stage="refused", reason="Too small")
    one, two = (
        member.post("/coverage/what-if", name=name).headers["Location"] for name in ("One", "Two")
    )
    member.post(f"{one}/add", seen="1", deed="hours", whom="kind:cafe", day="2", shuts="22:00")
    layer = shipped_layers()["home"]
    numbers = "\n".join(f"{point.code}\t{point.count}" for point in layer.points)
    need = {"name": "One", "kind": "count", "source": "a test", "numbers": numbers}
    weight = member.post("/coverage/needs", **need).headers["Location"]
    by_need = f"/coverage/next?n=2&need={weight.rpartition('/')[2]}"
    side = "/coverage/what-if/compare?a={}&b={}".format(
        *(each.rpartition("/")[2] for each in (one, two))
    )
    every_place = member.client.get("/coverage/places").get_data(as_text=True)
    a_place = re.findall(r"/coverage/places/[a-z0-9-]+", every_place.partition("<tbody>")[2])[0]
    looked = ("/coverage?hour=12", "/coverage?whom=centre&week=2026-12-25", "/coverage/areas", "/coverage/places", a_place, "/coverage/candidates", "/coverage/next?n=2",
              "/coverage/what-if", "/coverage/use", "/coverage/sheet", "/coverage/difference?hour=12&then_hour=3", candidate, one, side, "/coverage/needs", weight, by_need)  # fmt: skip
    found = {address: member.client.get(address) for address in looked}
    faulty = {
        "/coverage/candidates": {},
        f"{candidate}/stage": {"stage": "agreed"},
        "/coverage/what-if": {},
        f"{one}/add": {"deed": "hours"},
        "/coverage/needs": {"numbers": "Foleshill 1,234"},
    }
    return found | {
        f"{address} with faults": member.post(address, **fields)
        for address, fields in faulty.items()
    }
