"""One way to provoke each error of scenarios over drawn futures; societies and amounts are invented."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.whatif import Population, Scenario
from community_charity.whatif.drawing import CaseModel, Draws, LogNormal, MatchOffer, Poisson
from community_charity.whatif.futures import simulate_drawn
from community_charity.whatif.futures.bands import band, matched
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError

ANHUI = Law.of("cn/anhui")


def village() -> Population:
    frame = {"society": ["v-1"], "capital": [30_000_00], "need_1": [900_00]}
    return Population.from_frame(frame, unit="fen", first_month="2025-05")


@error("what_if.futures_misfit", "draws of two societies for a population of one", "为一个互助社的总体抽取两个互助社")
def draws_of_others() -> CharityError:
    draws = Draws(CaseModel(Poisson(1), LogNormal(yuan(800), cv=1)), societies=2, months=1, draws=2, seed=1)
    return caught(lambda: simulate_drawn(village(), draws, ANHUI))


@error("what_if.no_band", "a band of gifts where government's aid stays as it is", "政府救助不变却求捐赠区间")
def band_of_nothing() -> CharityError:
    return caught(lambda: band(village(), Scenario(ANHUI)))


@error("what_if.no_gifts", "a match where no gifts are told", "未给出捐赠却要配捐")
def match_of_nothing() -> CharityError:
    payer = Text("an invented fund", "虚构基金")
    return caught(lambda: matched(village(), MatchOffer(), Fraction(1), payer=payer))
