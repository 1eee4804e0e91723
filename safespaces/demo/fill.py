"""A demonstration of everything behind sign-in: made-up partners and places, called so, in every
state, made with everybody's verbs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from safespaces.actions.coverage.candidates import all_candidates, say, set_stage
from safespaces.actions.coverage.demand import HOME, shipped_layers
from safespaces.actions.coverage.needs import set_need
from safespaces.actions.coverage.scenarios import begin_scenario
from safespaces.actions.operations.send_messages import send_messages
from safespaces.actions.people.invite import invite
from safespaces.actions.people.sign_in import link_for
from safespaces.actions.register.find_duplicates import find_duplicates
from safespaces.actions.register.reporting import report
from safespaces.actions.register.venue_records import (
    count_use,
    keep_training,
    keep_visit,
    new_visit,
)
from safespaces.actions.register.verifying import Check, verify
from safespaces.actions.submissions.deciding import (
    Decider,
    accept_change,
    ask_for_more,
    decline,
    list_new,
)
from safespaces.actions.submissions.deciding import item as item_of
from safespaces.actions.submissions.joining import begin_form, confirm_form, keep_in_form, send_form
from safespaces.actions.submissions.partner_sending import now_in, send_own
from safespaces.actions.submissions.partner_work import Actor, begin_change, begin_new, keep_in_own
from safespaces.coverage.candidate import USUAL_HOURS
from safespaces.coverage.need import RATE
from safespaces.coverage.what_if import Change
from safespaces.errors import BadInput
from safespaces.moderation.submission import Contact, Submission
from safespaces.moderation.verification import CHECKLIST
from safespaces.people.second_factor import new_recovery_codes, new_secret
from safespaces.people.tokens import digest_of
from safespaces.roles import Role
from safespaces.store.database import Database
from safespaces.store.demonstration import mark_as_demonstration
from safespaces.store.outbox import due_messages
from safespaces.store.partners import partner_of
from safespaces.store.people import (
    all_people,
    person_with_email,
    set_recovery_codes,
    set_second_factor,
)
from safespaces.store.venues import all_venues

_OFFICER = "officer@demo.example"
_ALL = tuple(CHECKLIST)
_MOST_MAILS = 500
_PEOPLE = {
    role: f"{role}@demo.example"
    for role in (Role.PARTNER, Role.STAKEHOLDER, Role.OFFICER, Role.ADMINISTRATOR)
}
_PLACES: tuple[
    tuple[str, str, str, str, str], ...
] = (  # name, kind, latitude, longitude, safe hours
    ("Made-up Cafe", "cafe", "52.4079", "-1.5105", "Mo-Sa 08:00-20:00; PH off"),
    ("Made-up Youth Club", "youth_club", "52.4212", "-1.4918", "Mo-Fr 15:00-21:30; PH off"),
    ("Made-up Burger Bar", "fast_food", "52.4101", "-1.5049", "Mo-Su 10:00-02:00; PH 10:00-22:00"),
    ("Made-up Family Hub", "family_hub", "52.4290", "-1.5301", "Mo-Fr 09:00-17:00; PH off"),
    ("Made-up Cinema", "cinema", "52.4065", "-1.5135", "Mo-Su 11:00-23:30; PH 11:00-23:30"),
    ("Made-up Food Hub", "food_hub", "52.3921", "-1.5210", "Tu,Th 10:00-15:00; PH off"),
)
_TALK = (  # shipped candidates, what is said of them, and the words
    (
        "Foleshill Community Centre",
        "comment",
        "Made up: near two schools, and open in the evening.",
    ),
    ("Foleshill Community Centre", "next_step", "Made up: ask who has the keys on Fridays."),
    (
        "Cheylesmore Community Centre",
        "comment",
        "Made up: the nearest Safe Space is half an hour away.",
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """How somebody gets in: a link that signs them in once, and the code that is asked for
    afterwards ("" where none is).
    """

    role: Role
    link: str
    code: str


def fill_demo(database: Database, *, at: datetime, site: str) -> None:
    """Fill a register with what a demonstration needs, once.

    Raises BadInput where people sign in already: it might be a real one.
    """
    with database.reading() as session:
        known = {person.email for person in all_people(session)}
        if known >= set(_PEOPLE.values()):
            return
        before = {venue.id for venue in all_venues(session)}
    if known:
        raise BadInput(
            "People sign in to this register already, so it is not filled with made-up records."
            " Choose another database."
        )
    for role in (Role.STAKEHOLDER, Role.OFFICER, Role.ADMINISTRATOR):
        invite(
            database,
            email=_PEOPLE[role],
            name=f"Demonstration {role}",
            role=role,
            by="demonstration",
            at=at,
            site=site,
        )
    sent = [
        _sent_by_form(database, place, number, at, site) for number, place in enumerate(_PLACES)
    ]
    demo = _Demo(database, at, site, sent)
    demo.decide()
    demo.keep_records()
    demo.for_the_group()
    with database.writing() as session:
        mark_as_demonstration(session, {venue.id for venue in all_venues(session)} - before)
    find_duplicates(database, at=at)
    send_messages(database, lambda _: None, at=at)  # nobody is there to read them


def entries(database: Database, *, at: datetime, site: str) -> list[Entry]:
    """A new way in for each role of the demonstration."""
    found = []
    for role, email in _PEOPLE.items():
        code = ""
        with database.writing() as session:
            person = person_with_email(session, email)
            if person and role.needs_second_factor:
                code = new_recovery_codes()[0]
                set_second_factor(session, person.id, new_secret(), 0)
                set_recovery_codes(session, person.id, [digest_of(code)])
        if person:
            found.append(Entry(role, link_for(database, person.id, at=at, site=site), code))
    return found


def _sent_by_form(
    database: Database, place: tuple[str, str, str, str, str], number: int, at: datetime, site: str
) -> Submission:
    name, kind, lat, lon, hours = place
    made_at = at - timedelta(days=20 - number)
    values = {
        "name": name,
        "kind": kind,
        "address": f"{number + 1} Made-up Street, Coventry",
        "lat": lat,
        "lon": lon,
        "safe_hours": hours,
        "kit": "charger seats first_aid",
        "access": "step_free",
        "minimum_age": "",
    }
    email = _PEOPLE[Role.PARTNER] if number == 0 else f"partner{number}@demo.example"
    contact = Contact(f"{name} Ltd (made up)", "Demonstration contact", email, "024 7600 0000")
    token = begin_form(database, at=made_at)
    keep_in_form(database, token, values=values, contact=contact, at=made_at)
    send_form(database, token, agreed=True, at=made_at, site=site)
    with database.reading() as session:
        mail = next(
            each.message
            for each in reversed(due_messages(session, at, _MOST_MAILS))
            if each.message.recipient == email
        )
    return confirm_form(
        database, mail.body.partition("/join/confirm/")[2].split()[0], at=made_at, site=site
    )


@dataclass(frozen=True, slots=True)
class _Demo:
    database: Database
    at: datetime
    site: str
    sent: list[Submission]

    def _decider(self, sent: Submission) -> Decider:
        return Decider(
            _OFFICER, self.at, item_of(self.database, sent.id).submission.version, self.site
        )

    def _checked(self, number: int, days_left: int) -> str:
        """Check a place so that its check counts for so many days from now."""
        on, last_day = (
            self.at.date() - timedelta(days=30),
            self.at.date() + timedelta(days=days_left),
        )
        venue_id = self.sent[number].venue_id
        check = Check(on, "visit", _ALL, last_day)
        verify(
            self.database, venue_id, check, by=_OFFICER, at=self.at - timedelta(days=30), today=on
        )
        return venue_id

    def decide(self) -> None:
        """Two listed, one running out, one asked about, one declined, one waiting; a change that
        waits, one half accepted.
        """
        today = self.at.date()
        for number, days_left in ((0, 330), (1, 9), (2, 200)):
            self._checked(number, days_left)
            listed = self.sent[number]
            list_new(self.database, listed.id, words="", decider=self._decider(listed), today=today)
        ask_for_more(
            self.database,
            self.sent[3].id,
            words="Who is trained on Fridays?",
            decider=self._decider(self.sent[3]),
        )
        decline(
            self.database,
            self.sent[5].id,
            reason="open to members only",
            decider=self._decider(self.sent[5]),
            today=today,
        )
        self._change(
            0, {"safe_hours": "Mo-Sa 08:00-22:00; PH off", "website": "https://cafe.example"}
        )
        done = self._change(2, {"phone": "024 7600 0001", "kit": "charger seats first_aid food"})
        accept_change(
            self.database,
            done.id,
            ["kit"],
            words="The number is not answered.",
            decider=self._decider(done),
        )
        partner = self._actor(0)
        begun = begin_new(self.database, partner, at=self.at)
        keep_in_own(
            self.database, partner, begun.id, {"name": "Made-up Bakery", "kind": "shop"}, at=self.at
        )

    def for_the_group(self) -> None:
        """Two candidates that were talked about, and two what-ifs to lay side by side."""
        by, at = _PEOPLE[Role.STAKEHOLDER], self.at
        found = {each.candidate.name: each.candidate.id for each in all_candidates(self.database)}
        for name, what, words in _TALK:
            if name in found:
                say(self.database, found[name], what=what, words=words, by=by, at=at)
        if first := found.get(_TALK[0][0]):
            set_stage(
                self.database, first, "asked", words="", email="", by=by, at=at, site=self.site
            )
        late = Change("hours", "kind:library", tuple(range(5)), None, 20 * 60)
        begin_scenario(self.database, "Libraries open until 20:00", by=by, at=at, changes=(late,))
        added = tuple(
            Change("add", f"candidate:{found[name]}", hours=USUAL_HOURS)
            for name in dict.fromkeys(row[0] for row in _TALK)
            if name in found
        )
        begin_scenario(self.database, "Two community centres join", by=by, at=at, changes=added)
        self._need_by_deprivation(by)

    def _need_by_deprivation(self, by: str) -> None:
        layer = shipped_layers().get(HOME)
        tenths = layer.points if layer else ()
        lines = [f"{each.code}\t{11 - each.decile}" for each in tenths if each.decile]
        if layer and lines and len(lines) == len(tenths):
            set_need(
                self.database,
                layer,
                name="The more deprived count more",
                kind=RATE,
                source="MHCLG Indices of Deprivation 2025: 10 for the most deprived tenth of"
                " England's areas, 1 for the least",
                numbers="\n".join(lines),
                by=by,
                at=self.at,
            )

    def keep_records(self) -> None:
        """Training, use, visits (one not passed) and a report."""
        today, cafe, bar = self.at.date(), self.sent[0].venue_id, self.sent[2].venue_id
        day = today - timedelta(days=40)
        keep_training(
            self.database,
            cafe,
            on=day,
            trained="7",
            staff="9",
            by=_PEOPLE[Role.PARTNER],
            at=self.at,
            today=today,
            site=self.site,
        )
        for ahead, reason in enumerate(("phone", "phone", "fare", "home", "threatened", "phone")):
            count_use(self.database, cafe, reason, today=today - timedelta(days=7 * ahead))
        report(
            self.database,
            cafe,
            what="did_not_know",
            words="Made up: nobody knew what the sticker meant.",
            at=self.at,
            site=self.site,
        )
        self._visited(cafe, True, "Made up: friendly, everybody knew.")
        self._visited(bar, False, "Made up: no charger, sticker torn.")

    def _visited(self, venue_id: str, passed: bool, found: str) -> None:
        today = self.at.date()
        follow_up = None if passed else today + timedelta(days=14)
        visit = new_visit(
            venue_id,
            on=today,
            who="young_inspector",
            passed=passed,
            found=found,
            follow_up=follow_up,
            by=_OFFICER,
        )
        keep_visit(self.database, visit, at=self.at, today=today, site=self.site)

    def _actor(self, number: int) -> Actor:
        sent = self.sent[number]
        with self.database.reading() as session:
            person = person_with_email(session, sent.contact.email)
            partner = partner_of(session, person.id) if person else None
        assert person is not None and partner is not None, "sending the form made both"
        return Actor(person.email, partner)

    def _change(self, number: int, values: dict[str, str]) -> Submission:
        actor = self._actor(number)
        form = begin_change(self.database, actor, self.sent[number].venue_id, at=self.at)
        keep_in_own(self.database, actor, form.id, values, at=self.at)
        now = now_in(ZoneInfo("Europe/London"), self.at, self.site)
        return send_own(self.database, actor, form.id, words="", agreed=False, now=now)
