"""Long lists a page at a time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page of a list: its number from 1 on, how many pages there are, and how long each is."""

    page: int
    pages: int
    size: int

    @property
    def skipped(self) -> int:
        """How many of the list come before it."""
        return (self.page - 1) * self.size


def page_of(count: int, size: int, asked: int) -> PageOf:
    """The page of so many that is nearest to the one asked for; a list of none has one page."""
    pages = max(1, -(-count // size))
    return PageOf(min(max(asked, 1), pages), pages, size)
