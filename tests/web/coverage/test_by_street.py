"""Coverage by the streets: other figures, and pages that say so."""

import re
from pathlib import Path

from safespaces.actions.reference.import_streets import forget_streets, import_streets
from safespaces.osm.pbf import Box
from safespaces.roles import Role
from tests.vectors import streets
from tests.web.staff import NOON, Office

BOX = Box(52.37, -1.56, 52.44, -1.46)
LATE = "/coverage?day=1&hour=12&limit=10"


def test_with_streets_walks_follow_them_and_the_pages_say_so(
    office: Office, tmp_path: Path
) -> None:
    group = office.as_(Role.STAKEHOLDER)

    def page() -> str:
        return group.client.get(LATE).get_data(as_text=True)

    before = page()
    assert "Walks are straight lines" in before and "Walks follow the streets" not in before
    town = streets.town().write(tmp_path / "town.osm.pbf")
    import_streets(office.database, [town], at=NOON, box=BOX, known=(), force=True)
    after = page()
    assert "Walks follow the streets" in after and "Walks are straight lines" not in after
    assert "© OpenStreetMap contributors" in after
    assert f"within 10 minutes {share(after)} and {share(before)}; " in " ".join(
        after.split()
    ).replace("\xa0", " ")
    assert "by the streets and by straight lines" not in before
    assert re.search(r'<path fill="none" stroke="#241a02"', after) is None  # no through road in it
    assert figure(after) != figure(before)
    assert "Walks follow the <strong>streets" in group.client.get("/coverage/sheet").get_data(
        as_text=True
    )
    forget_streets(office.database, at=NOON)
    assert figure(page()) == figure(before)


def share(page: str) -> str:
    found = re.search(r"<strong>(.*?)</strong>", figure(page))
    assert found
    return found[1].replace("\xa0", " ")


def figure(page: str) -> str:
    found = re.search(r'<p class="big-number">(.*?)</p>', page, re.DOTALL)
    assert found
    return found[1].replace("\xa0", " ")
