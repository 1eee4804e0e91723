"""Every route as every role: forms as the pages show them with values nobody would fill in, and requests that no page makes."""

import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import count
from urllib.parse import quote

from werkzeug.test import TestResponse

from safespaces.roles import Role
from safespaces.store.partners import put_person_with
from safespaces.store.people import person_with_email
from tests.fuzz.mutate import ODD_TEXTS, Mutator
from tests.fuzz.readers import BOOKS, FILES, HOURS, TYPED
from tests.pages import PUBLIC_PAGES
from tests.web.partners import CAFE, a_partner, fill_in
from tests.web.staff import Visitor, an_office

GAPS = (
    "id-red-cafe",
    "red-cafe",
    "1",
    "2",
    "0",
    "-1",
    "99999999999999999999",
    "x",
    "check",
    "place",
    "pin",
    "CV1",
    "never1s",
)
HEADERS = ("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "Origin", "Host", "Cookie", "X-Forwarded-For",
           "X-Forwarded-Host", "Forwarded", "User-Agent", "Referer", "Content-Type", "Content-Length", "Transfer-Encoding", "Authorization",
           "X-Request-ID", "Sec-Fetch-Site", "Save-Data", "Expect", "X-HTTP-Method-Override")  # fmt: skip
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND")
LARGEST = 512 * 1024
_ENDS_A_SESSION = re.compile("/sign-out|/end|/take-app-away|/role|/account/app|/people")
_LOOKED_AFTER = 25  # cases


@dataclass
class Form:
    """A form of a page: where it goes, and its boxes with what they hold."""

    action: str
    method: str
    boxes: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(has.get("action", ""), has.get("method", "get").upper()))
        elif self.found and tag in ("input", "button", "textarea", "select") and has.get("name"):
            form = self.found[-1]
            if has.get("type") == "file":
                form.files.add(has["name"])
            else:
                form.boxes.setdefault(has["name"], has.get("value", ""))
            self._select = has["name"] if tag == "select" else ""
        elif tag == "option" and self._select and not self.found[-1].boxes[self._select]:
            self.found[-1].boxes[self._select] = has.get("value", "")


def forms_of(html: str) -> list[Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(html)
    return reader.found


class Service:
    """A register of its own with somebody of each role; made anew now and then, for limits of a day count everybody's."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.office = an_office(self._folder.name)
        self.routes = [
            rule for rule in self.office.app.url_map.iter_rules() if rule.endpoint != "static"
        ]
        self.roles = (
            None,
            Role.OFFICER,
            Role.ADMINISTRATOR,
            Role.STAKEHOLDER,
            Role.PARTNER,
            Role.INSPECTOR,
        )
        self.visitors = [self._visitor(role) for role in self.roles]
        self.forms = [self._forms(visitor) for visitor in self.visitors]
        self._network, self._numbers = 0, count()

    def _visitor(self, role: Role | None) -> Visitor:
        return a_partner(self.office) if role is Role.PARTNER else self.office.as_(role)

    def _another(self, role: Role | None) -> Visitor:
        """Somebody new of a role; of a partner, for the same places."""
        email = f"{role}{next(self._numbers)}@council.example"
        visitor = self.office.as_(role, email=email)
        if role is Role.PARTNER:
            with self.office.database.writing() as session:
                person = person_with_email(session, email)
                assert person is not None
                put_person_with(session, "o-red", person.id)
        return visitor

    def _look_after(self, which: int) -> None:
        """Who has signed out, or was taken out, comes again: closed doors alone would be tried."""
        if (
            self.visitors[which].cookie
            and self.visitors[which].client.get("/account").status_code != 200
        ):
            self.visitors[which] = self._another(self.roles[which])
            self.forms[which] = self._forms(self.visitors[which])

    def _forms(self, visitor: Visitor) -> list[Form]:
        """The forms that somebody sees, one page deep."""
        pages = [*PUBLIC_PAGES, "/officer/venues/id-red-cafe", CAFE, f"{CAFE}/change"]
        pages += [
            _filled(rule.rule, lambda: "id-red-cafe")
            for rule in self.routes
            if "GET" in (rule.methods or ())
        ]
        if not visitor.cookie:
            base = fill_in(visitor.client)
            pages += [
                f"{base}/{page}"
                for page in ("place", "hours", "pin", "has", "said", "check", "later")
            ]
        found = {}
        for page in dict.fromkeys(pages):
            answer = visitor.client.get(page)
            if answer.mimetype == "text/html":
                for form in forms_of(answer.get_data(as_text=True)):
                    form.action = form.action or page
                    found[form.action, *form.boxes] = form
        return list(found.values())

    def one_case(self, given: Mutator) -> tuple[str, Callable[[], TestResponse]]:
        """What is asked, and how."""
        dice = given.dice
        which = dice.randrange(len(self.visitors))
        self._network = (self._network + 1) % 2**24
        network = f"10.{self._network >> 16}.{self._network >> 8 & 255}.{self._network & 255}"
        if self._network % _LOOKED_AFTER == 0:
            self._look_after(which)
        if self.forms[which] and dice.random() < 0.6:
            asked = self._as_a_form(given, dice.choice(self.forms[which]))
        else:
            asked = self._as_nobody_asks(given)
        path, options = asked
        if _ENDS_A_SESSION.search(path) and dice.random() < 0.9:
            path = "/account"
        headers = {
            dice.choice(HEADERS): _header(given) for _ in range(dice.choice((0, 0, 0, 1, 2)))
        }
        client = self.visitors[which].client
        said = f"{options.get('method')} {path!r} as {which} {options.get('data')!r:.300} {headers!r:.200}"
        return said, lambda: client.open(
            path, headers=headers, environ_overrides={"REMOTE_ADDR": network}, **options
        )  # type: ignore[arg-type]

    def _as_a_form(self, given: Mutator, form: Form) -> tuple[str, dict[str, object]]:
        dice = given.dice
        sent: dict[str, object] = dict(form.boxes)
        for name in dice.sample(list(sent), min(len(sent), dice.choice((0, 1, 1, 2, 5)))):
            if name == "form_token" and dice.random() < 0.9:
                continue
            sent[name] = given.text(str(sent[name]), *TYPED, *HOURS)
        if dice.random() < 0.1 and sent:
            sent.pop(dice.choice(list(sent)))
        for name in form.files:
            content = given.bytes(*(BOOKS if dice.random() < 0.03 else FILES))
            sent[name] = (io.BytesIO(content), given.text("places.csv"))
        path = form.action.partition("#")[0]
        if form.method == "GET":
            return path.partition("?")[0], {
                "method": "GET",
                "query_string": {k: str(v) for k, v in sent.items()},
            }
        return path, {"method": "POST", "data": sent}

    def _as_nobody_asks(self, given: Mutator) -> tuple[str, dict[str, object]]:
        dice = given.dice
        path = _filled(dice.choice(self.routes).rule, lambda: quote(given.text(*GAPS), safe="/"))
        names = (
            "where",
            "at",
            "lat",
            "lon",
            "q",
            "limit",
            "page",
            "hour",
            "week",
            "whom",
            "kind",
            "then",
            "a",
            "b",
            "n",
            "day",
            "time",
            "open",
            "id",
        )
        query = {
            dice.choice(names): given.text(*TYPED, *HOURS, *GAPS)
            for _ in range(dice.choice((0, 1, 2, 4)))
        }
        options: dict[str, object] = {
            "method": dice.choice(METHODS if dice.random() < 0.3 else METHODS[:2])
        }
        options["query_string"] = (
            query
            if dice.random() < 0.8
            else quote(
                given.bytes(b"where=CV1+5FB&at=2026-11-24T21:30", b"%ff=%c3&&&=;a[]=1")[:4_000],
                safe="=&;+%",
            )
        )
        if options["method"] not in ("GET", "HEAD"):
            options["data"] = given.bytes(b"where=CV1+5FB&day=&time=21%3A30", b'{"where": "CV1 5FB"}', b"--x\r\nContent-Disposition: form-data; name=\"file\"; "
                                          b"filename=\"a.csv\"\r\n\r\nname\n\r\n--x--")[:LARGEST]  # fmt: skip
            options["content_type"] = dice.choice(("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x",
                                                   "multipart/form-data", "text/plain; charset=x", ""))  # fmt: skip
        return path, options

    def end(self) -> None:
        """Close what it opened."""
        self.office.database.close()
        self._folder.cleanup()


def _filled(rule: str, gap: Callable[[], str]) -> str:
    path = re.sub(r"<[^>]+>", lambda _: gap(), rule)
    return "/" + path.lstrip("/")


def _header(given: Mutator) -> str:
    text = given.text(
        "gzip, br",
        "bytes=0-10",
        "https://evil.example",
        "*",
        'W/"a"',
        "en-GB;q=0.5",
        *ODD_TEXTS[:20],
    )
    return (
        text.replace("\r", "")
        .replace("\n", "")
        .encode("utf-8", "replace")
        .decode("latin-1")[:2_000]
    )  # the client refuses what no server gets
