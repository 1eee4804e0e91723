"""Whether a row is about a place of the register: by its number, or by its name with a postcode, a
point or an address that agree.
"""

from rapidfuzz import fuzz

from safespaces.geo.distance import geodesic_m
from safespaces.geo.located import LocatedPoint
from safespaces.venues.draft import VenueDraft
from safespaces.venues.venue import Venue
from safespaces.venues.words import words_of

_ONE_PLACE_M = 100.0
_FAR_M = 1_000.0
_ANOTHER_PLACE = 2  # contradictions
_ONE_ADDRESS = 60  # of 100, rapidfuzz's token_set_ratio
_ONE_NAME = 80  # of 100, rapidfuzz's ratio


def is_same_place(known: Venue, draft: VenueDraft, is_ours: bool) -> bool:
    """Whether a row with a venue's id is about that venue: by its name, or by postcode and point;
    in our own export by its postcode.

    Somebody else's number 12 may stand in the same postcode, or share a word.
    """
    words = words_of(draft.get("name") or "")
    if not words or words == words_of(known.name):
        return is_ours or _contradictions(known, draft) < _ANOTHER_PLACE
    return agrees(known, draft, is_ours=is_ours)


def _contradictions(known: Venue, draft: VenueDraft) -> int:
    """How many of postcode, point and address are quite other ones.

    One may be corrected; two are another place of that name.
    """
    postcodes, points = (known.postcode, draft.get("postcode")), (known.located, draft.located)
    return (
        (all(postcodes) and postcodes[0] != postcodes[1])
        + bool(points[0] and points[1] and geodesic_m(points[0].point, points[1].point) > _FAR_M)
        + is_another_address(known.address, draft.get("address") or "")
    )


def is_another_address(one: str, other: str) -> bool:
    """Whether two addresses have hardly a word in common; False where one is not known."""
    mine, theirs = (" ".join(words_of(each)) for each in (one, other))
    return bool(mine and theirs) and fuzz.token_set_ratio(mine, theirs) < _ONE_ADDRESS


def agrees(known: Venue, draft: VenueDraft, *, is_ours: bool = False) -> bool:
    """Whether a row with a venue's number has its name and nothing that contradicts; or else its
    postcode or point.

    By one of these the name may be spelt otherwise, by both it may be another.
    """
    words, kept = words_of(draft.get("name") or ""), words_of(known.name)
    postcode, located = draft.get("postcode"), draft.located
    same_postcode = None if not postcode or not known.postcode else postcode == known.postcode
    near = (
        None
        if not located or not known.located
        else geodesic_m(located.point, known.located.point) <= _ONE_PLACE_M
    )
    if same_postcode is False or near is False:
        return False
    if (
        not same_postcode and not near
    ):  # nothing but a number and a name: "St Mark's" is not "St Mary's" spelt otherwise
        same_address = words_of(known.address) == words_of(draft.get("address") or known.address)
        return (is_ours or words == kept) and same_address
    is_spelling = fuzz.ratio(" ".join(words), " ".join(kept)) >= _ONE_NAME
    return is_spelling or bool(same_postcode and (near or is_ours))


def is_numbered_alike(known: Venue, draft: VenueDraft) -> bool:
    """Whether a row with somebody else's number of a venue is about it.

    The next list has a 17 too: nothing of it may be another.
    """
    words, addresses = (
        words_of(draft.get("name") or ""),
        (words_of(known.address), words_of(draft.get("address") or "")),
    )
    if words != words_of(known.name) and (
        _is_other(known.kind, draft.get("kind")) or _is_other(*addresses)
    ):
        return False
    return agrees(known, draft)


def _is_other(one: object, other: object) -> bool:
    return bool(one and other and one != other)


def is_elsewhere(known: Venue, draft: VenueDraft, *, needs_more: bool) -> bool:
    """Whether a row of one name and postcode is another place: points over 100 m apart, or no
    postcode and another address.

    With `needs_more` a name alone, without a postcode, a point or an address that agree, is not
    enough to be the same.
    """
    addresses = known.address, draft.get("address") or ""
    return _apart(
        known.located,
        draft.located,
        (known.postcode, draft.get("postcode") or ""),
        addresses,
        needs_more,
    )


def are_apart(one: Venue, other: Venue) -> bool:
    """Whether two rows of one file are plainly two places."""
    return _apart(
        one.located,
        other.located,
        (one.postcode, other.postcode),
        (one.address, other.address),
        True,
    )


def _apart(
    one: LocatedPoint | None,
    other: LocatedPoint | None,
    postcodes: tuple[str, str],
    addresses: tuple[str, str],
    needs_more: bool,
) -> bool:
    if one and other:
        return geodesic_m(one.point, other.point) > _ONE_PLACE_M
    if any(postcodes):
        return False
    mine, theirs = map(words_of, addresses)
    return mine != theirs if mine and theirs else needs_more
