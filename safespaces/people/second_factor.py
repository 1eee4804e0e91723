"""Codes of an authenticator app (TOTP, RFC 6238), and the recovery codes for whoever has lost the
phone.
"""

import re
import secrets
from datetime import datetime

import pyotp

from safespaces.people.tokens import short_code

STEP_S = 30
_DRIFT_STEPS = 1  # a clock may be half a minute wrong, either way (RFC 6238, section 5.2)
RECOVERY_CODES = 10


def new_secret() -> str:
    """A secret to be shared with an authenticator app, in base 32."""
    return pyotp.random_base32()


def address_for_app(secret: str, email: str, area: str) -> str:
    """The otpauth:// address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=f"Safe Spaces {area}")


def step_of_code(secret: str, code: str, at: datetime, after_step: int) -> int | None:
    """The time step that a code is for, or None when it is wrong.

    A code is good once: only for a step after `after_step`. One that lies ahead was taken while the
    clock was wrong, and bars nobody.
    """
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    totp, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP_S
    if after_step > now + _DRIFT_STEPS:
        after_step = 0
    for step in range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1):
        if step > after_step and secrets.compare_digest(totp.at(step * STEP_S), digits):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Codes such as "k7mq-2xwd-w9fa" to be written down; each is good once, and has 59 bits."""
    return ["-".join(short_code(4) for _ in range(3)) for _ in range(RECOVERY_CODES)]


def plain_recovery_code(typed: str) -> str:
    """A recovery code as it was made, from how somebody typed it."""
    letters = re.sub(r"[^a-z0-9]", "", typed.lower())
    return "-".join(filter(None, (letters[:4], letters[4:8], letters[8:])))
