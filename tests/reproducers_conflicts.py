"""One way to provoke each error in the facts of meetings and recusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.parties import PersonId
from community_charity.rules.conflicts.facts import Matter
from community_charity.rules.conflicts.meetings import Meeting
from community_charity.rules.conflicts.recusal import RecusalQuestion
from community_charity.rules.forms import Form
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("conflict.heads", "more votes than people in the room", "赞成票超过在场人数")
def more_votes_than_people() -> CharityError:
    return caught(lambda: Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, members=9, present=6, in_favour=7))


@error("conflict.room", "somebody present who is no member", "到会者并非成员")
def stranger_in_the_room() -> CharityError:
    members, present = (PersonId("p-1"),), (PersonId("p-2"),)  # invented
    return caught(
        lambda: RecusalQuestion(form=Form.FOUNDATION, matter=Matter.ORDINARY, members=members, present=present)
    )
