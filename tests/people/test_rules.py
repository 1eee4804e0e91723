"""Secrets, codes and times of signing in."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from safespaces.people import second_factor
from safespaces.people.person import Person
from safespaces.people.sign_in_rules import is_idle, session_ends
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.roles import Role, may_go_together

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_secrets_are_long_differ_and_are_kept_as_digests_only() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100 and all(len(token) == 43 for token in tokens)
    assert (
        len(digest_of("x")) == 64
        and digest_of("x") != digest_of("y")
        and new_id("p") != new_id("p")
    )


def test_a_code_is_good_once_and_half_a_minute_either_way() -> None:
    totp, step = pyotp.TOTP(SECRET), int(NOW.timestamp()) // 30
    for off in (-1, 0, 1):
        assert second_factor.step_of_code(SECRET, totp.at((step + off) * 30), NOW, 0) == step + off
    code = totp.at(NOW)
    assert second_factor.step_of_code(SECRET, f"{code[:3]} {code[3:]}", NOW, 0) == step
    assert second_factor.step_of_code(SECRET, code, NOW, step) is None
    assert second_factor.step_of_code(SECRET, totp.at((step + 3) * 30), NOW, 0) is None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "\0"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert second_factor.step_of_code(SECRET, typed, NOW, 0) is None


def test_recovery_codes_are_read_however_they_are_typed() -> None:
    codes = second_factor.new_recovery_codes()
    assert len(set(codes)) == 10
    assert second_factor.plain_recovery_code(f" {codes[0].upper().replace('-', ' ')} ") == codes[0]


def somebody(role: Role, *also: Role) -> Person:
    return Person("p-1", "x@x.example", "", role, True, False, NOW, frozenset(also))


@pytest.mark.parametrize(
    "council",
    [
        somebody(Role.OFFICER),
        somebody(Role.STAKEHOLDER, Role.INSPECTOR),
        somebody(Role.OFFICER, Role.ADMINISTRATOR).working_as(Role.ADMINISTRATOR),
    ],
)
def test_the_councils_people_are_signed_in_for_a_shorter_time(council: Person) -> None:
    partner = somebody(Role.PARTNER, Role.STAKEHOLDER)
    assert council.needs_second_factor and not partner.needs_second_factor
    assert session_ends(council, NOW) - NOW == timedelta(hours=12)
    assert session_ends(partner, NOW) - NOW == timedelta(days=7)
    assert is_idle(council, NOW, NOW + timedelta(minutes=61))
    assert not is_idle(partner, NOW, NOW + timedelta(hours=23))


def test_who_acts_for_a_partner_decides_on_nobodys_places() -> None:
    for role in Role:
        assert may_go_together(frozenset({role}))
        together = may_go_together(frozenset({role, Role.PARTNER}))
        assert together is (role in (Role.PARTNER, Role.STAKEHOLDER))
    assert may_go_together(frozenset({Role.OFFICER, Role.INSPECTOR, Role.STAKEHOLDER}))
