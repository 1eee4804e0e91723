"""A partner's list of branches as a file: read like any other, shown row by row, sent as forms of
their own.
"""

import base64

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from safespaces.actions.submissions.branch_list import (
    AGES,
    plan_list,
    send_list,
    whole_and_not,
)
from safespaces.actions.submissions.branches_together import begun_branches
from safespaces.actions.submissions.partner_sending import now_in
from safespaces.errors import BadField, BadInput, NoNameColumn
from safespaces.intake.report import gathered
from safespaces.language import gettext as _
from safespaces.venues.categories import KINDS
from safespaces.web.access import takes_file
from safespaces.web.dependencies import dependencies
from safespaces.web.forms.wizard import is_outside
from safespaces.web.partner.home import acting_partner

partner_list = Blueprint("partner_list", __name__, url_prefix="/partner/list")

LARGEST_LIST = 128 * 1024  # bytes; a chain's branches in one city
_ROOM = 4 * LARGEST_LIST  # the page sends it back percent-encoded


@partner_list.get("")
def ask() -> str:
    """A box for the file, and what it should look like."""
    return _page()


@partner_list.post("")
@takes_file(_ROOM)
def read() -> Response | str | tuple[str, int]:
    """What the file would send; or, once that was looked at, sending it."""
    content, is_looked_at = _sent()
    kind = request.form.get("kind_for_all", "")
    said = (f"kind:={kind}",) if kind in KINDS else ()
    try:
        if not content or len(content) > LARGEST_LIST:
            raise BadInput(
                _("Choose a file first.")
                if not content
                else _(
                    "The list may have %(largest_list)s kB. Cut it into smaller ones.",
                    largest_list=LARGEST_LIST // 1024,
                )
            )
        if not is_looked_at:
            return _plan_page(content, said)
        _send(content, said)
    except NoNameColumn:
        return (
            _page(
                fault=(
                    _(
                        "The first line of the file has to name the columns, one of them name:"
                        " name,kind,address,postcode,safe_hours."
                    )
                )
            ),
            400,
        )
    except BadField as error:
        return _plan_page(content, said, fault=str(error), fault_of_agreed=str(error)), 400
    except BadInput as error:
        return _page(fault=str(error)), 400
    return redirect(url_for("partner_together.branches" if _begun() else "partner.home"), 303)


def _send(content: bytes, said: tuple[str, ...]) -> None:
    deps, sent = dependencies(), request.form
    send_list(
        deps.database,
        acting_partner(),
        content,
        is_outside,
        said,
        now=now_in(deps.settings.zone, deps.clock(), deps.settings.address),
        agreed=sent.get("agreed") == "1",
        ages=sent.get("ages_for_all", ""),
    )


def _begun() -> int:
    """How many branches wait to be completed."""
    return len(begun_branches(dependencies().database, acting_partner(), lambda _values: None))


def _plan_page(content: bytes, said: tuple[str, ...], **more: object) -> str:
    plan = plan_list(dependencies().database, acting_partner(), content, said)
    return _page(
        plan=plan,
        parts=whole_and_not(plan, is_outside),
        kept=base64.b64encode(content).decode(),
        warnings=gathered(plan.warnings),
        **more,
    )


def _page(**more: object) -> str:
    shown = {
        "plan": None,
        "fault": "",
        "fault_of_agreed": "",
        "kinds": KINDS,
        "ages": AGES,
        "kind_for_all": request.form.get("kind_for_all", ""),
    }
    return render_template("partner/list.html", **(shown | more))


def _sent() -> tuple[bytes, bool]:
    """The file's bytes, from the file or from the page that showed it: a workbook's are no text, so
    the page keeps them in base 64.
    """
    if "kept" in request.form:
        try:
            return base64.b64decode(request.form["kept"], validate=True), True
        except ValueError:
            return b"", True
    file = request.files.get("file")
    return (file.read() if file else b""), False
