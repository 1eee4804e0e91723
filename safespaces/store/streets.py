"""The walking network of the town: replaced whole, read when a node has not got it yet."""

from dataclasses import dataclass
from datetime import datetime

import brotli
from sqlalchemy import Integer, LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.store.rows import Base, UtcDateTime
from safespaces.streets.codec import decode_network
from safespaces.streets.network import Network

_ONLY = 1


class StreetsRow(Base):
    """The one network that is there."""

    __tablename__ = "streets"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)  # always 1
    number: Mapped[str] = mapped_column(String(20))  # a digest of both files
    made_on: Mapped[int] = mapped_column(Integer)  # the date of the data, yyyymmdd
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(500))
    kilometres: Mapped[int] = mapped_column(Integer)
    islands: Mapped[int] = mapped_column(Integer)
    island_km: Mapped[int] = mapped_column(Integer)
    network: Mapped[bytes] = mapped_column(LargeBinary)  # streets/codec.py, packed with brotli
    names: Mapped[bytes] = mapped_column(LargeBinary)  # streets/names_codec.py, the same
    # streets/ground_codec.py, the same; none in what was imported before there was one
    ground: Mapped[bytes | None] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True)
class StreetFacts:
    """What is known of a network without reading it."""

    number: str
    made_on: int
    imported_at: datetime
    source: str
    kilometres: int
    islands: int
    island_km: int

    @property
    def date(self) -> str:
        """The date of the data, in words where it is not known."""
        text = f"{self.made_on:08d}"
        return f"{text[:4]}-{text[4:6]}-{text[6:]}" if self.made_on else "an unknown date"


@dataclass(frozen=True, slots=True)
class StreetFiles:
    """The files, packed with brotli; `ground` is b"" where there is none."""

    number: str
    network: bytes
    names: bytes
    ground: bytes


def keep_streets(session: Session, facts: StreetFacts, files: StreetFiles) -> None:
    """Put them in the place of those before."""
    known = {name: getattr(facts, name) for name in StreetFacts.__slots__}
    kept = {name: getattr(files, name) for name in ("network", "names", "ground")}
    session.merge(StreetsRow(id=_ONLY, **kept, **known))


def remove_streets(session: Session) -> bool:
    """Returns whether there were any."""
    there = street_facts(session) is not None
    session.execute(delete(StreetsRow))
    return there


def street_facts(session: Session) -> StreetFacts | None:
    """Of the network that is there; None where there is none."""
    columns = [getattr(StreetsRow, name) for name in StreetFacts.__slots__]
    row = session.execute(select(*columns)).first()
    return StreetFacts(*row) if row else None


def streets_number(session: Session) -> str:
    """Of the network that is there; "" where there is none."""
    return session.scalar(select(StreetsRow.number)) or ""


def street_network(session: Session) -> Network | None:
    """The network that is there; None where there is none. Raises StoreError for a damaged one."""
    files = street_files(session)
    return decode_network(brotli.decompress(files.network)) if files else None


def street_files(session: Session) -> StreetFiles | None:
    """The files; None where there are none."""
    row = session.get(StreetsRow, _ONLY)
    return StreetFiles(row.number, row.network, row.names, row.ground or b"") if row else None
