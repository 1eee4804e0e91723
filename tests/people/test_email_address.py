"""E-mail addresses: what is taken is exactly the one mailbox that a letter goes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safespaces.errors import BadInput, Undeliverable
from safespaces.messages.smtp import letter_of
from safespaces.people.email_address import clean_email, mailbox_of
from safespaces.people.message import Message

TAKEN = {
    "a=b@example.org": "a=b@example.org",
    "o'hara@example.org": "o'hara@example.org",
    " First.Last@Sub.Example.CO.UK ": "first.last@sub.example.co.uk",
    "a+tag@example.org": "a+tag@example.org",
    "a" * 64 + "@example.org": "a" * 64 + "@example.org",
    f"a@{'b' * 63}.org": f"a@{'b' * 63}.org",
    "a@xn--bcher-kva.example": "a@xn--bcher-kva.example",
    "a@bücher.example": "a@xn--bcher-kva.example",
}
REFUSED = [
    "",
    "a",
    "a@example",
    "a b@example.org",
    "<a@example.org>",
    "x" * 250 + "@example.org",
    "\0 @example.org",
    "@example.org",
    "=?utf-8?q??=@example.org",
    "=?utf-8?q?=76ictim?=@example.org",
    "a=?utf-8?q?b?=c@example.org",
    ".a@example.org",
    "a.@example.org",
    "a..b@example.org",
    "a\u200bb@example.org",
    "a\u202eb@example.org",
    "p\u0430rtner@example.org",
    "ü@example.org",
    "a" * 65 + "@example.org",
    f"a@{'b' * 64}.org",
    f"a@{'b.' * 130}org",
    "a@example.-org.com",
    "a@-example.org",
    "a@exa_mple.org",
    "a@[192.0.2.1]",
    "a@192.0.2.1",
    '"a b"@example.org',
    "a@example.org,b@example.org",
    "a@example.org\nBcc: b@example.org",
    "a@b@example.org",
    "a\0@example.org",
    "\ud800@example.org",
]


@pytest.mark.parametrize("typed", TAKEN)
def test_an_address_is_kept_in_one_form(typed: str) -> None:
    assert clean_email(typed) == TAKEN[typed] == clean_email(TAKEN[typed])


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"name@example\.org"):
        clean_email(typed)


@given(
    st.text(alphabet=" abz.+=?!#$%&'*/^_`{|}~-\"(),:;<>@[]\\\u00fc\u200b=?utf8qb6", max_size=24),
    st.sampled_from(["example.org", "sub.example.co.uk", "bücher.example", "a.b"]),
)
def test_the_only_recipient_of_a_letter_is_the_address_that_is_kept(
    local: str, domain: str
) -> None:
    try:
        kept = clean_email(f"{local}@{domain}")
    except BadInput:
        return
    letter = letter_of(Message(kept, "Hello", "Text"), "Safe Spaces <no-reply@safe.example>")
    assert [each.addr_spec for each in letter["To"].addresses] == [kept]
    assert letter.as_bytes().count(b"\nTo:") == 1 and kept.encode() in letter.as_bytes()


@pytest.mark.parametrize(
    "recipient", ["=?utf-8?q??=@example.org", "a,b@example.org", "", "a\nb@c.de"]
)
def test_an_address_that_was_kept_before_and_is_read_as_another_gets_no_letter(
    recipient: str,
) -> None:
    with pytest.raises(Undeliverable):
        letter_of(Message(recipient, "Hello", "Text"), "no-reply@safe.example")


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("victim@example.org", "VICTIM@example.org", True),
        ("victim@example.org", "victim+1@example.org", True),
        ("victim@example.org", " victim@example.org ", True),
        ("v.ictim@example.org", "victim@example.org", True),  # at most providers
        ("victim@example.org", "victim@example.net", False),
        ("victim@example.org", "victim2@example.org", False),
        ("+a@example.org", "+b@example.org", False),
        ("v@googlemail.com", "v@gmail.com", True),
    ],
)
def test_spellings_of_one_mailbox_are_counted_together(one: str, other: str, is_one: bool) -> None:
    assert (mailbox_of(clean_email(one)) == mailbox_of(clean_email(other))) == is_one


@pytest.mark.parametrize(
    "typed", ["a@exam\u00adple.org", "a@ex\u200bample.org", "a@еxample.org", "a@exаmple.co.uk", "a@οffice.example"]
)  # fmt: skip
def test_a_domain_that_shows_as_another_is_refused(typed: str) -> None:
    """Signs that cannot be seen, and letters of two scripts in one label."""
    with pytest.raises(BadInput):
        clean_email(typed)


@pytest.mark.parametrize("typed", ["a@пример.example", "a@münchen.example", "a@例え.example"])
def test_a_domain_in_one_script_is_taken(typed: str) -> None:
    assert "@xn--" in clean_email(typed)
