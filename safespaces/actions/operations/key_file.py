"""Where the keys for secrets at rest come from: the environment, or a file that is made at the
first start.
"""

import os
from pathlib import Path

from safespaces.errors import SettingsError
from safespaces.people.keyring import Keyring, new_key
from safespaces.settings import Settings


def keyring_from(settings: Settings) -> Keyring:
    """The keys of the settings; those of the file where none is set, made where there is no file.

    Raises SettingsError.
    """
    if settings.secret_key:
        return _keyring(settings.secret_key, "SAFESPACES_SECRET_KEY")
    path = Path(settings.key_file)
    try:
        if not path.exists():
            _make(path)
        kept = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The key for secrets cannot be read or made at {path}: {error}. Set"
            " SAFESPACES_SECRET_KEY (safespaces keys new prints one)."
        ) from error
    return _keyring(kept, str(path))


def _keyring(text: str, where: str) -> Keyring:
    """Never one without a key: secrets would be kept in clear."""
    keys = _parted(text)
    if not keys:
        raise SettingsError(f"There is no key in {where}. Put the key back (safespaces keys new).")
    return Keyring(keys)


def _make(path: Path) -> None:
    """Of two processes that begin at once one makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    with mine.open("w", encoding="ascii") as file:
        file.write(f"{new_key()}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(mine, path)  # fails where another was quicker
    except FileExistsError:
        pass
    finally:
        mine.unlink()


def _parted(text: str) -> list[str]:
    return [key for key in text.replace("\n", ",").replace(" ", "").split(",") if key]
