"""All money that moved in a book, day by day (资金变动).

A book's purses say how things stand today. To say how they stood on any day, the events are applied once more, in the
order in which they were recorded, to purses that tell whatever is done to them. So money that the orders of another
package move is told like any other; what it was for is told where the package says so with `tells`.
"""

from community_charity.movements.moves import Fee, Gift, Kind, Move
from community_charity.movements.telling import TELLINGS, Telling, tells
from community_charity.movements.walk import UNTOLD, Movements

__all__ = ["TELLINGS", "UNTOLD", "Fee", "Gift", "Kind", "Move", "Movements", "Telling", "tells"]
