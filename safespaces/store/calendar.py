"""Bank holidays that were imported or added."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import Boolean, Date, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from safespaces.hours.bank_holidays import Calendar, Dates, Nation
from safespaces.store.rows import Base, UtcDateTime


class BankHolidayRow(Base):
    """A bank holiday of one nation: from the government's list, or added by hand."""

    __tablename__ = "bank_holidays"

    nation: Mapped[str] = mapped_column(String(20), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    is_added: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def calendar_of(session: Session) -> Calendar:
    """What is known beyond the library."""
    found: dict[bool, dict[Nation, dict[date, str]]] = {False: {}, True: {}}
    for row in session.scalars(
        select(BankHolidayRow).order_by(BankHolidayRow.nation, BankHolidayRow.on)
    ):
        found[row.is_added].setdefault(Nation(row.nation), {})[row.on] = row.name
    return Calendar(MappingProxyType(found[False]), MappingProxyType(found[True]))


def replace_listed(session: Session, listed: Mapping[Nation, Dates], at: datetime) -> None:
    """The government's lists in place of those before; days that were added by hand stay."""
    session.execute(
        delete(BankHolidayRow).where(
            BankHolidayRow.is_added.is_(False), BankHolidayRow.nation.in_(listed)
        )
    )
    for nation, dates in listed.items():
        session.add_all(
            BankHolidayRow(nation=nation, on=on, is_added=False, name=name, at=at)
            for on, name in dates.items()
        )
    session.flush()


def add_holiday(session: Session, nation: Nation, on: date, name: str, at: datetime) -> None:
    """Add a day by hand; a second time it takes the new name."""
    session.merge(BankHolidayRow(nation=nation, on=on, is_added=True, name=name, at=at))
    session.flush()
