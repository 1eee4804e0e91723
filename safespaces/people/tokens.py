"""Secrets that are handed out once: only their digest is ever kept, so that a stolen database opens
nothing.
"""

import hashlib
import secrets

_BYTES = 32  # 256 bits: nobody guesses one, so the digest needs neither salt nor slowness

_ALPHABET = (
    "abcdefghjkmnpqrstuvwxyz23456789"  # without letters and digits that are mistaken for each other
)


def new_token() -> str:
    """A secret for a link or a cookie: 43 letters, digits, - and _."""
    return secrets.token_urlsafe(_BYTES)


def digest_of(token: str) -> str:
    """What is kept of a secret: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def stretched(code: str, salt: str) -> str:
    """What is kept of a secret short enough to be written down: scrypt (RFC 7914), 64 hexadecimal
    digits. About 10 ms and 2 MB a guess.
    """
    digest = hashlib.scrypt(code.encode(), salt=salt.encode(), n=2**11, r=8, p=1, dklen=32)
    return digest.hex()


def new_id(kind: str) -> str:
    """A name for a new record, such as "p-3f9a…": it says nothing about the record and cannot be
    counted through.
    """
    return f"{kind}-{secrets.token_hex(8)}"


def short_code(letters: int) -> str:
    """Random letters and digits that are easy to read off and to type."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(letters))
