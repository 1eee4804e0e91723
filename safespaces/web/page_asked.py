"""Which page of a long list an address or a form asks for."""

import re

from flask import request


def page_asked() -> int:
    """Its number; 1 where none is said, or none that is one."""
    asked = request.values.get("page", "1")
    return int(asked) if re.fullmatch(r"[0-9]{1,6}", asked) else 1
