"""The script modules that a page will need, named in its head so that they come side by side
instead of one after the other.

On a weak signal each step of a chain of imports costs a round trip, and a look-up that is sent
before the last has come leaves the phone.
"""

import re
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath

from flask import Flask

_IMPORT = re.compile(
    r"""^(?:import|export)\s[^'"]*from\s+['"](\.\.?/[\w/-]+\.js)['"]""", re.MULTILINE
)


def add_preloads(app: Flask, folder: Path) -> None:
    """Templates write `modules("public/finder-form.js")` for that module and all that it imports,
    as file names under static/.
    """

    @cache
    def modules(first: str) -> list[str]:
        found: list[str] = []
        waiting = [first]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.append(name)
                source = (folder / "js" / name).read_text(encoding="utf-8")
                waiting += [
                    normpath(join(dirname(name), theirs)) for theirs in _IMPORT.findall(source)
                ]
        return [f"js/{name}" for name in found]

    app.jinja_env.globals["modules"] = modules
