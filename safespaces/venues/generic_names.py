"""Words that a town has several of: who types them alone may mean any, or no place at all.

The phone has the same (static/js/public/generic-names.js).
"""

# words that name what a town has several of
ANY = frozenset({
    "police", "station", "shopping", "centre", "industrial", "estate", "parish", "hall", "park",
    "post", "office", "church", "school", "hospital", "library", "community", "the", "health",
    "medical", "social", "club", "retail", "business", "primary", "bus", "surgery", "college",
    "pub", "inn",
})  # fmt: skip
# the last words of streets
STREETS = frozenset({
    "road", "street", "lane", "avenue", "close", "drive", "grove", "way", "crescent", "gardens",
    "terrace", "mews", "walk",
})  # fmt: skip
_MORE = frozenset({
    "foot", "footpath", "footway", "path", "pathway", "alley", "alleyway", "passage", "track",
    "bridge", "footbridge", "subway", "underpass", "tunnel", "steps", "playground", "playing",
    "recreation", "ground", "green", "field", "fields", "square", "yard", "court", "cycle",
    "cycleway", "bridleway", "parking", "car", "entrance", "exit", "home", "house", "outside",
    "here", "town", "city", "village", "river", "canal", "wood", "woods", "high", "main",
    "public", "private", "service", "sports", "pitch",
})  # fmt: skip

Words = tuple[str, ...]


def is_generic(words: Words, kind: str) -> bool:
    """Whether a name from a map of everybody's making says nothing: "The Street", "Car Park",
    "School"; not "Church Lane".
    """
    own = words[1:] if len(words) > 1 and words[0] == "the" else words
    if not own or not set(own) <= ANY | STREETS | _MORE:
        return not own
    return not (kind == "street" and len(own) > 1 and own[-1] in STREETS)
