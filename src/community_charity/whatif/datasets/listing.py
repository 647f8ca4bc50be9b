"""The invented populations by name (数据集清单).

>>> print(listing().cells()[1][:4])
['xuanzhou', 'Xuanzhou district, Anhui', '217', '1,790']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from community_charity.errors import choice
from community_charity.whatif.datasets import words
from community_charity.whatif.datasets.funds import hefei, yantai
from community_charity.whatif.datasets.published import Place, count, province_cases
from community_charity.whatif.datasets.societies import anhui, fengtai, xuanzhou
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from community_charity.whatif.populations import Population

_MAKERS: Final = {
    Place.XUANZHOU: xuanzhou,
    Place.FENGTAI: fengtai,
    Place.ANHUI: anhui,
    Place.HEFEI: hefei,
    Place.YANTAI: yantai,
}


def population(place: Place | str, seed: int = 1) -> Population:
    """Invent a population by its name (按名称生成), with the months that its function takes. Raises `Malformed`.

    >>> len(population("yantai", seed=1))
    342
    """
    return _MAKERS[choice(place, Place)](seed)


def listing() -> Table:
    """List the invented populations (数据集清单), a row each.

    >>> listing().rows[2][0]
    'anhui'
    """
    rows = tuple((place.value, place.text, *_counts(place), words.TITLES[place.value]) for place in Place)
    return Table(words.LISTED, words.LIST_HEADS, rows, words.LIST_SOURCE)


def _counts(place: Place) -> tuple[int, int]:
    if place is Place.ANHUI:
        return count(place, "society_target_count"), province_cases()
    if place in {Place.XUANZHOU, Place.FENGTAI}:
        return count(place, "societies_reported"), count(place, "relief_times_reported")
    return count(place, "community_funds_reported"), count(place, "community_projects_reported")
