"""What the state machine does with money that moves on: accounts, transfers, fees, matches (状态机：资金流转)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from community_charity.calendar import Period
from community_charity.flows import (
    Account,
    AgreeFees,
    ChargeFee,
    FeeTerms,
    OpenAccount,
    ReverseFee,
    ReverseTransfer,
    TransferFunds,
)
from community_charity.giving import ReceiveDonation
from community_charity.giving.changes import ChangePurpose
from community_charity.matching import AnnounceMatching, CancelMatching, ReturnMatch, Scope, SettleMatching
from community_charity.money import Money
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from community_charity.rules.matching import Caps, Pot, Ratio
from community_charity.testing.agreement import BEGIN, plain
from community_charity.testing.cast import BODIES, ONLY_FOR, PEOPLE
from community_charity.testing.drawing import Drawing
from community_charity.testing.strategies import amounts_near

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from community_charity.book.orders import Command
    from community_charity.parties import PersonId
    from community_charity.restrictions import Restriction


class Flows(Drawing):
    """Opens accounts, and moves, charges and matches money (资金流转)."""

    def _opened(self, name: str, holder: Any, role: str, deciders: tuple[PersonId, ...], **head: Any) -> Command:
        return OpenAccount(account=Account(name, holder=holder, role=role, deciders=deciders), **head)

    def _account(self, data: DataObject) -> Command:
        """Open an account, of a body that is known or not, under a name that is new or not."""
        deciders = data.draw(st.sampled_from(((), PEOPLE[:3])))
        name = data.draw(st.sampled_from(("village-account", "county")))
        return self._opened(name, data.draw(st.sampled_from(BODIES)), "village", deciders, **self._head(data))

    # --- drawing ---------------------------------------------------------------------------------

    def _a_purse(self, data: DataObject, pool: str) -> tuple[Restriction | None, list[int]]:
        """Draw money of a pool, mostly some that is there; tell what of it may move."""
        mine = [name for name in self.model.purses if name[0] == pool]
        there = [name for name in mine if self.model.spare_in(name)]
        names = [*there, *there, *mine, (pool, None)]
        name = data.draw(st.sampled_from(names), label="purse")
        only = next((one for one in ONLY_FOR if one is not None and plain(one) == name[1]), None)
        return only, [max(self.model.spare_in(name), 1)]

    def _who_approves(self, data: DataObject, pool: str, targets: tuple[str, ...], order: dict[str, Any]) -> list[Any]:
        model = self.model
        if pool not in model.pools:
            return []
        aside = {party for target in targets for party in model.aside(pool, target, order)}
        all_ = sorted(model.pools[pool]["deciders"])
        may = [person for person in all_ if person not in aside]
        half = len(may) // 2
        choices = [*[may] * 8, may[: half + 1], may[:half], all_, [*may, PEOPLE[-1]]]
        return data.draw(st.sampled_from(choices), label="approved by")

    # --- another purpose -------------------------------------------------------------------------

    @precondition(lambda self: self.model.gifts)
    @rule(data=st.data())
    def change(self, data: DataObject) -> None:
        """Restrict one gift, or two, to something else: with the donor's consent, or without."""
        model = self.model
        live = [(name, purse) for purse in model.purses for name in model.gifts if model.unspent(purse, name)]
        name, (pool, only) = data.draw(st.sampled_from(live or [("nothing", ("fund", None))]), label="gift")
        beside = [other for other, purse in live if purse == (pool, only) and other != name]
        more = data.draw(st.sampled_from(((), (), tuple(beside[:1]))))
        known = {plain(one): one for one in ONLY_FOR}
        consents = data.draw(st.sampled_from((True, True, True, True, False, None)))
        self.give(
            ChangePurpose(
                pool=pool,
                donations=[name, *more],
                only_for=known.get(only),
                to=data.draw(st.sampled_from(ONLY_FOR)),
                change=UseChange(
                    "change", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=consents
                ),
                **self._head(data),
            )
        )

    # --- transfers -------------------------------------------------------------------------------

    @rule(data=st.data())
    def transfer(self, data: DataObject) -> None:
        """Move money from pool to pool: what is free, a fen more, to where it may go or not; or take a move back."""
        head = self._head(data)
        if data.draw(st.integers(0, 3)) == 0:
            live = [name for name, flow in self.model.transfers.items() if not flow["reversed"]]
            name = self._one_of(data, self.model.transfers, live, "fund")
            self.give(ReverseTransfer(transfer=name, reason="to the wrong pool", **head))
            return
        source = self._one_of(data, self.model.pools, ["county", "society"])
        target = self._one_of(data, self.model.pools)
        only, limits = self._a_purse(data, source)
        self.give(
            TransferFunds(
                source=source,
                target=target,
                amount=self._near(data, *limits),
                only_for=only,
                approved_by=self._who_approves(data, source, (target,), head),
                **head,
            )
        )

    # --- fees ------------------------------------------------------------------------------------

    @rule(data=st.data())
    def agree_and_charge(self, data: DataObject) -> None:
        """Agree on fees, charge one around what the terms leave, or take one back."""
        model, head = self.model, self._head(data)
        kind = data.draw(
            st.sampled_from(("management", "management", "payment_channel", "payment_channel", "platform"))
        )
        what = data.draw(st.sampled_from(("agree", "charge", "charge", "take back" if model.fees else "agree")))
        may = [pool for pool in model.pools if min(model.fee_left(pool, kind, head["on"])) > 0]
        rich = [pool for pool in model.pools if model.spare_in((pool, None)) and pool not in model.societies]
        pool = self._one_of(data, model.pools, (may if what == "charge" else ()) or rich)
        if what == "take back":
            live = [name for name, fee in model.fees.items() if not fee["reversed"]]
            self.give(ReverseFee(fee=self._one_of(data, model.fees, live), reason="charged twice", **head))
            return
        if what == "agree" or not any(one["pool"] == pool and one["kind"] == kind for one in model.terms):
            rate = data.draw(st.sampled_from((Fraction(1, 50), Fraction(1, 50), Fraction(1, 5), Fraction(0))))
            approved = self._who_approves(data, pool, (), head)
            self.give(AgreeFees(pool=pool, terms=[FeeTerms(kind, rate)], approved_by=approved, **head))
            head = self._head(data)
        only, limits = self._a_purse(data, pool)
        left = model.fee_left(pool, kind, head["on"])
        amount = self._near(data, *(max(one, 1) for one in (*limits, *left)))
        self.give(ChargeFee(pool=pool, kind=kind, amount=amount, only_for=only, **head))

    # --- matches ---------------------------------------------------------------------------------

    @rule(data=st.data())
    def announce(self, data: DataObject) -> None:
        """Announce that gifts to a pool are matched: out of a budget around what is there, some of it held."""
        head = self._head(data)
        source = self._one_of(data, self.model.pools, ["county", "society"])
        target = self._one_of(data, self.model.pools, ["fund"])
        only, limits = self._a_purse(data, source)
        budget = self._near(data, *limits, 30_000)
        held = data.draw(st.sampled_from((Money(0), Money(0), budget, Money(min(5_000, budget.fen)))))
        last = data.draw(st.sampled_from((None, None, BEGIN + timedelta(30), head["on"])))
        window = None if last is None else Period(min(BEGIN, last), last)
        caps = Caps(per_gift=data.draw(st.sampled_from((None, Money(300), Money(10_000)))))
        ratio = Ratio(data.draw(st.sampled_from((Fraction(1), Fraction(1, 3), Fraction(2)))))
        scope = Scope([target], only_for=data.draw(st.sampled_from((None, None, None, ONLY_FOR[2]))))
        self.give(
            AnnounceMatching(
                source=source,
                pot=Pot(budget, ratio, caps=caps, window=window),
                gifts=scope,
                only_for=only,
                guaranteed=held,
                approved_by=self._who_approves(data, source, (target,), head),
                **head,
            )
        )

    @rule(data=st.data())
    def announce_and_settle(self, data: DataObject) -> None:
        """Announce a matching, receive a gift that it may cover, and settle it."""
        self.announce(data)
        if self.model.matchings:
            matching = list(self.model.matchings.values())[-1]
            fen = data.draw(amounts_near(300, 20_000, matching["pot"]["budget"]))
            only = data.draw(st.sampled_from((None, None, ONLY_FOR[2])))
            pool = matching["gifts"]["pools"][0]
            self.give(ReceiveDonation(pool=pool, amount=fen, only_for=only, **self._head(data)))
            self.settle(data)

    @precondition(lambda self: self.model.matchings)
    @rule(data=st.data())
    def settle(self, data: DataObject) -> None:
        """Settle a matching, mostly one that has gifts waiting; now and then call it off."""
        model = self.model
        best = [name for name, one in model.matchings.items() if not one["closed"] and model.waiting(name)]
        name, head = self._one_of(data, model.matchings, best), self._head(data)
        if data.draw(st.integers(0, 4)):
            self.give(SettleMatching(matching=name, **head))
        else:
            self.give(CancelMatching(matching=name, reason="no partner found", **head))

    @precondition(lambda self: self.model.settlements)
    @rule(data=st.data())
    def unmatch(self, data: DataObject) -> None:
        """Give a match back, as far as it is unspent."""
        model = self.model
        rows = {gift: row["settlement"] for (_, gift), row in model.matches.items() if row["fen"]}
        gift = self._one_of(data, model.gifts, rows)
        settlement = rows.get(gift) or data.draw(st.sampled_from(sorted(model.settlements)))
        self.give(ReturnMatch(settlement=settlement, gift=gift, **self._head(data)))
