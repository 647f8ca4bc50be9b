"""Invented populations with published totals (合成数据集): to try a reform before anybody has data of their own.

Each is calibrated to what newspapers and instruments say of a place: its sums in fen are the published ones. Whatever is
between the sums is drawn from a seed. Nobody in them is real, and they say "synthetic" wherever they are shown.

>>> from community_charity import Law, whatif
>>> population = xuanzhou(seed=1)
>>> result = whatif.simulate(population, Law.of(Place.XUANZHOU.law))
>>> result.total("residual"), result.opening["society"]
(yuan("1042800.00"), 651000000)
"""

from community_charity.whatif.datasets.funds import hefei, yantai
from community_charity.whatif.datasets.listing import listing, population
from community_charity.whatif.datasets.published import Place, published
from community_charity.whatif.datasets.societies import anhui, fengtai, xuanzhou

__all__ = ["Place", "anhui", "fengtai", "hefei", "listing", "population", "published", "xuanzhou", "yantai"]
