"""The one script that stands in a page itself: it holds what is typed until the modules have come
(static/js/hold.js). The content policy knows it by its hash.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256

from markupsafe import Markup

from safespaces.settings import folder


@cache
def hold_script() -> Markup:
    """The script without its comments and indents."""
    source = (folder("static") / "js" / "hold.js").read_text(encoding="utf-8")
    lines = (re.sub(r"(^|\s)//.*", "", line).strip() for line in source.splitlines())
    return Markup("\n".join(filter(None, lines)))


@cache
def hold_source() -> str:
    """What the content policy calls it (CSP Level 3, section 2.3.1)."""
    digest = sha256(hold_script().encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"
