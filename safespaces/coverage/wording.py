"""Figures in words: shares that a person can picture, and counts that point at nobody."""

from safespaces.language import gettext as _

# a count under this is not told (the Office for National Statistics' own practice for small areas)
FEW = 10
_RAREST = 20
_NOBODY = 1e-6  # of a person: what is left over when shares are added up
SHADES = (0.0, 0.1, 0.25, 0.5, 0.75)  # where each shade of a share begins
_LARGEST_ONE_IN = 0.225
_PICTURED = (
    (1, 4),
    (3, 10),
    (1, 3),
    (2, 5),
    (1, 2),
    (3, 5),
    (2, 3),
    (7, 10),
    (3, 4),
    (4, 5),
    (9, 10),
)


def count_words(count: int, few: int = FEW) -> str:
    """ "1,234"; "fewer than 10" for 1 to 9; "none" for 0."""
    if count == 0:
        return _("none")
    return f"{count:,}" if count >= few else _("fewer than %(few)s", few=few)


def count_cell(count: int, few: int = FEW) -> str:
    """A count for a cell of a table: "1234", "<10", "0"."""
    return str(count) if count == 0 or count >= few else f"<{few}"


def share_words(part: int, whole: int) -> str:
    """ "none", "1 in 9", "2 in 3", "9 in 10", "nearly all", "all": the closest that a person can
    picture.
    """
    if part <= 0 or whole <= 0:
        return _("none")
    if part >= whole:
        return _("all")
    share = part / whole
    if share < 1 / _RAREST:
        return _("fewer than 1 in %(rarest)s", rarest=_RAREST)
    if share >= 0.95:
        return _("nearly all")
    if share < _LARGEST_ONE_IN:
        return _("1 in %(share)s", share=round(1 / share))
    one, many = min(_PICTURED, key=lambda pair: abs(pair[0] / pair[1] - share))
    return _("%(one)s in %(many)s", one=one, many=many)


def percent(part: int, whole: int, few: int = 1) -> str:
    """A share such as "11 %", "under 1 %" or "over 99 %".

    "0 %" only where nobody is reached, "100 %" only where everybody is; "–" where nobody counts.

    "few" or "nearly all" where the share would give a count under `few` away.
    """
    if whole <= 0:
        return "–"
    if is_telling(part, whole, few):
        return "few" if part < few else _("nearly all")
    if 0 < part * 100 < whole:
        return _("under 1 %")
    if whole * 99 < part * 100 < whole * 100:
        return _("over 99 %")
    return f"{round(100 * part / whole)} %"


def percent_up_to(part: int, whole: int, at_most: int, few: int = 1) -> str:
    """ "32 %", or "32 %, up to 40 %" where more than the part may be true."""
    said, most = percent(part, whole, few), percent(at_most, whole, few)
    if at_most <= part or said == most:
        return said
    return _("%(said)s, up to %(most)s", said=said, most=most)


def percent_range(low: int, high: int, whole: int, few: int = 1) -> str:
    """ "5 to 14 %", or one share where both ends are told alike."""
    first, last = percent(low, whole, few), percent(high, whole, few)
    if first == last:
        return first
    short = first.removesuffix(" %") if last.endswith(" %") else first
    return _("%(first)s to %(last)s", first=short, last=last)


def percent_cell(part: int, whole: int, few: int = 1) -> str:
    """The same for a narrow cell: "11", "<1", ">99"."""
    said = percent(part, whole, few)
    short = {_("under 1 %"): "<1", _("over 99 %"): ">99"}
    return short.get(said, said.removesuffix(" %"))


def whole_people(people: float) -> int:
    """People as a whole number; somebody is never nobody. Sums of shares are off by a little."""
    return max(1, round(people)) if people > _NOBODY else 0


def grained(people: float, grain: int) -> int:
    """A sum in whole people, rounded to tens, or whatever the grain is; what is not nothing does
    not become so.
    """
    count = whole_people(people)
    return count if grain == 1 or count < grain else (count + grain // 2) // grain * grain


def grained_pair(part: float, whole: float, grain: int) -> tuple[int, int]:
    """A part and its whole in whole people; all of them only where nobody at all is left out."""
    few, all_ = grained(part, grain), grained(whole, grain)
    return (all_ - 1 if few >= all_ and whole - part > _NOBODY else few), all_


def is_telling(part: int, whole: int, few: int = FEW) -> bool:
    """Whether a share of a whole would give a small count away: its own, or that of the rest."""
    return 0 < part < few or 0 < whole - part < few


def share_cells(part: int, whole: int, few: int = FEW) -> tuple[str, str, str]:
    """Part, whole and share for a table, so that no count under `few` can be had by subtraction or
    from the share.
    """
    if is_telling(part, whole, few):
        return f"<{few}" if part < few else _("nearly all"), count_cell(whole, few), ""
    return count_cell(part, few), count_cell(whole, few), f"{part / whole:.3f}" if whole else ""


def missed_words(reached: int, whole: int, few: int = FEW) -> str:
    """How many of a whole are not reached, in words that give no count under `few` away."""
    if is_telling(reached, whole, few):
        return _("nearly all") if reached < few else _("fewer than %(few)s", few=few)
    return count_words(whole - reached, few)


def shade(part: int, whole: int) -> int:
    """Which of six shades a share gets: 0 for none, 5 for three quarters or more; finer where it is
    small, for there most hours lie.
    """
    return sum(part > 0 and part >= border * whole for border in SHADES) if whole > 0 else 0
