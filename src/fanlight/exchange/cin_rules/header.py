"""The rule of the Header."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fanlight.exchange.cin_rules.rows import Child
from fanlight.exchange.cin_rules.rule import Broken, Census, broken, rule_of_return


@rule_of_return("100", "Header", "Reference Date is incorrect", fields="ReferenceDate")
class ReferenceDate:
    """The reference date is 31 March of the year the Header names."""

    def see(self, child: Child, census: Census) -> None:
        """Nothing to note of a child."""

    def end(self, census: Census) -> Iterable[Broken]:
        """The date stands in the Header."""
        year = census.header["Year"].strip()
        due = date(int(year), 3, 31) if year.isascii() and year.isdigit() and len(year) == 4 else None
        if due is None or census.header.on("ReferenceDate") != due:
            yield broken((census.header, "ReferenceDate"))
