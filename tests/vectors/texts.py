"""What typed texts mean, as the Python reference reads them: words, postcodes, places, whereabouts and times."""

from random import Random

from rapidfuzz.distance import OSA

from safespaces.errors import BadTime
from safespaces.geo.postcode import (
    is_postcode,
    likely_postcodes,
    parse_outward,
    parse_postcode,
    parse_sector,
    postcode_inside,
)
from safespaces.hours.when import When, clock_minutes, split_when
from safespaces.venues.gazetteer import Gazetteer
from safespaces.venues.meaning import Advice, Choice, Whereabouts
from safespaces.venues.whereabouts import resolve
from safespaces.venues.words import words_of
from tests.vectors import made_up

_SPACES = "\t\n\x0b\x0c\r\x1c\x1f \x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000"
_NO_SPACES = "\u180e\u200b\u2060\ufeff\0"
ODD = (
    "", " ", "\0", "x" * 10_000, "\u202egnirts", "<script>alert(1)</script>", "🙂🙂", "🙂" * 120, "🙂" * 121, "'; DROP TABLE", "%00", "{{7*7}}",
    "ǅ ﬀ ß İ ı ſ K Å", "Ａ Ｂ ｃ", "①②", "e\u0301", "’‘'`´", "--", "&&&", "a" * 120, "a" * 121, *(f"stoke{c}aldermoor" for c in _SPACES + _NO_SPACES),
)  # fmt: skip
POSTCODES = (
    "CV1 5FB", "cv15fb", " cv1  5fb ", "CV1-5FB", "C V 1 5 F B", "CV1 SFB", "CVI 5FB", "CV1 5F8", "CVL 5FB", "0V1 5FB", "CV10 0AA", "CVIO OAA",
    "CV1O 0AA", "EC1A 1BB", "ECIA IBB", "M1 1AE", "MI 1AE", "B1 1AA", "8I 1AA", "CV1 5CB", "CV1", "cv6", "CV1 5", "cv6  5", "CV6\u00a05", "CV15",
    "CV99 9ZZ", "CV1 5ZZ", "12345", "ABCDE", "SW1A 2AA", "S W I A 2 A A", "CV1 5FB extra", "ＣＶ１ ５ＦＢ", "ﬀ1 5FB", "cvı 5fb", "CV٦ 5AB", "00000", "OIZSB8O",
    "🙂CV1 5FB🙂", "CV1 5FB\0", "ZE1 0AA", "LL1 1LL", "5518 5518",
    "CV1 5FBB", "CCV1 5FB", "CV1 55FB", "CV66 5AB", "CVG 5AB", "CV6 SAB", "CV1 5FD1", "CV1 IAA", "CVL lAA", "CVV11 5FFB", "GVG GGG",
)  # fmt: skip
PLACES = (
    "Foleshill", "foleshill road", "Foleshill Rd", "foles", "folehsill", "Foleshill, Coventry", "coventry foleshill", "Stoke", "stoke green", "station",
    "stn", "coventry stn", "rail station", "police station", "canley", "canly station", "uni", "hospital", "univercity hospital", "cov uni", "St Johns St", "saint john's street", "st",
    "st peters", "st. peter’s center", "earlsdon lib", "earlsdon", "earlsden", "erlsdno", "wilenhall", "wallsgrave", "cafe soren sq", "CAFÉ SØREN",
    "a & b ave", "cross", "cross rd", "road cross", "cross road noth", "ash gren", "city center", "coventry", "cov", "coventry coventry", "moat house",
    "b", "s", "sun", "bus", "pool medow", "pol medow", "tile hill stationn", "leisure", "leisuer centre", "walsgraev", "the the the", "xyzzy", "52.4, -1.5", "52.4, 1.5", "52.4068, 1.5197", "51.5, 0.1",
    "52.4 -1.5", "52.4;-1.5", "+52.40810,-1.51060", "952.4, -1.5", "52.4, -181", "90,180", "1 2", "1 2 3", "٥٢.٤, -١.٥", "52,4 -1,5", "place:p3", "place:nope",
    "place:", "place: p3", " place:p3", "12 foleshill road", "foleshill road 12", "12a Foleshill Rd, Coventry", "12 foleshill road coventry cv6 5ab",
    "Coventry CV1 5FB", "cv1 5fb pool meadow", "poolmeadow", "tilehill", "earlsdonlibrary", "im at pool meadow", "I’m near the Library", "tonight pool meadow",
    "pool meadow bus station now", "near", "12", "12a", "i am at", "CV1 5F", "CV15F", "cv1 1", "cv11 9", "cv1 1aa or cv1 5fd", "xcv1 5fb", "cv1 5fbx", "cv1 5zz here",
    "ZZ9 9ZZ here", "london", "birmingham", "ßCV1 5FB", "CV1 5FBCV1 5FD",
    "foleshill road CV1 5FB", "Foleshill Road, CV6 5AB", "CV6 5AB Pool Meadow", "canley cv6 5ab", "12 church road cv1 5fb", "cafe soren sq, cv6 5ab", "the CV1 5FB",
    "CV1 5FB 9pm?", "CV1 5FB wed", "half 7 CV1 5FB", "at 9 CV1 5FB", "2130 CV1 5FB", "12 CV1 5FB", "12a CV1 5FB", "flat 3, 12 cv1 5fb", "CV1 5FB please", "CV1 5FB now",
    "CV1 5FB, Coventry, UK", "not CV1 5FB", "CV1 5FB or Canley", "oxford CV1 5FB", "cv1 5fb scared", "52.4081, -1.5106 CV1 5FB", "CV1 5FB 52.4081, -1.5106", "in CV1 5FB west midlands",
    "Foleshill Close", "close to Foleshill", "corner of Foleshill Road", "Foleshill West", "New Coventry Road", "Stoke Coventry Road", "coventry foleshill road", "foleshill england",
    "London Road", "London Roads", "road london", "12 London Rd", "London Road CV99", "London Road Post Office", "place:s6",
    "in an hour Broadgate", "broadgate or canley", "not broadgate", "asda near the london road", "old avenue", "London Road, Canley", "the wave coventry",
    "canley canley", "wed broadgate", "cross road upper lower", "church road, nowhere", "cafe at søren", "12 nowhere road, stoke", "O'Briens and sons, broadgate",
    "52°24'29.2\"N 1°30'38.2\"W", "52° 24′ 28″ N, 1° 30′ 38″ W", "52°24’N 1°30’W", "52°24'60\"N 1°30'38\"W", "1°30'38\"W 52°24'28\"N", "52°24'28''n 1°30'38''e", "99°24'N 1°30'W",
    "9C4WCF5R+X9", "cf5r+x9 Coventry", "CF5R+X9x", "+X9", "///filled.count.soap", "filled.count.soap", "www.count.soap", "a.b.c", "52.4.1.5", "CF5R+X",
    "9, canley", "12 canley station", "at coventry station", "hales st/earl st", "police station", "rising sun", "foleshil road", "london roadd",
    "Mill Lane", "12 mill ln", "mill lane, Binley", "mill lane cv1", "Coventry CV6 5AB", "cv6 5ab coventry", "cov cv6 5ab", "M1 1AE Coventry", "CV10 0AA Coventry",
    "at the police station", "outside asda", "in front of the Asda", "Asda Coventry", "foleshill road CV99", "Foleshill Road, CV6 5", "Foleshill CV1", "Canley, CV6",
    "scared canley", "sos pool meadow", "canley unsafe", "999 canley", "999 foleshill road", "999 asda", "pool meadow now please", "the Foleshill in England",
)  # fmt: skip
MEANT = (
    "cv1 1aa or cv1 5fb", "CV1 5FB, CV1 1AA and cv1 5fb", "my phone is on 1%", "my battery is dead", "help", "help me", "please help", "help pool meadow", "someone is following me", "I’m lost", "im lost", "999", "they have a knife", "near me", "oxford", "London",
    "london road", "stoke on trent", "binley woods", "cov", "Coventry", "COVENTRY!", "town centre", "city centre", "the butts", "butts", "Asda", "church road", "Church Rd, CV6",
    "Flat 3, 12 Foleshill Road", "Foleshill Road, West Midlands", "unit 2 hales st", "opposite hales street", "by the rising sun", "O&#39;Brien&#39;s &amp; Sons", "obriens and sons",
    "Binley", "B1nley", "CV6?", "in CV6", "Coventry CV6", "CV 6", "CV65", "CV1 SFB", "CVI 5FB", "CVO 5FB", "earl st", "earls st", "hale street", "place:t0", "place:s0", "place:s99",
    "geo:52.4081,-1.5106", "geo:52.4081,-1.5106;u=35", "52.4081° N, 1.5106° W", "52.4081N 1.5106W", "N 52.4081 W 1.5106", "52.4081,−1.5106", "(52.4081, -1.5106)", "-1.5106, 52.4081",
    "https://www.google.com/maps/@52.4081,-1.5106,17z", "https://www.google.com/maps/place/X/@52.1,-1.1,17z/data=!3d52.4105!4d-1.5035", "https://maps.google.com/?q=52.4081%2C-1.5106",
    "https://www.openstreetmap.org/#map=17/52.4081/-1.5106", "https://maps.apple.com/?ll=52.4081,-1.5106", "https://maps.app.goo.gl/abc", "https://www.google.com/maps/dir/?api=1&destination=52.4,-1.5",
    "https://www.openstreetmap.org/?mlat=52.4081&mlon=-1.5106", "geo:152.4081,-1.5106", "1.5, 52.25",
)  # fmt: skip
TIMES = (
    "Canley saturday night 2am", "Canley friday night 1am", "tomorrow night 1am Canley", "Canley tonight 12am", "Canley tonight 1am", "Stoke saturday night midnight",
    "Stoke in a minute", "Stoke in half an hour", "Stoke in half an minute", "Stoke in 999 hours", "Stoke the day after tomorrow", "7 at Canley", "12 near Stoke",
    "tomorrow morning Stoke", "sat evening, Stoke", "saturday night fever", "CV1 5FB fridays at 9", "CV1 5FB tomorrow?", "CV1 5FB 9 at night",
    "CV1 5FB tomorrow", "CV1 5FB at 9", "Stoke 2130", "Stoke 25/12", "Stoke Friday", "foleshill road tonight", "CV6 5AB 7pm tomorrow", "CV6 5AB in 20 minutes", "Stoke in an hour",
    "Stoke in half an hour", "CV6 5AB Christmas Day", "Stoke Sat night", "8pm tomorrow Stoke", "tonight pool meadow", "rising sun", "Stoke half past 9", "Stoke quarter past 10", "Stoke this evening",
    "Stoke tomorrow at 9", "Stoke at 25", "Stoke on sunday morning", "tomorrow", "Stoke next week", "monday night, Stoke", "Stoke 0930", "Stoke tonight at 9", "at 9 Stoke", "2130", "Stoke at 2130",
    "CV1 5FB 9", "CV1 5FB, 12", "Stoke half 7", "Stoke 9 o'clock", "CV1 5FB quarter to 9", "Stoke ten to 9pm", "CV1 5FB 6-8pm", "Stoke before 6", "Stoke later", "Stoke tmrw",
    "Stoke after school", "Stoke in 2 days", "CV1 5FB this weekend", "Stoke 3 December", "CV1 5FB 25 Dec", "CV1 5FB 10 tonight", "Stoke Friday or Saturday", "Stoke 9am or 9pm",
    "CV1 5FB last Friday", "Stoke next Friday", "Stoke 7ish", "Stoke 9 p.m.", "17-23 Riley Square", "Later Road", "May Street", "CV1 5 tonight", "12 High Street",
    "canley friday night 9:30", "canley tomorrow evening 7:30", "canley tonight 11:45", "canley at 9:30 tonight", "canley 9:30", "9:30", "canley 09:30", "canley 12:30",
    "canley friday morning 9pm", "canley tonight at 1", "canley tonight at 12", "2130 canley", "tomorrow 1900 canley", "2460 canley", "2130", "canley in the morning",
    "canley tuesday morning", "canley tomorrow in 20 minutes", "canley half past 9pm", "canley 5/12 9pm", "canley christmas day at 5pm", "9am or 9pm canley", "canley today 9:30",
    "canley a week on friday", "canley 2026-12-05 21:30", "canley 6pm.", "canley 6pm please", "please", "canley tomorrow night at 9", "canley friday at 9", "canley tonight midnight",
    "in an hour Canley", "Canley tmrw 7pm", "2moro 7pm canley", "7pm tmrw canley", "half past 9 canley", "canley half past 9", "canley half past nine",
    "in 20 minutes", "half seven", "nine o'clock canley", "canley ten pm", "canley at nine", "canley on the 5th", "the 5th", "about canley", "by 9 canley", "Five Ways",
    "tomorrow after school canley", "canley after school tomorrow", "until 9 canley friday", "canley in 20 mins tonight", "in two hours, canley", "Half Moon Lane",
    "Friday 21:30, Foleshill Road", "Foleshill Road, Friday 21:30", "fri 9pm CV1 5FB", "tomorrow at 8.30am, Earlsdon", "tomorrow, Earlsdon", "Earlsdon at noon",
    "Friday midnight Stoke", "Sun Street", "5 High Street", "Monks Road", "52.40, -1.51", "52.40 -1.51", "12.30 13.45", "21:30", "9pm", "today", "tonight 10pm",
    "Stoke, today", "Stoke today", "Stoke tomorrow 9am", "Stoke on Friday 9am", "Stoke on friday", "Stoke,friday", "Stoke ,friday 9.15", "Stoke ;, sat, at noon",
    "SATURDAY, AT 10 PM; Stoke", "thurs 10am x", "thur 10am x", "thu10am x", "tues, 7.05pm, x, y", "wednesday", "wednesday,", "wednesday Stoke", "midday, Stoke",
    "midnight Stoke", "Noon Close", "noonclose", "Noon Close noon", "at 9pm Stoke", "at 9:00", "Stoke at 9:00", "Stoke at", "9 pm 10 pm", "9 pm, 10 pm", "1:2", "1:23",
    "12:34:56", "24:00 Stoke", "23:59 Stoke", "0:00", "00:00am", "0am", "12am x", "12pm x", "13pm x", "12:60 x", "7 am", "7am7", "7:30am7", "a 7:30am", "frıday 9pm x",
    "ſunday 9pm x", "٩pm x", "x 9\u00a0pm", "x\u20039pm", "x \ufeff9pm", "x 9pm.", "x, monday, tuesday", "monday tuesday", "monday, tuesday 9am", "monday 9am tuesday",
    "Stoke  ,  , , friday", "friday" + " x" * 97, "friday" + " x" * 98, "Friday Lane", "Friday Lane, friday", "mon", "monday.", "weds 9pm x", "x\n9pm\ty", "x, 9pm ",
)  # fmt: skip
CLOCKS = ("", "9", "21:30", "9.30pm", "8am", "noon", " MIDNIGHT ", "midday", "25:00", "21:60", "0pm", "13pm", "12 am", "12\u00a0am", "12\tpm", "21:30:15", "9:5", "half past nine", "٩:٣٠", "009", "9 : 30", "9:30 p m")  # fmt: skip


def texts() -> dict:
    """Everything that is read from a text alone."""
    searched = [*PLACES, *MEANT, *POSTCODES, *ODD, *TIMES]
    return {
        "words": [[text, list(words_of(text))] for text in (*PLACES, *MEANT, *TIMES, *ODD[4:])],
        "postcodes": [[text, _postcode(text)] for text in (*POSTCODES, *_spoilt_postcodes())],
        "slips": [[a, b, OSA.distance(a, b)] for a, b in _pairs()],
        "when": [[text, _split(text)] for text in (*TIMES, *PLACES, *ODD[4:])],
        "clocks": [[text, _clock(text)] for text in CLOCKS],
        "whereabouts": [
            [text, meaning(text)] for text in dict.fromkeys((*searched, *_spoilt_names()))
        ],
    }


def gazetteer_file() -> bytes:
    """As phones get it."""
    return made_up.gazetteer().as_json()


def _postcode(text: str) -> list:
    full = str(parse_postcode(text)) if is_postcode(text) else None
    return [
        full,
        [str(each) for each in likely_postcodes(text)],
        parse_sector(text),
        parse_outward(text),
        str(postcode_inside(text) or ""),
    ]


def _spoilt_postcodes() -> list[str]:
    random = Random(5)
    return [
        "".join(random.choice("CVO01I5SB8Z2L ") for _ in range(random.randint(4, 9)))
        for _ in range(300)
    ]


def _spoilt_names() -> list[str]:
    """Names of places with one to three letters changed, left out, doubled or swapped."""
    random = Random(7)
    names = [place.name for place in made_up.gazetteer().places.places]
    return [_spoilt(random.choice(names), random.randint(1, 3), random) for _ in range(300)]


def _spoilt(name: str, slips: int, random: Random) -> str:
    for _ in range(slips):
        at = random.randrange(len(name) - 1)
        one, two = name[at], name[at + 1]
        name = (
            name[:at]
            + random.choice(("", "e" + two, one + one + two, two + one, two))
            + name[at + 2 :]
        )
    return name


def _pairs() -> list[tuple[str, str]]:
    random = Random(3)

    def word() -> str:
        return "".join(random.choice("abc") for _ in range(random.randint(0, 8)))

    return [(word(), word()) for _ in range(300)]


def _split(text: str) -> list | None:
    try:
        when, place = split_when(text)
    except BadTime:
        return None
    return [_pair(when), place]


def _pair(when: When | None) -> list | None:
    return None if when is None else [when.day, when.minutes, when.either, when.ahead, when.part]


def _clock(text: str) -> int | None:
    try:
        return clock_minutes(text)
    except BadTime:
        return None


def meaning(text: str, known: Gazetteer | None = None) -> list:
    """What a text means, by the made-up gazetteer or another."""
    found = resolve(text, known or made_up.gazetteer(), made_up.postcodes().get)
    if isinstance(found, Whereabouts):
        return [found.point.lat, found.point.lon, found.label, found.note]
    if isinstance(found, Choice):
        return [found.question, [[option.label, option.text] for option in found.options]]
    return [found.message] if isinstance(found, Advice) else ["distress"]
