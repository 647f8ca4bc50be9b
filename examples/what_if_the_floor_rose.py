"""What if the least start-up capital rose to ¥50,000 on 2026-01-01?

Run it with ``python examples/what_if_the_floor_rose.py``. The societies are invented.
"""

from __future__ import annotations

from datetime import date

import community_charity as cc

NOW = cc.Law.of("cn/anhui/xuancheng/xuanzhou")
REFORM = NOW.amend(since=date(2026, 1, 1), society_minimum_capital=cc.yuan(50_000))
CAPITALS = ("29999.99", "30000", "45000", "50000")


def society(capital: str) -> cc.MutualAidSociety:
    """A filed society of a village with so much capital."""
    return cc.MutualAidSociety(
        cc.OrganisationId("village-1"),
        form=cc.SocietyForm.FILED,
        custodian=cc.OrganisationId("town-federation"),
        council=(cc.PersonId("p-1"), cc.PersonId("p-2"), cc.PersonId("p-3")),
        capital=cc.Capital({"village_collective": cc.yuan(capital)}),
    )


def main() -> None:
    """Ask each society under both laws, the day before the reform and on its day."""
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        print(day)
        for capital in CAPITALS:
            one = society(capital)
            now, then = one.may_register(NOW.on(day)), one.may_register(REFORM.on(day))
            print(f"  {cc.yuan(capital)!s:>11}  now {now.outcome.value:8}  reform {then.outcome.value:8}", end="")
            print(f"  gap {one.capital_gap(REFORM.on(day))}")
    print("what differs:")
    for key, before, after in NOW.diff(REFORM):
        print(f"  {key}: {[value.shown('en') for value in before]} -> {[value.shown('en') for value in after]}")


if __name__ == "__main__":
    main()
