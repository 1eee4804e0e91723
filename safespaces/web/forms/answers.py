"""A form's answers in words, each with the page on which it is changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from safespaces.language import gettext as _
from safespaces.moderation.changes import editable_cells
from safespaces.venues.categories import ACCESS, ALCOHOL, KINDS, KIT
from safespaces.venues.fields import boxes_of
from safespaces.venues.venue import OVER_16_ALONE, Venue
from safespaces.web.forms.wizard import WizardForm, hours_said


@dataclass(frozen=True, slots=True)
class Answer:
    """One question's answer: lines of text, and its page."""

    label: str
    lines: tuple[str, ...]
    page: str


def answers(wizard: WizardForm) -> list[Answer]:
    """Every answer of a form, in the order of its pages."""
    values = wizard.values
    found = [
        Answer(_("Name"), _lines(values, "name"), "place"),
        Answer(_("Kind"), (KINDS.get(values.get("kind", ""), ""),), "place"),
        Answer(_("Address"), (*_lines(values, "address"), *_lines(values, "postcode")), "place"),
        *_boxes(values, "place"),
        Answer(_("The place’s phone"), _lines(values, "phone"), "place"),
        Answer(
            _("Pin"), (f"{values['lat']}, {values['lon']}",) if values.get("lat") else (), "pin"
        ),
        *_boxes(values, "pin"),
        Answer(
            _("Safe hours"), tuple(f"{day}: {text}" for day, text in hours_said(values)), "hours"
        ),
        *_boxes(values, "hours"),
        Answer(_("What it has"), _labels(values.get("kit", ""), KIT), "has"),
        Answer(_("Access"), _labels(values.get("access", ""), ACCESS), "has"),
        Answer(_("Alcohol"), _labels(values.get("alcohol", ""), ALCOHOL), "has"),
        *_boxes(values, "has"),
        Answer(
            _("Who can come in alone"),
            (age_said(values["minimum_age"]),) if "minimum_age" in values else (),
            "has",
        ),
    ]
    if wizard.contact is not None:
        its = wizard.contact
        found.append(
            Answer(
                _("Contact (never public)"),
                tuple(filter(None, (its.organisation, its.name, its.email, its.phone))),
                "contact",
            )
        )
    return found


def age_said(age: str) -> str:
    """A minimum age in words."""
    if age == OVER_16_ALONE:
        return _("People of 16 and over; younger ones with an adult")
    return _("People of %(age)s and over", age=age) if age else _("Everybody")


def _lines(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    return (values[name],) if values.get(name) else ()


def _boxes(values: Mapping[str, str], page: str) -> list[Answer]:
    return [Answer(_(each.label), _lines(values, each.name), page) for each in boxes_of(page)]


def _labels(codes: str, words: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words[code] for code in codes.split() if code in words)


def facts_said(venue: Venue) -> list[tuple[str, str]]:
    """What a partner said of a venue, in words, empty facts left out."""
    wizard = WizardForm("", editable_cells(venue), None, lambda *_: None, is_staff=True)
    return [
        (each.label, "; ".join(each.lines))
        for each in answers(wizard)
        if each.lines and any(each.lines)
    ]


def value_lines(name: str, text: str) -> list[str]:
    """The text of one field in words: hours by the day, codes by their labels."""
    if name == "safe_hours":
        return [f"{day}: {words}" for day, words in hours_said({"safe_hours": text})]
    if name == "minimum_age":
        return [age_said(text)]
    words = {"kit": KIT, "access": ACCESS, "kind": KINDS, "alcohol": ALCOHOL}.get(name)
    return [words.get(code, code) for code in text.split()] if words else [text] if text else []
