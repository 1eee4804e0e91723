"""Made-up opening_hours texts of every kind that is accepted: weeks, nights, seasons, PH, dates, nth weekdays, weeks of the year, comments."""

from hypothesis import strategies as st

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_weekday = st.sampled_from(_WEEKDAYS)
_month = st.sampled_from(_MONTHS)
_year = st.sampled_from(("2026", "2027"))
_day = st.integers(1, 28).map(lambda day: f"{day:02d}")
_christmas = st.sampled_from(("24", "25", "26", "27", "28", "31"))


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _many(one: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(one, min_size=1, max_size=most, unique=True).map(",".join)


_date = st.one_of(
    st.builds("{} {}".format, _month, _day),
    st.builds("Dec {}".format, _christmas),
    st.just("Jan 01"),
    st.builds("{} {} {}".format, _year, _month, _day),
    st.builds("{} Dec {}".format, _year, _christmas),
)
_easter = st.one_of(
    st.just("easter"),
    st.builds("easter {}{} day{}".format, st.sampled_from("+-"), st.integers(1, 3), st.just("s")),
)
_ranges = st.sampled_from(
    ("Dec 24-Jan 02", "Dec 24-26", "Dec 21-31", "Apr 01-Sep 30", "2026 Dec 24-2027 Jan 02", "2027 Jul 24-2027 Aug 31", "May 01-10",
     "2026 Dec 29-2026 Dec 31", "Oct 01-Mar 31")
)  # fmt: skip
_months = st.one_of(
    _month, st.builds("{}-{}".format, _month, _month), _many(_month, 3), st.just("Jan-Mar,Oct-Dec")
)
_weeks = st.sampled_from(
    ("week 1-26", "week 52", "week 10-20", "week 1-53/2", "week 2-52/2", "week 1,3,5", "week 44-53")
)
_calendar = st.one_of(
    st.just(""), st.just(""), _months, _many(_date, 2), _ranges, _weeks, _easter, _year,
    st.just("2026-2027"),
)  # fmt: skip

_days = st.one_of(
    _weekday,
    st.builds("{}-{}".format, _weekday, _weekday).filter(lambda days: days[:2] != days[3:]),
    st.just("Mo-Fr"), st.just("Mo-Su"), st.just("Sa,Su"),
    st.builds("{}[{}]".format, _weekday, st.sampled_from(("1", "2", "-1", "1,3", "2-4", "5"))),
)  # fmt: skip
_weekdays = st.one_of(
    st.just(""),
    _days,
    _days,
    _many(_days, 2),
    st.just("PH"),
    _days.map(lambda days: f"{days},PH"),
    _days.map(lambda days: f"PH,{days}"),
)

_clock = st.integers(0, 23).flatmap(
    lambda hour: st.sampled_from(("00", "15", "30")).map(lambda minute: f"{hour:02d}:{minute}")
)
_session = st.one_of(
    st.builds("{}-{}".format, _clock, _clock).filter(lambda text: text[:5] != text[6:]),
    st.sampled_from(
        (
            "09:00-17:00",
            "10:00-16:00",
            "20:00-02:00",
            "22:00-26:00",
            "18:00-24:00",
            "00:00-24:00",
            "12:00-12:30",
        )
    ),
)
_times = _many(_session, 2)
_comment = st.sampled_from(
    (
        "",
        "",
        "",
        "",
        ' "by appointment"',
        ' open "side door"',
        " unknown",
        ' unknown "ring"',
        " open",
    )
)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """One rule: days, then times with a state or a comment, or off."""
    days = _joined(draw(_calendar), draw(_weekdays))
    if draw(st.integers(0, 3)) == 0:
        return _joined(days, draw(st.sampled_from(("off", "closed", 'off "repairs"'))))
    return _joined(days, draw(_times)) + draw(_comment)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """One to five rules, parted by semicolons, now and then by commas; now and then 24/7 with exceptions."""
    first = draw(
        st.one_of(rules(), rules(), rules(), st.just("24/7"), st.just("Mo-Fr 09:00-17:00; PH off"))
    )
    text = first
    for _ in range(draw(st.integers(0, 4))):
        separator = draw(st.sampled_from(("; ", "; ", "; ", ", ")))
        rule = draw(rules())
        text += (separator if rule[0].isalpha() else "; ") + rule
    return text
