"""Shades of a map of counts: five steps of equal width with round borders, alike in colour, in grey
and in words.
"""

from collections.abc import Iterable

from safespaces.language import gettext as _

STEPS = 5
# From light to dark, one hue to the next: brightness falls evenly, so it reads in grey and without
# telling red from green.
# static/css/coverage.css has the same for tables, with the colour of the figures on each.
RAMP = ("#fff6d6", "#fbe0a0", "#eeb75c", "#c8842e", "#84481c", "#43200f")
_ROUND = (1, 2, 5)


def step_of(counts: Iterable[int], least: int = 1) -> int:
    """The width of a step: the smallest round number, `least` or more, with which five steps hold
    the largest count.
    """
    largest, width = max(counts, default=0), 1
    while True:
        for nice in _ROUND:
            if nice * width * STEPS >= largest and nice * width >= least:
                return nice * width
        width *= 10


def shade_of(count: int, step: int) -> int:
    """0 for nobody, else 1 to 5."""
    return min(STEPS, -(-count // step)) if count > 0 else 0


def legend(step: int, largest: int) -> list[tuple[int, str]]:
    """Each shade that a count of at most `largest` gets, with its counts in words."""
    steps = range(1, shade_of(largest, step) + 1)
    return [
        (0, _("none")),
        *(
            (
                n,
                _("%(n)s to %(n_2)s", n=f"{(n - 1) * step + 1:,}", n_2=f"{n * step:,}")
                if step > 1
                else f"{n:,}",
            )
            for n in steps
        ),
    ]
