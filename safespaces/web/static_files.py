"""Our own stylesheets, scripts and pictures, packed once, under an address that changes with their
content.

A script's own imports are relative, so they stay under the same version: a phone never mixes old
and new modules.
"""

from collections.abc import Callable
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, abort, current_app, url_for
from werkzeug.security import safe_join

from safespaces.web.access import everybody
from safespaces.web.limits import Limit, reading
from safespaces.web.ready_file import ReadyFile, ready_file, send

_VERSION = "version of static files"
_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_LONGEST_NAME = 200  # bytes; a file system refuses longer ones with an error of its own


def add_static_files(app: Flask, folder: Path) -> None:
    """Serve a folder at /static/..., and for good at /static/v-<version>/... ; templates write
    `asset("css/site.css")`.
    """
    version = _version(folder)
    read = _reader(folder)

    @app.get("/static/<path:filename>", endpoint="static")
    @everybody
    @reading(Limit.NONE)
    def plain(filename: str) -> Response:
        return send(read(filename), _ASK_AGAIN)

    @app.get("/static/v-<asked>/<path:filename>", endpoint="versioned")
    @everybody
    @reading(Limit.NONE)
    def versioned(asked: str, filename: str) -> Response:
        return send(read(filename), _FOREVER if asked == version else _ASK_AGAIN)

    app.extensions[_VERSION] = version
    app.jinja_env.globals["asset"] = asset


def asset(filename: str) -> str:
    """The address of a file under static/ that changes with its content."""
    return url_for("versioned", asked=current_app.extensions[_VERSION], filename=filename)


def _reader(folder: Path) -> Callable[[str], ReadyFile]:
    kept: dict[Path, tuple[int, ReadyFile]] = {}

    def read(filename: str) -> ReadyFile:
        joined = safe_join(str(folder), filename)
        is_name = "\0" not in filename and len(filename.encode("utf-8", "replace")) <= _LONGEST_NAME
        path = Path(joined) if joined and is_name else None
        if path is None or not path.is_file():
            abort(404)
        changed = path.stat().st_mtime_ns
        if path not in kept or kept[path][0] != changed:
            kept[path] = (changed, ready_file(path.read_bytes(), _type_of(path)))
        return kept[path][1]

    return read


def _type_of(path: Path) -> str:
    if path.suffix in (".js", ".mjs"):
        # some machines' tables say otherwise, and modules are then refused
        return "text/javascript; charset=utf-8"
    found = guess_type(path.name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


def _version(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
