"""The nearest Safe Spaces for other systems.

Our own pages never call it: here a person's place stands in an address.
"""

import json
import re
from functools import lru_cache
from urllib.parse import parse_qsl

from flask import Blueprint, Response, abort, request

from safespaces.errors import BadInput
from safespaces.geo.point import Point, point_from_text
from safespaces.hours.iso_time import minute_from_iso
from safespaces.snapshot.finder import ANYTHING, Found, Wanted
from safespaces.snapshot.nearest_json import encoded
from safespaces.snapshot.sections import FAR_AWAY_M
from safespaces.venues.meaning import Advice, Choice, Distress
from safespaces.venues.whereabouts import resolve
from safespaces.web.answer_words import wordings
from safespaces.web.dependencies import Dependencies, dependencies
from safespaces.web.headers import NO_STORE
from safespaces.web.help_json import HELP
from safespaces.web.snapshots import Published

api = Blueprint("api", __name__)

Parameters = dict[str, str]

MOST_RESULTS = 50
_USUAL_RESULTS = 5
# anything that may stand for something else, and anything odd
_CODED = re.compile(rb"[^A-Za-z0-9=&.:_-]")
_FILTERS = {"step_free", "over_16", "no_steps"}
_MOST_FIELDS = 100
_END = b'],"help":' + encoded(HELP) + b"}"


@api.get("/api/v1/nearest")
def nearest() -> Response:
    """Parameters lat and lon (degrees), or q (postcode or name); at (ISO 8601, now when absent),
    limit, step_free, over_16, no_steps.
    """
    deps, sent = dependencies(), _sent(request.query_string)
    published = deps.snapshots.current() or abort(503)
    point, note = _where(deps, sent)
    found = published.finder.nearest(
        point, _at(deps, sent.get("at", "")), _limit(sent.get("limit", "")), _wanted(sent)
    )
    notes = " ".join(filter(None, (note, _far(deps, published, point, found))))
    return _json_response(_body(deps, published, found, notes))


def _sent(query: bytes) -> Parameters:
    """The parameters; of one that is given twice the first counts.

    (The parser behind request.args takes several times as long.)
    """
    if query.count(b"&") >= _MOST_FIELDS:
        raise BadInput(f"There are more than {_MOST_FIELDS} parameters.")
    if not _CODED.search(
        query
    ):  # most callers send numbers and plain times: nothing in them has to be decoded
        return dict(
            part.partition("=")[::2] for part in reversed(query.decode("ascii").split("&")) if part
        )
    return dict(reversed(parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)))


def _where(deps: Dependencies, sent: Parameters) -> tuple[Point, str]:
    if "lat" in sent or "lon" in sent:
        return point_from_text(sent.get("lat", ""), sent.get("lon", "")), ""
    if "q" not in sent:
        raise BadInput(
            "Say where: lat and lon in decimal degrees, or q with a postcode or the name of a"
            " place."
        )
    meant = resolve(sent["q"], deps.gazetteer(), deps.postcode_files.point, deps.streets.corner)
    if isinstance(meant, Advice):
        raise BadInput(meant.message)
    if isinstance(meant, Distress):
        raise BadInput(
            "q has words of fear, not a place. Show the help lines first, then ask for a place."
        )
    if isinstance(meant, Choice):
        choices = [{"label": option.label, "q": option.text} for option in meant.options]
        abort(
            _json_response(
                encoded({"error": meant.question, "choices": choices, "help": HELP}), 400
            )
        )
    return meant.point, meant.note


def _at(deps: Dependencies, text: str) -> int:
    now = deps.now()
    return minute_from_iso(text, now, deps.settings.zone) if text else now


def _limit(text: str) -> int:
    if not text:
        return _USUAL_RESULTS
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_RESULTS:
        raise BadInput(f"limit has to be a whole number from 1 to {MOST_RESULTS}.")
    return int(text)


def _wanted(sent: Parameters) -> Wanted:
    if not sent.keys() & _FILTERS:
        return ANYTHING
    return Wanted(
        step_free=_switch(sent, "step_free"),
        over_16=_switch(sent, "over_16"),
        no_steps=_switch(sent, "no_steps"),
    )


def _switch(sent: Parameters, name: str) -> bool:
    text = sent.get(name, "0")
    if text not in ("0", "1"):
        raise BadInput(f"{name} has to be 0 or 1.")
    return text == "1"


def _far(deps: Dependencies, published: Published, point: Point, found: list[Found]) -> str:
    if any(each.distance_m <= FAR_AWAY_M for each in found):
        return ""
    nearest_m = published.finder.nearest_m(point)
    if nearest_m is None or nearest_m <= FAR_AWAY_M:
        return ""
    return wordings(deps.settings.area).far.replace("{km}", str((nearest_m + 500) // 1000))


def _body(deps: Dependencies, published: Published, found: list[Found], note: str) -> bytes:
    zone, fragments = deps.settings.zone, published.fragments
    site = _site(deps.settings.address)
    results = b",".join([fragments.result(each, site, zone) for each in found])
    said = b',"note":' + encoded(note) if note else b""
    return b"".join(
        (
            b'{"snapshot":"',
            published.snapshot.number.encode(),
            b'"',
            said,
            b',"results":[',
            results,
            _END,
        )
    )


@lru_cache(maxsize=4)
def _site(address: str) -> bytes:
    """The site's address as the inside of a JSON text."""
    return json.dumps(address)[1:-1].encode()


def _json_response(body: bytes, status: int = 200) -> Response:
    return Response(body, status, {"Cache-Control": NO_STORE}, content_type="application/json")
