"""The scripts that stand in a page itself, because they have to be there before anything else is:
static/js/away.js on every public page, static/js/hold.js where there is a form for a place. The
content policy knows each by its hash.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from markupsafe import Markup

from safespaces.settings import folder

NAMES = ("away", "hold")


@cache
def inline_script(name: str) -> Markup:
    """The script without its comments and indents."""
    source = (folder("static") / "js" / f"{name}.js").read_text(encoding="utf-8")
    lines = (re.sub(r"(^|\s)//.*", "", line).strip() for line in source.splitlines())
    return Markup("\n".join(filter(None, lines)))


@cache
def inline_sources() -> str:
    """What the content policy calls them (CSP Level 3, section 2.3.1)."""
    digests = (sha256(inline_script(name).encode()).digest() for name in NAMES)
    return " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)
