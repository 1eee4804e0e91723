from pathlib import Path

import pytest

from safespaces.errors import SettingsError
from safespaces.settings import Settings, settings_from


def test_an_empty_environment_gives_the_defaults() -> None:
    assert settings_from({}) == Settings()


def test_every_setting_is_read() -> None:
    found = settings_from(
        {
            "PORT": "8080", "SAFESPACES_DATABASE": "postgresql+psycopg://u@h/d", "SAFESPACES_AREA": "Rutland", "SAFESPACES_LANGUAGE": "en-XA", "SAFESPACES_TIMEZONE": "Europe/Dublin",
            "SAFESPACES_DEMO_BANNER": "off", "SAFESPACES_EXIT_URL": "https://example.org/", "SAFESPACES_TILES": "https://{s}.tiles.example/{z}/{x}/{y}.png",
            "SAFESPACES_TILES_ATTRIBUTION": "© Example", "SAFESPACES_GEOCODER": "nominatim", "SAFESPACES_GEOCODER_DOMAIN": "geo.example:8080",
            "SAFESPACES_GEOCODER_CONTACT": "council@example.org", "SAFESPACES_FORM_LIMIT": "5 per hour", "SAFESPACES_API_LIMIT": "", "SAFESPACES_LIMITS": "redis://limits.example:6379",
            "SAFESPACES_DATA": str(Path(__file__).parent), "SAFESPACES_PROXIES": "1", "SAFESPACES_REFRESH_SECONDS": "3", "HOME": "/nowhere",
            "SAFESPACES_GRACE_DAYS": "7", "SAFESPACES_WALKING_PACE": "60", "SAFESPACES_SITE": "https://safe.example", "SAFESPACES_MAIL": "notify", "SAFESPACES_MAIL_FROM": "a@safe.example", "SAFESPACES_SMTP_HOST": "mail.example",
            "SAFESPACES_SMTP_PORT": "587", "SAFESPACES_SMTP_ENCRYPTION": "off", "SAFESPACES_SMTP_USER": "u", "SAFESPACES_SMTP_PASSWORD": "p",
            "SAFESPACES_NOTIFY_KEY": "k", "SAFESPACES_NOTIFY_TEMPLATE": "t", "SAFESPACES_NOTIFY_URL": "https://notify.example",
            "SAFESPACES_OIDC_ISSUER": "https://login.example", "SAFESPACES_OIDC_CLIENT_ID": "c", "SAFESPACES_OIDC_CLIENT_SECRET": "s", "SAFESPACES_OIDC_TRUSTS_EMAIL": "on",
            "SAFESPACES_ALARM_URL": "https://ntfy.example/x", "SAFESPACES_NEIGHBOURS": "https://warwick.example/ http://127.0.0.1:8001",
            "SAFESPACES_OBJECTS": "s3://safe-spaces/public", "SAFESPACES_SECRET_KEY": "key", "SAFESPACES_OPERATOR_TOKEN": "token", "SAFESPACES_SECURITY_CONTACT": "mailto:a@b.example",
        }
    )  # fmt: skip
    assert all(
        getattr(found, name) != getattr(Settings(), name) for name in Settings.__dataclass_fields__
    )
    assert found.neighbours == ("https://warwick.example", "http://127.0.0.1:8001")
    assert found.tiles_origin == "https://{s}.tiles.example" and found.zone.key == "Europe/Dublin"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"), ("PORT", "eighty"), ("PORT", "65536"), ("PORT", ""), ("SAFESPACES_DATABASE", "mysql://x"), ("SAFESPACES_TIMEZONE", "Mars/Base"),
        ("SAFESPACES_TIMEZONE", "../../etc/passwd"), ("SAFESPACES_DEMO_BANNER", "maybe"), ("SAFESPACES_LANGUAGE", "xx"), ("SAFESPACES_LANGUAGE", "../cy"), ("SAFESPACES_EXIT_URL", "javascript:alert(1)"),
        ("SAFESPACES_TILES", "https://tiles.example/x.png"), ("SAFESPACES_TILES", "https://tiles.example/{z}/{x}/{y}.png"),
        ("SAFESPACES_GEOCODER", "google"), ("SAFESPACES_GEOCODER", "nominatim"), ("SAFESPACES_GEOCODER_DOMAIN", "http://x/"),
        ("SAFESPACES_FORM_LIMIT", "often"), ("SAFESPACES_API_LIMIT", "10 per year"), ("SAFESPACES_PROXIES", "-1"), ("SAFESPACES_LIMITS", "memcached://x"),
        ("SAFESPACES_REFRESH_SECONDS", "soon"), ("SAFESPACES_AREA", "x" * 501), ("SAFESPACES_AREA", "a\nb"), ("SAFESPACES_TYPO", "1"), ("SAFESPACES_DATA", "/no/such/folder"), ("SAFESPACES_OIDC_ISSUER", "x"),
        ("SAFESPACES_OBJECTS", "https://bucket"), ("SAFESPACES_OBJECTS", "s3://"), ("SAFESPACES_NEIGHBOURS", "warwick.example"), ("SAFESPACES_NEIGHBOURS", "https://a.example,https://b.example"), ("SAFESPACES_NEIGHBOURS", "http://127.0.0.1:8000"),
    ],
)  # fmt: skip
def test_a_bad_value_is_refused_and_named(name: str, value: str) -> None:
    with pytest.raises(
        SettingsError,
        match="SAFESPACES_GEOCODER|SAFESPACES_TILES"
        if value.startswith(("nominatim", "https://tiles"))
        else name,
    ):
        settings_from({name: value})
