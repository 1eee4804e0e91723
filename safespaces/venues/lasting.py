"""How long a check of a venue and a training of its staff count."""

from datetime import date, timedelta

TRAINING_DAYS = 2 * 365  # unless said otherwise
LONGEST_CHECK_DAYS = 2 * 366
_USUAL_YEARS = 1


def usual_last_day(on: date) -> date:
    """A year less a day after a check; of a 29 February the 28th."""
    try:
        same_day = on.replace(year=on.year + _USUAL_YEARS)
    except ValueError:
        same_day = on.replace(year=on.year + _USUAL_YEARS, month=3, day=1)
    return same_day - timedelta(days=1)
