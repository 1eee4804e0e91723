"""A page as a reader's browser sees it: tags in order, checked against the rules that every page of ours keeps."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from safespaces.web.inline import NAMES, inline_script

_VOID = {"meta", "link", "input", "br", "img", "hr"}


@dataclass
class Element:
    """One start tag, the tags it stands in, and the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """Parse with `page_of`."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(each.tag for each in self._open))
        assert len(element.attributes) == len(attrs), f"an attribute stands twice in {attrs}"
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, (
            f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}"
        )
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """The elements of a tag outside <template> with the given attributes (class_ for class)."""
        pairs = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag
            and "template" not in each.inside
            and all(each.attributes.get(name) == value for name, value in pairs.items())
        ]

    def one(self, tag: str, **wanted: str) -> Element:
        """The only such element."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} of {tag} {wanted}"
        return found[0]

    def texts(self, tag: str, **wanted: str) -> list[str]:
        """Their texts, spaces made single."""
        return [" ".join(each.text.split()) for each in self.all(tag, **wanted)]

    @property
    def words(self) -> str:
        """Everything to read in the main part."""
        return " ".join(self.one("main").text.split())


def page_of(html: str) -> Page:
    """Parse a page; fails on tags that do not pair."""
    page = Page()
    page.feed(html)
    page.close()
    assert not page._open
    return page


def keep_the_house_rules(page: Page, is_public: bool = True) -> None:
    """What holds on every page."""
    html, heading, title = (
        page.one("html"),
        page.one("h1"),
        next(each for each in page.all("title") if "svg" not in each.inside),
    )
    assert html.attributes["lang"] in ("en-GB", "en-XA")
    # pages for young people say no more in a tab than the service's name
    named = title.text.removeprefix("Error: ").startswith(" ".join(heading.text.split()))
    assert (
        named or re.fullmatch(r"Safe Spaces \w+", title.text) or "en-XA" in html.attributes["lang"]
    )
    ids = [
        each.attributes["id"]
        for each in page.elements
        if "id" in each.attributes and "template" not in each.inside
    ]  # a template is a tree of its own
    assert len(ids) == len(set(ids)), "an id stands twice"
    _nothing_inline(page)
    _fields_have_labels(page)
    if not is_public:
        return
    exits = page.all("a", data_module="quick-exit")
    assert len(exits) == 1 and "noreferrer" in (exits[0].attributes["rel"] or "")
    assert any(each.attributes.get("href") == "tel:999" for each in page.all("a")), "999 is missing"


def _nothing_inline(page: Page) -> None:
    for each in page.elements:
        assert not [name for name in each.attributes if name.startswith("on") or name == "style"], (
            each
        )
        assert each.tag != "style" and (
            each.tag != "script"
            or (each.attributes.get("src") and not each.text.strip())
            or each.text in map(inline_script, NAMES)  # by its hash in the policy
        ), each
        address = each.attributes.get("href") or each.attributes.get("src") or ""
        assert not address.lower().startswith(("javascript:", "data:")), each
        if each.tag in ("script", "link", "img", "form") and not each.text.startswith("(function"):
            its = address or each.attributes.get("action") or ""
            assert its.startswith("/"), f"loads from elsewhere: {its}"


def _fields_have_labels(page: Page) -> None:
    labelled = {each.attributes.get("for") for each in page.elements if each.tag == "label"}
    ids = {each.attributes.get("id") for each in page.elements}
    for each in page.elements:
        if each.tag in ("input", "select", "textarea") and each.attributes.get("type") != "hidden":
            assert each.attributes.get("id") in labelled, each
        for name in (each.attributes.get("aria-describedby") or "").split() + (
            each.attributes.get("aria-labelledby") or ""
        ).split():
            assert name in ids, f"{name} is pointed at and missing"
