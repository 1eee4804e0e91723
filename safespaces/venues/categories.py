"""Kinds of venue, what they may have, and how they can be reached: codes for files, words for
people.
"""

from safespaces.codes import Labels

KINDS = Labels(
    {
        "library": "Library",
        "family_hub": "Family hub",
        "community_centre": "Community centre",
        "fast_food": "Fast food",
        "cafe": "Cafe",
        "restaurant": "Restaurant",
        "hotel": "Hotel",
        "food_hub": "Food hub",
        "leisure_centre": "Leisure centre",
        "shopping_centre": "Shopping centre",
        "cinema": "Cinema",
        "entertainment": "Entertainment",
        "museum": "Museum",
        "theatre": "Theatre",
        "university": "University",
        "youth_club": "Youth club",
        "faith": "Place of worship",
        "shop": "Shop",
        "transport": "Station",
        "licensed_premises": "Pub or bar",
        "other": "Public place",
    }
)

# nobody under 16 without an adult, at any hour they are open for it
MAINLY_FOR_DRINKING = frozenset({"licensed_premises"})
# Nobody under 16 without an adult from midnight to 5 am (Licensing Act 2003, section 145). Whether
# one restaurant has a licence is
# not asked: a young person turned away at one in the morning is worse off than one who is sent
# elsewhere.
MAY_SELL_ALCOHOL_TO_DRINK_THERE = MAINLY_FOR_DRINKING | {"restaurant", "hotel"}

KIT = Labels(
    {
        "charger": "Phone charger",
        "phone": "Phone you can use",
        "first_aid": "First-aid kit",
        "leaflets": "Leaflets",
        "toilets": "Toilets",
        "quiet_room": "Quiet room",
        "seats": "Somewhere to sit",
        "water": "Drinking water",
        "food": "Something to eat",
        "wifi": "Free wifi",
        "hygiene": "Hygiene packs",
    }
)

ACCESS = Labels(
    {
        "step_free": "Step-free entrance",
        "accessible_toilet": "Accessible toilet",
        "lift": "Lift",
        "hearing_loop": "Hearing loop",
        "parking": "Blue Badge parking",
    }
)
