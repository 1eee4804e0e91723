"""Backing up, restoring and moving: each proves itself by reading back what it wrote.

A backup is the stream of store/dump.py, packed with gzip and, where somebody is named who can open
it, encrypted with age (age-encryption.org) or GnuPG.
"""

import contextlib
import gzip
import os
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from safespaces.errors import BadInput, OutsideServiceError
from safespaces.store.database import Database
from safespaces.store.dump import Summary, dump_lines, load_lines, summary_of

_AGE, _GPG = b"age-encryption.org/", (b"-----BEGIN PGP MESSAGE", b"\x85", b"\x84", b"\xc1", b"\x8c")
_GZIP = b"\x1f\x8b"
_NO_REASON = "report unexpected or unhelpful errors"  # what age says behind every error


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who can open a backup: `program` is age or gpg, `name` a public key or a key's name."""

    program: str
    name: str


def back_up(
    database: Database, path: Path, *, at: datetime, recipient: Recipient | None = None
) -> Summary:
    """Write everything to a new file while the service goes on, and read it back.

    Raises BadInput where there is such a file, or no register, and OutsideServiceError where it
    cannot be encrypted.
    """
    if path.exists():
        raise BadInput(f"{path} is there already. Choose another name.")
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent}. Make it first.")
    if not database.is_current():
        raise BadInput(
            "There is no register of this version in that database. Is SAFESPACES_DATABASE set as"
            " the service has it?"
        )
    with _beside(path) as plain:
        _write(database, plain, at)
        _revision, kept = _checked(plain)
        if recipient is None:
            os.replace(plain, path)
            return kept
        with _beside(path) as sealed:
            _run(_seal(recipient, plain, sealed))
            os.replace(sealed, path)
    return kept


def restore(path: Path, database: Database, *, identity: Path | None = None) -> Summary:
    """Put a backup into an empty database, all or nothing, and read it back. `identity`: the file
    with the key that age opens it with.

    Raises BadInput for what is no whole backup or where there is a register already;
    OutsideServiceError where it cannot be opened.
    """
    with _opened(path, identity) as plain:
        _revision, expected = _checked(plain)
        with database.filling() as connection:
            found = load_lines(connection, _lines(plain))
            _compare(expected, found)
    return found


def move(here: Database, there: Database, *, at: datetime) -> Summary:
    """Copy everything from one database into another that is empty, and prove that both hold the
    same. Raises BadInput.
    """
    with here.dumping() as connection, tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "moving"
        with gzip.open(plain, "wt", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in dump_lines(connection, at))
        return restore(plain, there)


def _compare(expected: Summary, found: Summary) -> None:
    differ = [name for name, kept in expected.items() if found.get(name) != kept]
    if differ:
        raise BadInput(
            f"What was read back differs from the backup in: {', '.join(sorted(differ))}. Nothing"
            " was changed."
        )


def _write(database: Database, path: Path, at: datetime) -> None:
    with database.dumping() as connection, path.open("wb") as raw:
        with gzip.open(raw, "wt", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in dump_lines(connection, at))
        raw.flush()
        os.fsync(raw.fileno())


def _checked(path: Path) -> tuple[str, Summary]:
    return summary_of(_lines(path))


def _lines(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
            for line in file:
                yield line.removesuffix("\n")
    except (OSError, EOFError, ValueError, zlib.error) as error:  # not gzip, cut off, or changed
        raise BadInput(f"The backup cannot be read ({type(error).__name__}).") from error


@contextlib.contextmanager
def _opened(path: Path, identity: Path | None) -> Iterator[Path]:
    """The backup without its encryption."""
    try:
        with path.open("rb") as file:
            begins = file.read(64)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    if begins.startswith(_GZIP):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        if begins.startswith(_AGE):
            if identity is None:
                raise BadInput("The backup is encrypted with age. Name your key: --identity FILE")
            _run(["age", "--decrypt", "-i", str(identity), "-o", str(plain), str(path)])
        elif begins.startswith(_GPG):
            _run(["gpg", "--batch", "--decrypt", "-o", str(plain), str(path)])
        else:
            raise BadInput("This is no backup of this service.")
        yield plain


def _seal(recipient: Recipient, plain: Path, sealed: Path) -> list[str]:
    if recipient.program == "age":
        return ["age", "-r", recipient.name, "-o", str(sealed), str(plain)]
    who = ["--recipient", recipient.name, "--trust-model", "always"]
    return ["gpg", "--batch", "--yes", "--encrypt", *who, "-o", str(sealed), str(plain)]


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise OutsideServiceError(
            f"The program {command[0]} is missing. On Debian: apt install {command[0]}"
        ) from None
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line and _NO_REASON not in line]
        said = (lines or ["no reason given"])[-1][:200]
        raise OutsideServiceError(f"{command[0]} could not do that: {said}")


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file in the same folder for its owner alone, gone at the end unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
