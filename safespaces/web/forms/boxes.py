"""Forms behind sign-in, as WTForms has them: each box's name, label, hint and kind are declared
once; what is wrong stands at its box (WCAG 2.2, 3.3.1), and what was typed is shown again.

What a value must be is said by the actions; a form only finds the box for what they refuse.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from markupsafe import Markup
from wtforms import BooleanField, Form, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # its stubs are of 3.2
from wtforms.widgets import DateInput, DateTimeLocalInput, EmailInput, TextArea, TextInput

from safespaces.errors import BadInput
from safespaces.language import gettext as _
from safespaces.venues.cleaners import clean_date
from safespaces.web.dependencies import dependencies
from safespaces.web.wall_clock import moment_in


class TextBox(StringField):
    """One line of text; "" where nothing was sent."""

    data: Any
    widget: Any = TextInput()

    def __init__(
        self, label: str, hint: str = "", inputmode: str = "", offers: str = "", **more: Any
    ) -> None:
        shown = {"inputmode": inputmode} if inputmode else {}
        if offers:  # the id of a list of texts to choose from, where the page has one
            shown["list"] = offers
        super().__init__(_(label), description=_(hint) if hint else "", render_kw=shown, **more)

    def process_data(self, value: object) -> None:
        """What is shown before anything is typed."""
        self.data = "" if value is None else str(value)


class LinesBox(TextBox):
    """Several lines of text; `rows` of them are seen at once."""

    widget = TextArea()

    def __init__(self, label: str, hint: str = "", rows: int = 0, **more: Any) -> None:
        super().__init__(label, hint, **more)
        if rows:
            self.render_kw = {**(self.render_kw or {}), "rows": rows}


class TickBox(BooleanField):
    """A box to tick, sent as "1"."""

    def __init__(self, label: str, **more: Any) -> None:
        super().__init__(_(label), default=False, **more)

    def _value(self) -> str:
        return "1"


class EmailBox(TextBox):
    """An e-mail address, as it was typed."""

    widget = EmailInput()


class DayBox(TextBox):
    """`data` is a date, or None for an empty box."""

    widget: Any = DateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the words for the box."""
        self.data = _read(lambda text: clean_date(text.strip()), valuelist)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class MomentBox(DayBox):
    """`data` is an instant on the venues' wall clock, or None for an empty box."""

    widget = DateTimeLocalInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Raises ValueError with the words for the box."""
        self.data = _read(lambda text: moment_in(text, dependencies().settings.zone), valuelist)


def _read(reader: Callable[[str], Any], sent: list[str]) -> Any:
    try:
        return reader(sent[0]) if sent and sent[0].strip() else None
    except BadInput as error:
        raise ValueError(str(error)) from None


class ChoiceBox(SelectField):
    """One of several codes; "" where nothing was chosen. `first` is what the list says then."""

    data: Any

    def __init__(
        self, label: str, codes: Mapping[str, str], first: str = "", hint: str = "", **more: Any
    ) -> None:
        super().__init__(
            _(label), description=_(hint) if hint else "", validate_choice=False, default="", **more
        )
        self.first = first
        self.offer(codes)

    def offer(self, codes: Mapping[str, str]) -> None:
        """Offer these, with their labels."""
        before = [SelectChoice("", _(self.first))] if self.first else []
        self.choices = [*before, *(SelectChoice(code, label) for code, label in codes.items())]


class TickBoxes(SelectMultipleField):
    """Any of several codes, each with a box of its own; the first is marked where none is right."""

    data: Any

    def __init__(self, label: str, codes: Mapping[str, str], **more: Any) -> None:
        super().__init__(_(label), validate_choice=False, default=(), **more)
        self.offer(codes)

    def offer(self, codes: Mapping[str, str]) -> None:
        """Offer these, in place of what was offered."""
        self.codes = dict(codes)
        self.choices = [SelectChoice(code, words) for code, words in codes.items()]

    @property
    def mark(self) -> str:
        """The id of the box that is marked."""
        return f"{self.id}-{next(iter(self.codes), '')}"


class StaffForm(Form):
    """The boxes of one form.

    `called` are the boxes that are not called as the field they hold; `otherwise` is the box, or
    the id of another part of the page, that is marked where it is no single box's fault.
    """

    called: ClassVar[Mapping[str, str]] = MappingProxyType({})
    otherwise: ClassVar[str] = ""

    class Meta:
        """How boxes are written."""

        @staticmethod
        def render_field(field: Any, render_kw: dict[str, Any]) -> Markup:
            """With what a screen reader says of it: its hint, and what is wrong."""
            hint = render_kw.pop("hint", "") or field.description
            about = [f"{field.id}-hint"] * bool(hint) + [f"{field.id}-fault"] * bool(field.errors)
            usual = {"autocomplete": "off"} if isinstance(field, TextBox) else {}
            shown = {**usual, **(field.render_kw or {}), **render_kw}
            if about:
                shown["aria-describedby"] = " ".join(about)
            if field.errors:
                shown["aria-invalid"] = "true"
            rendered: Markup = field.widget(field, **shown)
            return rendered

    def __init__(self, *args: Any, **now: Any) -> None:
        super().__init__(*args, **now)
        self.refused = ""  # what is wrong with none of the boxes

    def carry_out(self, action: Callable[[], object]) -> bool:
        """Whether all of it can be read, and the action is done; else what is wrong is marked."""
        if not self.validate():
            return False
        try:
            action()
        except BadInput as error:
            self.refuse(error)
            return False
        return True

    def refuse(self, error: BadInput) -> None:
        """Mark the box whose fault it is."""
        name = self.called.get(error.field, error.field)
        if name in self:
            self[name].errors = [str(error)]
        elif self.otherwise in self:
            self[self.otherwise].errors = [str(error)]
        else:
            self.refused = str(error)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, each with the id of its box."""
        at_boxes = [
            (getattr(field, "mark", field.id), str(words))
            for field in self
            for words in field.errors
        ]
        return at_boxes + ([(self.otherwise, self.refused)] if self.refused else [])
