"""Kinds of venue, what they may have, and how they can be reached: codes for files, words for
people.
"""

from safespaces.codes import Labels
from safespaces.geo.located import PointSource
from safespaces.language import marked

KINDS = Labels(
    {
        "library": marked("Library"),
        "family_hub": marked("Family hub"),
        "community_centre": marked("Community centre"),
        "fast_food": marked("Fast food"),
        "cafe": marked("Cafe"),
        "restaurant": marked("Restaurant"),
        "hotel": marked("Hotel"),
        "food_hub": marked("Food hub"),
        "leisure_centre": marked("Leisure centre"),
        "shopping_centre": marked("Shopping centre"),
        "cinema": marked("Cinema"),
        "entertainment": marked("Entertainment"),
        "museum": marked("Museum"),
        "theatre": marked("Theatre"),
        "university": marked("University"),
        "youth_club": marked("Youth club"),
        "faith": marked("Place of worship"),
        "shop": marked("Shop"),
        "transport": marked("Station"),
        "licensed_premises": marked("Pub or bar"),
        "other": marked("Public place"),
    }
)

# nobody under 16 without an adult, at any hour they are open for it
MAINLY_FOR_DRINKING = frozenset({"licensed_premises"})
# Nobody under 16 without an adult from midnight to 5 am (Licensing Act 2003, section 145). A place
# of these kinds that has not said whether it sells any counts as one that does: a young person
# turned away at one in the morning is worse off than one who is sent elsewhere.
MAY_SELL_ALCOHOL_TO_DRINK_THERE = MAINLY_FOR_DRINKING | {"restaurant", "hotel"}

ALCOHOL = Labels(
    {
        "yes": marked("Alcohol is sold to drink there"),
        "no": marked("No alcohol is sold to drink there"),
    }
)

KIT = Labels(
    {
        "charger": marked("Phone charger"),
        "phone": marked("Phone you can use"),
        "first_aid": marked("First-aid kit"),
        "leaflets": marked("Leaflets"),
        "toilets": marked("Toilets"),
        "quiet_room": marked("Quiet room"),
        "seats": marked("Somewhere to sit"),
        "water": marked("Drinking water"),
        "food": marked("Something to eat"),
        "wifi": marked("Free wifi"),
        "hygiene": marked("Hygiene packs"),
    }
)

ACCESS = Labels(
    {
        "step_free": marked("Step-free entrance"),
        "accessible_toilet": marked("Accessible toilet"),
        "lift": marked("Lift"),
        "hearing_loop": marked("Hearing loop"),
        "parking": marked("Blue Badge parking"),
    }
)

POINT_SOURCES = Labels(  # how a point was found
    {
        PointSource.PERSON: marked("set by hand"),
        PointSource.GIVEN: marked("given by a sender"),
        PointSource.ADDRESS: marked("from the address"),
        PointSource.POSTCODE: marked("from the postcode"),
        PointSource.PLACE: marked("from a named place"),
        PointSource.SECTOR: marked("from a part of the postcode"),
    }
)
