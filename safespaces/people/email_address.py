"""E-mail addresses: which are taken, how they are kept, and which are one mailbox."""

import re
import unicodedata

import idna

from safespaces.errors import BadInput
from safespaces.language import gettext as _

_LONGEST = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
_LONGEST_LOCAL = 64  # RFC 5321, section 4.5.3.1.1
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, section 3.2.3, in small letters
_DOT_ATOM = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_ENCODED = "=?"  # begins an encoded word (RFC 2047), which mail programs read as another address
_TOP_LEVEL = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")


def clean_email(text: str) -> str:
    """An e-mail address as it is kept: a dot-atom of ASCII and a domain as the DNS has it (RFC
    5891), in small letters, without spaces around it.

    Raises BadInput.
    """
    local, _at, domain = text.strip().lower().rpartition("@")
    kept = f"{local}@{_dns_name(domain)}"
    is_local = len(local) <= _LONGEST_LOCAL and _DOT_ATOM.fullmatch(local)
    if not is_local or _ENCODED in local or len(kept) > _LONGEST:
        raise _no_address()
    return kept


def mailbox_of(address: str) -> str:
    """What is counted as one mailbox, of an address as it is kept: what follows a + is left out,
    and dots before it, which count at few providers.
    """
    local, _at, domain = address.rpartition("@")
    plain = local.partition("+")[0].replace(".", "") or local
    return f"{plain}@{_ONE_PROVIDER.get(domain, domain)}"


_ONE_PROVIDER = {"googlemail.com": "gmail.com"}


def _dns_name(domain: str) -> str:
    """Refused is also what shows as another name: signs that cannot be seen, and letters of two
    scripts in one label, such as a Cyrillic е among Latin ones.
    """
    if len(domain) > _LONGEST or any(unicodedata.category(sign) == "Cf" for sign in domain):
        raise _no_address()
    if any(_is_of_two_scripts(label) for label in domain.split(".")):
        raise _no_address()
    try:
        name = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
    except idna.IDNAError:
        raise _no_address() from None
    _rest, dot, top_level = name.rpartition(".")
    if not dot or not _TOP_LEVEL.fullmatch(top_level):
        raise _no_address()
    return name


def _is_of_two_scripts(label: str) -> bool:
    """Whether a label has Latin letters and others."""
    letters = [sign for sign in label if sign.isalpha()]
    latin = [
        unicodedata.name(sign, "").startswith(("LATIN", "FULLWIDTH LATIN")) for sign in letters
    ]
    return any(latin) and not all(latin)


def _no_address() -> BadInput:
    return BadInput(_("That is not an e-mail address. Write it like name@example.org."))
