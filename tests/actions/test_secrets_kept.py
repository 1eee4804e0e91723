"""Secrets at rest: a copy of the database opens nothing, and a key can be replaced without signing anybody out."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import text

from safespaces.actions.operations.doctor_setup import examine_keys
from safespaces.actions.operations.finding import Level
from safespaces.actions.operations.key_file import keyring_from
from safespaces.actions.people.invite import invite
from safespaces.actions.people.second_factor import begin_app, confirm_app, give_code
from safespaces.actions.people.secrets_kept import encrypt_again, encrypt_what_is_clear
from safespaces.actions.people.sign_in import SignedIn, link_for, sign_in
from safespaces.errors import BadInput, SettingsError
from safespaces.people.keyring import Keyring, WrongKey, new_key
from safespaces.people.tokens import digest_of, stretched
from safespaces.roles import Role
from safespaces.settings import Settings
from safespaces.store.database import Database
from safespaces.store.people import set_recovery_codes

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def opened(folder: Path, *keys: str) -> Database:
    database = Database(f"sqlite:///{folder}/register.db", keyring=Keyring(keys))
    database.prepare()
    return database


def signed_in(database: Database, at: datetime = NOW) -> SignedIn:
    person = invite(
        database, email="o@c.example", name="", role=Role.OFFICER, by="t", at=at, site="x"
    )
    token = link_for(database, person.id, at=at, site="x").rpartition("/")[2]
    return sign_in(database, token=token, device="", at=at)


def set_up(database: Database) -> tuple[str, list[str]]:
    done = signed_in(database)
    secret = begin_app(database, done.who)
    codes, _ = confirm_app(database, done.who, pyotp.TOTP(secret).at(NOW), at=NOW)
    return secret, codes


def whole(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("register.db*"))


def test_neither_a_second_factor_nor_a_recovery_code_stands_in_the_database(tmp_path: Path) -> None:
    database = opened(tmp_path, new_key())
    done = signed_in(database)
    secret = begin_app(database, done.who)
    assert secret.encode() not in whole(tmp_path)  # while it is being set up
    codes, _ = confirm_app(database, done.who, pyotp.TOTP(secret).at(NOW), at=NOW)
    kept = whole(tmp_path)
    for clear in (secret, *codes, *map(digest_of, codes)):
        assert clear.encode() not in kept
    later = NOW + timedelta(minutes=5)
    give_code(database, signed_in(database, later).who, pyotp.TOTP(secret).at(later), at=later)
    with pytest.raises(BadInput):
        give_code(database, signed_in(database, later).who, "aaaa-bbbb-cccc", at=later)
    give_code(
        database, signed_in(database, later).who, codes[3].upper().replace("-", " "), at=later
    )
    database.close()


def test_a_new_key_is_put_in_front_and_the_old_one_taken_out(tmp_path: Path) -> None:
    old, new = new_key(), new_key()
    first = opened(tmp_path, old)
    secret, _ = set_up(first)
    first.close()
    both = opened(tmp_path, new, old)
    assert encrypt_again(both) == 1
    both.close()
    last, later = opened(tmp_path, new), NOW + timedelta(minutes=5)
    give_code(last, signed_in(last, later).who, pyotp.TOTP(secret).at(later), at=later)
    last.close()
    wrong = opened(tmp_path, old)
    with pytest.raises(BadInput, match="key of this service is missing"):
        give_code(wrong, signed_in(wrong, later).who, pyotp.TOTP(secret).at(later), at=later)
    with pytest.raises(WrongKey):
        encrypt_again(wrong)
    with wrong.reading() as session:
        assert examine_keys(session).level is Level.FAIL
    wrong.close()


def test_what_an_earlier_version_kept_in_clear_is_encrypted_and_its_codes_are_good(
    tmp_path: Path,
) -> None:
    before = opened(tmp_path)
    secret, _ = set_up(before)
    with before.writing() as session:
        (person,) = session.execute(text("SELECT id FROM people")).scalars()
        set_recovery_codes(session, person, [digest_of("abcd-efgh")])
    before.close()
    assert secret.encode() in whole(tmp_path)
    after = opened(tmp_path, new_key())
    with after.reading() as session:
        assert examine_keys(session).level is Level.FAIL
    encrypt_what_is_clear(after)
    with after.reading() as session:
        rows = str(session.execute(text("SELECT totp_secret FROM people")).all())
        assert secret not in rows and examine_keys(session).level is Level.OK
    later = NOW + timedelta(minutes=5)
    give_code(after, signed_in(after, later).who, "ABCDEFGH", at=later)
    after.close()


def test_the_key_is_made_once_for_its_owner_alone_or_comes_from_the_environment(
    tmp_path: Path,
) -> None:
    settings = Settings(database=f"sqlite:///{tmp_path}/var/register.db")
    kept = keyring_from(settings).encrypted("SECRET")
    file = tmp_path / "var" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and list(file.parent.iterdir()) == [file]
    assert keyring_from(settings).decrypted(kept) == "SECRET"
    key = file.read_text().strip()
    file.write_text(f"{new_key()},\n {key}\n")
    assert keyring_from(settings).decrypted(kept) == "SECRET"
    given = Settings(database=settings.database, secret_key=key)
    assert keyring_from(given).decrypted(kept) == "SECRET"
    for wrong in ("x", "a" * 44, f"{key},x"):
        with pytest.raises(SettingsError, match="SAFESPACES_SECRET_KEY is no key"):
            keyring_from(Settings(secret_key=wrong))
    for empty in ("", " , ", "\n"):
        file.write_text(empty)
        with pytest.raises(SettingsError, match="no key in"):
            keyring_from(settings)
    with pytest.raises(SettingsError, match="no key in"):
        keyring_from(Settings(secret_key=" , "))
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="safespaces keys new"):
        keyring_from(Settings(database=f"sqlite:///{tmp_path}/file/register.db"))


def test_short_codes_are_salted() -> None:
    assert stretched("a", "one") != stretched("a", "other") and len(stretched("a", "one")) == 64


def test_everything_the_service_writes_is_for_its_owner_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "SAFESPACES_DATABASE": f"sqlite:///{tmp_path}/var/register.db"}
    os.umask(0o022)
    subprocess.run(
        [sys.executable, "-m", "safespaces", "export", "--format", "csv", "--all"],
        env=environment,
        cwd=tmp_path,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    written = [path for path in (tmp_path / "var").rglob("*") if path.is_file()]
    assert written and all(path.stat().st_mode & 0o077 == 0 for path in written), written
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
