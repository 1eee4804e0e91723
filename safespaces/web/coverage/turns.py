"""The group's pages take turns: whatever is asked of them, threads are left to answer a young
person.
"""

from threading import BoundedSemaphore

from flask import Blueprint, g

from safespaces.errors import Busy
from safespaces.language import gettext as _

AT_ONCE = 2  # of the eight threads that a worker has
_LONGEST_WAIT_S = 0.5

_turns = BoundedSemaphore(AT_ONCE)


def take_turns(pages: Blueprint) -> Blueprint:
    """The same pages, of which at most two requests are worked on at once in this process; others
    are told to come again.
    """

    @pages.before_request
    def wait() -> None:
        if not _turns.acquire(timeout=_LONGEST_WAIT_S):
            raise Busy(
                _(
                    "Several people are working with these pages right now. Try again in a"
                    " few seconds."
                )
            )
        g.has_turn = True

    @pages.teardown_request
    def leave(_error: BaseException | None) -> None:
        if g.pop("has_turn", False):
            _turns.release()

    return pages
