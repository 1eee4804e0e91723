"""Secrets that have to be read again, those shared with authenticator apps, are kept encrypted,
with keys from outside the database: a copy of the database opens nothing.

Fernet (github.com/fernet/spec): AES-128-CBC and HMAC-SHA-256.
"""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from safespaces.errors import SettingsError

_MARK = "fernet:"


class WrongKey(SettingsError):
    """What is kept was encrypted with a key that is not among those given."""


class Keyring:
    """Several keys: the first encrypts, each decrypts, so that a new one can be put in front of the
    old one without signing anybody out. Without any, nothing is encrypted.
    """

    def __init__(self, keys: Sequence[str] = ()) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
        except ValueError:
            raise SettingsError(
                "SAFESPACES_SECRET_KEY is no key, or one of several parted by commas is none. Make"
                " one with: safespaces keys new"
            ) from None

    def encrypted(self, secret: str) -> str:
        """As it is kept; "" stays ""."""
        if not secret or self._fernet is None:
            return secret
        return _MARK + self._fernet.encrypt(secret.encode()).decode()

    def decrypted(self, kept: str) -> str:
        """As it was; what was kept before there was a key is as it is. Raises WrongKey."""
        if not kept.startswith(_MARK):
            return kept
        try:
            if self._fernet is None:
                raise InvalidToken
            return self._fernet.decrypt(kept.removeprefix(_MARK).encode()).decode()
        except InvalidToken:
            raise WrongKey(
                "The second factors in the database were encrypted with another key. Put that key"
                " back (SAFESPACES_SECRET_KEY, or the file secret.key beside the database)."
            ) from None


def new_key() -> str:
    """A new key, 44 letters."""
    return Fernet.generate_key().decode()
