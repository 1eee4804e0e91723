"""Signing in and out: an address, a link with a button, a second factor."""

from urllib.parse import quote, urlsplit

import segno
from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from safespaces.actions.people.account import end_one_session, sessions_for
from safespaces.actions.people.second_factor import begin_app, confirm_app, give_code
from safespaces.actions.people.sign_in import (
    Asker,
    ask_for_link,
    is_good_link,
    sign_in,
    sign_out,
    work_as,
)
from safespaces.errors import BadInput, TooManyTries
from safespaces.language import gettext as _
from safespaces.people.second_factor import address_for_app
from safespaces.roles import Role
from safespaces.web.access import everybody, only, signing_in
from safespaces.web.dependencies import dependencies
from safespaces.web.mounted import rooted
from safespaces.web.signed_in import (
    forget,
    give_session,
    known_browser,
    remember,
    signed_in_user,
)
from safespaces.web.visitor import network

sign = Blueprint("sign", __name__)

_LONGEST_PATH = 500


_HOME = {
    Role.PARTNER: "partner.home",
    Role.STAKEHOLDER: "coverage.home",
    Role.INSPECTOR: "inspector.home",
    Role.OFFICER: "officer.home",
    Role.ADMINISTRATOR: "officer.home",
}


def home_of(role: Role) -> str:
    """Where somebody of a role begins; their account, where only a newer version knows the role."""
    return url_for(_HOME.get(role, "sign.account"))


@sign.get("/sign-in")
@everybody
def ask() -> str:
    """A box for an address."""
    return render_template(
        "account/sign_in.html",
        then=safe_path(request.args.get("then", "")),
        late=request.args.get("late") == "1",
        typed="",
        fault="",
    )


@sign.post("/sign-in")
@everybody
def send() -> str | tuple[str, int]:
    """Send a link. The page says the same whether somebody has that address or not."""
    deps, typed, then = (
        dependencies(),
        request.form.get("email", ""),
        safe_path(request.form.get("then", "")),
    )
    try:
        ask_for_link(
            deps.database,
            email=typed,
            at=deps.clock(),
            site=deps.settings.address,
            then=then,
            asker=Asker(network(), known_browser()),
        )
    except (BadInput, TooManyTries) as error:
        status = 429 if isinstance(error, TooManyTries) else 400
        return render_template(
            "account/sign_in.html", then=then, late=False, typed=typed[:300], fault=str(error)
        ), status
    return render_template("account/sent.html", typed=typed.strip())


@sign.get("/sign-in/<token>")
@everybody
def look(token: str) -> str:
    """A button: mail scanners open links, and press nothing."""
    deps = dependencies()
    good = is_good_link(deps.database, token, at=deps.clock())
    return render_template(
        "account/link.html", good=good, then=safe_path(request.args.get("then", ""))
    )


@sign.post("/sign-in/<token>")
@everybody
def use(token: str) -> Response | str:
    """Use the link up."""
    deps, now = dependencies(), dependencies().clock()
    try:
        done = sign_in(
            deps.database,
            token=token,
            device=device_of(request.user_agent.string),
            at=now,
            browser=known_browser(),
        )
    except BadInput:
        return render_template("account/link.html", good=False, then="")
    response = redirect(
        rooted(safe_path(request.form.get("then", ""))) or home_of(done.who.person.role), 303
    )
    remember(response, done, now)
    return response


@sign.route("/sign-in/code", methods=["GET", "POST"])
@signing_in
def code() -> Response | str | tuple[str, int]:
    """A code of the authenticator app, or first its setting up."""
    who, then = signed_in_user(), safe_path(request.values.get("then", ""))
    again = request.values.get("again") == "1"
    if who.is_full and not (again and who.person.has_second_factor):
        return redirect(rooted(then) or home_of(who.person.role), 303)
    if not who.person.has_second_factor:
        return redirect(f"{url_for('sign.app_set_up')}?then={quote(then)}", 303)
    if request.method == "GET":
        return render_template("account/code.html", fault="", then=then, again=again)
    deps, now = dependencies(), dependencies().clock()
    try:
        renewed = give_code(deps.database, who, request.form.get("code", ""), at=now)
    except (BadInput, TooManyTries) as error:
        page = render_template("account/code.html", fault=str(error), then=then, again=again)
        return page, 429 if isinstance(error, TooManyTries) else 400
    response = redirect(rooted(then) or home_of(who.person.role), 303)
    give_session(response, renewed.cookie, renewed.ends_at, now)
    return response


@sign.route("/sign-in/app", methods=["GET", "POST"])
@signing_in
def app_set_up() -> Response | str | tuple[str, int]:
    """Set up an authenticator app; its recovery codes are shown this once."""
    who, deps, then = signed_in_user(), dependencies(), safe_path(request.values.get("then", ""))
    if who.person.has_second_factor:
        return redirect(f"{url_for('sign.code')}?then={quote(then)}", 303)
    fault, status = "", 200
    if request.method == "POST":
        try:
            now = deps.clock()
            codes, renewed = confirm_app(deps.database, who, request.form.get("code", ""), at=now)
            g.new_cookie = renewed.cookie
            home = rooted(then) or home_of(who.person.role)
            page = make_response(render_template("account/recovery.html", codes=codes, home=home))
            give_session(page, renewed.cookie, renewed.ends_at, now)
            return page
        except (BadInput, TooManyTries) as error:
            fault, status = str(error), 429 if isinstance(error, TooManyTries) else 400
    secret = begin_app(deps.database, who)
    picture = segno.make(address_for_app(secret, who.person.email, deps.settings.area)).svg_inline(
        scale=4, omitsize=True, svgclass="qr"
    )
    return render_template(
        "account/app.html", secret=secret, picture=Markup(picture), fault=fault, then=then
    ), status


@sign.post("/sign-out")
@signing_in
def out() -> Response:
    """End the session that asks."""
    sign_out(dependencies().database, signed_in_user(), at=dependencies().clock())
    response = redirect(url_for("sign.ask"), 303)
    forget(response)
    return response


@sign.get("/account")
@only(*Role)
def account() -> str:
    """Where somebody is signed in."""
    who = signed_in_user()
    return render_template(
        "account/account.html",
        who=who,
        sessions=sessions_for(dependencies().database, who.person.id, at=dependencies().clock()),
    )


@sign.post("/account/role")
@only(*Role)
def change_role() -> Response:
    """Work as another of one's own roles, and begin where it begins."""
    deps, who = dependencies(), signed_in_user()
    return redirect(
        home_of(work_as(deps.database, who, request.form.get("role", ""), at=deps.clock())), 303
    )


@sign.post("/account/end/<session_id>")
@only(*Role)
def end(session_id: str) -> Response:
    """End one of one's own sessions."""
    who = signed_in_user()
    end_one_session(
        dependencies().database,
        session_id,
        of=who.person.id,
        by=who.person.email,
        at=dependencies().clock(),
    )
    return redirect(
        url_for("sign.account") if session_id != who.session_id else url_for("sign.ask"), 303
    )


def safe_path(text: str) -> str:
    """A path of our own to go on to, "" for anything else: a link must not lead from our sign-in to
    another site.
    """
    parts = (
        urlsplit(text)
        if text.startswith("/")
        and "\\" not in text
        and not text.startswith("//")
        and text.isprintable()
        else None
    )
    if not parts or parts.netloc or parts.scheme or len(text) > _LONGEST_PATH:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def device_of(user_agent: str) -> str:
    """A browser and a system in words, "Chrome on Android"; nothing finer is kept."""
    browsers = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    browser = next((name for sign_of, name in browsers if sign_of in user_agent), "A browser")
    system = next((name for sign_of, name in systems if sign_of in user_agent), _("some device"))
    return _("%(browser)s on %(system)s", browser=browser, system=system)
