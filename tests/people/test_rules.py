"""Secrets, codes and times of signing in."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from safespaces.people import second_factor
from safespaces.people.sign_in_rules import is_idle, session_ends
from safespaces.people.tokens import digest_of, new_id, new_token
from safespaces.roles import Role

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


def test_the_councils_people_are_signed_in_for_a_shorter_time() -> None:
    assert session_ends(Role.OFFICER, NOW) - NOW == timedelta(hours=12) and session_ends(
        Role.PARTNER, NOW
    ) - NOW == timedelta(days=7)
    assert is_idle(Role.ADMINISTRATOR, NOW, NOW + timedelta(minutes=61)) and not is_idle(
        Role.PARTNER, NOW, NOW + timedelta(hours=23)
    )
