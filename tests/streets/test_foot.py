"""Which ways people walk on, and what stops them."""

import pytest

from safespaces.streets.foot import Kind, stops_people, walk_of


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("highway=residential", Kind.STREET),
        ("highway=primary", Kind.MAJOR),
        ("highway=tertiary_link", Kind.MAJOR),
        ("highway=service service=driveway", Kind.SERVICE),
        ("highway=pedestrian area=yes", Kind.SQUARE),
        ("highway=footway footway=sidewalk", Kind.PATH),
        ("highway=cycleway", Kind.PATH),
        ("highway=bridleway", Kind.PATH),
        ("highway=track", Kind.TRACK),
        ("highway=steps", Kind.STEPS),
        ("railway=platform", Kind.PATH),
        ("public_transport=platform", Kind.PATH),
        ("man_made=pier", Kind.PATH),
        ("highway=motorway", None),
        ("highway=motorway sidewalk=both", None),
        ("highway=motorway_link", None),
        ("highway=construction", None),
        ("highway=proposed", None),
        ("railway=rail", None),
        ("highway=raceway", None),
        ("route=ferry", None),
        ("", None),
    ],
)
def test_the_kind_of_a_way(tags: str, kind: Kind | None) -> None:
    walk = walk_of(dict(each.split("=") for each in tags.split()))
    assert (walk.kind if walk else None) == kind


@pytest.mark.parametrize(
    ("tags", "is_walked"),
    [
        ("highway=footway foot=no", False),
        ("highway=footway access=no", False),
        ("highway=footway access=private", False),
        ("highway=service access=private foot=yes", True),
        ("highway=service access=private foot=permissive", True),
        ("highway=service access=customers", True),
        ("highway=residential access=destination", True),
        ("highway=track access=agricultural", False),
        ("highway=residential foot=use_sidepath", False),
        ("highway=cycleway foot=no", False),
        ("highway=path access=military", False),
        ("highway=steps conveying=forward", False),
        ("highway=steps conveying=no", True),
        ("highway=corridor", False),
        ("highway=footway indoor=yes", False),
        ("highway=path opening_hours=dawn-dusk", False),
        ("highway=footway access:conditional=no@night", False),
        ("highway=service access=private;destination", False),
        ("highway=service access=emergency", False),
        ("highway=service access=permit", False),
        # roads that cars drive on fast
        ("highway=trunk", False),
        ("highway=trunk_link", False),
        ("highway=trunk sidewalk=left", True),
        ("highway=trunk sidewalk:right=separate", True),
        ("highway=trunk sidewalk=none", False),
        ("highway=trunk foot=yes", True),
        ("highway=trunk foot=yes motorroad=yes", False),
        ("highway=primary motorroad=yes sidewalk=both", False),
        ("highway=primary oneway=yes", True),
        ("highway=primary oneway=yes sidewalk=no", False),
        ("highway=secondary oneway=yes sidewalk=none", False),
        ("highway=tertiary oneway=yes sidewalk=no", True),
        ("highway=primary oneway=yes junction=roundabout sidewalk=no", True),
        ("highway=primary dual_carriageway=yes sidewalk=no", False),
        ("highway=primary sidewalk=no", True),
        ("highway=primary sidewalk=no maxspeed=30_mph", True),
        ("highway=primary sidewalk=no maxspeed=50_mph", False),
        ("highway=primary sidewalk=no maxspeed=80", False),
        ("highway=primary sidewalk=no maxspeed=GB:nsl_single", False),
        ("highway=primary maxspeed=60_mph", True),
        ("highway=primary oneway=yes maxspeed=30_mph", True),
        ("highway=primary oneway=yes maxspeed=40_mph", False),
        ("highway=primary oneway=yes maxspeed=40_mph sidewalk=both", True),
        ("highway=primary oneway=yes maxspeed=40_mph foot=designated", True),
        ("highway=primary oneway=yes maxspeed=none", True),
        ("highway=unclassified sidewalk=no maxspeed=60_mph", False),
    ],
)
def test_what_is_forbidden_or_too_dangerous_is_not_walked(tags: str, is_walked: bool) -> None:
    said = {
        key: value.replace("_mph", " mph") for key, value in (t.split("=") for t in tags.split())
    }
    assert (walk_of(said) is not None) == is_walked


@pytest.mark.parametrize(
    ("tags", "stops"),
    [
        ("", False),
        ("highway=crossing", False),
        ("barrier=gate", False),
        ("barrier=gate access=private", True),
        ("barrier=gate access=private foot=yes", False),
        ("barrier=gate locked=yes", True),
        ("barrier=gate locked=yes foot=designated", False),
        ("barrier=bollard", False),
        ("barrier=bollard foot=no", True),
        ("barrier=wall", True),
        ("barrier=fence", True),
        ("barrier=fence foot=yes", False),
        ("barrier=stile", False),
        ("barrier=gate opening_hours=08:00-18:00", True),
        ("barrier=gate foot=yes opening_hours=08:00-18:00", False),
        ("barrier=swing_gate access=no", True),
        ("access=no", True),
        ("barrier=something_new", True),
        ("railway=level_crossing", False),
    ],
)
def test_what_stops_people_on_a_way(tags: str, stops: bool) -> None:
    assert stops_people(dict(each.split("=") for each in tags.split())) == stops


def test_a_name_and_a_light_are_kept_where_they_are_known() -> None:
    walk = walk_of({"highway": "path", "name": " Canal Path ", "lit": "yes"})
    assert walk and (walk.name, walk.is_lit) == ("Canal Path", True)
    for lit in ("no", "disused"):
        dark = walk_of({"highway": "path", "lit": lit})
        assert dark and not dark.is_lit
