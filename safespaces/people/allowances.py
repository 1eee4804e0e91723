"""How much of what costs somebody else something a stranger may cause: mails, reports, forms.

docs/operating.md says what one network can make in a day.
"""

from dataclasses import dataclass
from datetime import timedelta

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LONGEST_WINDOW = _DAY


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most `most` within `window` for each of what is counted: a mailbox, a network, a place,
    or everybody together.
    """

    name: str
    most: int
    window: timedelta


MAILS_TO_A_MAILBOX = Allowance("mails to a mailbox", 5, _HOUR)
MAILS_TO_A_MAILBOX_A_DAY = Allowance("mails to a mailbox a day", 20, _DAY)
LINKS_TO_AN_ADDRESS = Allowance("links to an address", 5, _HOUR)
LINKS_TO_AN_ADDRESS_A_DAY = Allowance("links to an address a day", 20, _DAY)
# asked for from a network for addresses that nobody has: no mail goes, and nobody is kept out by it
LINKS_TO_NOBODY = Allowance("links to nobody", 500, _DAY)
MAILS_BY_A_NETWORK = Allowance("mails by a network", 50, _DAY)
LINKS_TO_A_BROWSER = Allowance("links to a browser", 10, _HOUR)  # one that has signed in before
FORM_MAILS = Allowance("form mails", 500, _DAY)  # to whom nobody here knows
FORM_MAILS_AT_MOST = Allowance("form mails at most", 5_000, _DAY)  # one by a network, after that
FORMS_BY_A_NETWORK = Allowance("forms by a network", 50, _DAY)
FORMS = Allowance("forms", 1_000, _DAY)
REPORTS_BY_A_NETWORK = Allowance("reports by a network", 40, _DAY)
REPORTS_OF_A_PLACE = Allowance("reports of a place", 30, _DAY)
REPORTS = Allowance("reports", 1_000, _DAY)
# counted apart, so that no flood of others keeps one of these from being taken
NOT_SAFE_BY_A_NETWORK = Allowance("not safe by a network", 10, _DAY)
NOT_SAFE = Allowance("not safe", 500, _DAY)  # told by mail; more are kept
NOT_SAFE_AT_MOST = Allowance("not safe at most", 20_000, _DAY)
REPORTS_OF_A_PLACE_BY_A_NETWORK = Allowance("reports of a place by a network", 5, _DAY)
REFUSALS_OF_A_LINK = Allowance("refusals of a link", 3, _DAY)  # told to its owner
INVITES_BY_A_PARTNER = Allowance("invites by a partner", 10, _DAY)
CODES = Allowance("codes", 8, timedelta(minutes=15))  # tries at a second factor by one person
