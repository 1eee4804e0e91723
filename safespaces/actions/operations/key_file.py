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
        return Keyring(_parted(settings.secret_key))
    path = Path(settings.key_file)
    try:
        if not path.exists():
            _make(path)
        return Keyring(_parted(path.read_text(encoding="ascii")))
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The key for secrets cannot be read or made at {path}: {error}. Set"
            " SAFESPACES_SECRET_KEY (safespaces keys new prints one)."
        ) from error


def _make(path: Path) -> None:
    """Of two processes that begin at once one makes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(f"{new_key()}\n", encoding="ascii")
    try:
        os.link(mine, path)  # fails where another was quicker
    except FileExistsError:
        pass
    finally:
        mine.unlink()


def _parted(text: str) -> list[str]:
    return [key for key in text.replace("\n", ",").replace(" ", "").split(",") if key]
