"""Who made the background map.

Tile servers hand out their credit line as HTML; only its text and its web links are kept.
"""

from html import escape
from html.parser import HTMLParser


def safe_credit(text: str) -> str:
    """The credit line as HTML that holds text and links to https pages, and nothing else."""
    reader = _Credit()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts) + "</a>" * reader.is_open


class _Credit(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.is_open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and not self.is_open and address.startswith("https://"):
            self.parts.append(f'<a href="{escape(address)}" rel="noreferrer">')
            self.is_open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.is_open:
            self.parts.append("</a>")
            self.is_open = False

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))
