"""The table of bank holidays. Imported only in this folder."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, String
from sqlalchemy.orm import Mapped, mapped_column

from safespaces.store.tables import Base, UtcDateTime


class BankHolidayRow(Base):
    """A bank holiday of one nation: from the government's list, or added by hand."""

    __tablename__ = "bank_holidays"

    nation: Mapped[str] = mapped_column(String(20), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    is_added: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
