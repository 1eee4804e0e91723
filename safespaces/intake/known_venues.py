"""The venues of the register, as the rows of a file are matched with them."""

from collections import Counter

from safespaces.intake.identity import is_elsewhere, is_numbered_alike
from safespaces.venues.draft import FOREIGN_IDS, VenueDraft, key_of
from safespaces.venues.venue import Venue
from safespaces.venues.words import words_of


class KnownVenues:
    """A register to look up. With `by_name` a name alone finds a venue, where only one has it."""

    def __init__(self, register: list[Venue], *, by_name: bool) -> None:
        names = (
            Counter(words_of(venue.name) for venue in register)
            if by_name
            else Counter[tuple[str, ...]]()
        )
        self._by_name = {
            words_of(venue.name): venue for venue in register if names[words_of(venue.name)] == 1
        }
        self._by_id = {venue.id: venue for venue in register}
        self._by_key = {key_of(venue): venue for venue in register}
        self._by_foreign_id = {
            number: venue
            for venue in register
            for number in venue.external_id.split("; ")
            if number
        }

    def with_id(self, venue_id: str) -> Venue | None:
        """The venue with an id of ours."""
        return self._by_id.get(venue_id)

    def meant_by(self, draft: VenueDraft) -> Venue | None:
        """The venue that a row is about: by its id; by name and postcode; by somebody else's number
        where the place agrees.
        """
        if draft.get("id"):
            return self.with_id(draft.get("id"))
        found = self._by_key.get(draft.key)
        if found and not is_elsewhere(found, draft, needs_more=True):
            return found
        for number in draft.get(FOREIGN_IDS) or ():
            found = self._by_foreign_id.get(number)
            if found and is_numbered_alike(found, draft):
                return found
        found = self._by_name.get(draft.key[0])
        return found if found and not is_elsewhere(found, draft, needs_more=False) else None
