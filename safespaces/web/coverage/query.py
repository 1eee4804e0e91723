"""The query of a request to the coverage pages, and the way back to them after a form."""

from collections.abc import Iterable, Mapping

from flask import redirect, request
from werkzeug.wrappers import Response

from safespaces.actions.coverage.reader import CoverageReader
from safespaces.actions.coverage.shown import ShownCoverage, shown_coverage
from safespaces.coverage import query as queries
from safespaces.coverage.bands import Band
from safespaces.coverage.candidate import ASSUMED, USUAL_HOURS
from safespaces.coverage.query import CoverageQuery
from safespaces.coverage.reach import Coverage
from safespaces.coverage.week import Week
from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.snapshot.snapshot import Snapshot
from safespaces.web.dependencies import dependencies
from safespaces.web.wall_clock import today


def coverage_query() -> CoverageQuery:
    """What the request's address asks for.

    Raises BadInput; a form with a bad address goes on with the usual query instead.
    """
    try:
        return _asked()
    except BadInput:
        if request.method == "GET":
            raise
        return _asked({})


def _asked(sent: Mapping[str, str] | None = None) -> CoverageQuery:
    deps = dependencies()
    published = deps.snapshots.current()
    snapshot = published.snapshot if published else Snapshot("none", deps.clock(), ())
    asked = request.args if sent is None else sent
    return queries.coverage_query(asked, reader().demand(), snapshot, today(), deps.settings.zone)


def other_hour(query: CoverageQuery) -> CoverageQuery:
    """The second hour that the address names, with everything else as in the first. Raises
    BadInput.
    """
    names = {"then_day": "day", "then_hour": "hour", "then_week": "other"}
    sent = {new: request.args[old] for old, new in names.items() if request.args.get(old, "")}
    first = {
        "day": str(query.hour // 24),
        "hour": str(query.hour % 24),
        "walk": str(query.limit),
        "age": str(query.age),
        "whom": query.layer.key,
        "week": query.week_said,
        "places": query.which,
    }
    zone = dependencies().settings.zone
    asked = {**first, **sent}
    return queries.coverage_query(asked, query.demand, query.snapshot, today(), zone)


def reader() -> CoverageReader:
    """What this request's coverage is worked out from."""
    return dependencies().coverage


def present_coverage(query: CoverageQuery) -> Coverage:
    """The coverage of the present list."""
    return reader().of_list(query)


def shown(query: CoverageQuery) -> ShownCoverage:
    """What the request's address names: the present list or a what-if. Raises NotFound."""
    return shown_coverage(reader(), query, request.args.get("scenario", ""))


def present_list(query: CoverageQuery) -> ShownCoverage:
    """The present list, whatever what-if the address names."""
    return shown_coverage(reader(), query, "")


def weeks_to_choose(query: CoverageQuery) -> list[Week]:
    """The special weeks that are offered."""
    return queries.weeks_to_choose(query.demand, today())


def chosen_band(query: CoverageQuery) -> Band:
    """The band of the address. Raises BadInput."""
    return queries.band_with_key(request.args.get("band", ""), query, present_coverage(query))


def assumed_hours() -> str:
    """The hours of the address for candidates whose own are not known. Raises BadInput."""
    text = request.args.get("assumed", USUAL_HOURS)
    if text not in ASSUMED:
        raise BadInput(_("Choose from the list what to use where hours are not known."))
    return text


def written(names: Iterable[str]) -> str:
    """What somebody wrote in a form whose page is gone, so that it is not lost with it."""
    said = [request.form[name] for name in names if request.form.get(name, "").strip()]
    return _("What you wrote: %(said)s", said=" / ".join(said)) if said else ""


def back_to(path: str) -> Response:
    """A redirect to a page after a form, at the same hour; at the usual one where the address asked
    for what there is not.
    """
    query = request.query_string.decode("ascii", "replace")
    try:
        _asked()
    except BadInput:
        query = ""
    return redirect(f"{path}?{query}" if query else path, 303)
