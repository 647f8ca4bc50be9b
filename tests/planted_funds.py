"""Bugs planted on purpose in the governing of community charity funds; see `planted_bugs`."""

from __future__ import annotations

import inspect

from community_charity.funds import changing, committee, ladder, names, opinions, setup, uses
from planted_bugs import Bug

BUGS = (
    Bug(
        "the ceiling itself goes above",
        ladder.level_of,
        "fen <= law.fund_committee_ceiling.fen",
        "fen < law.fund_committee_ceiling.fen",
    ),
    Bug(
        "the host's ceiling includes more",
        ladder.level_of,
        "fen > law.fund_host_ceiling.fen",
        "fen > law.fund_host_ceiling.fen + 1",
    ),
    Bug(
        "the host is enough for the board",
        ladder._given,
        "(Level.BOARD,) if level is Level.BOARD else",
        "(Level.HOST,) if level is Level.BOARD else",
    ),
    Bug("an approval of less is enough", ladder._given, "row.fen >= fen", "row.fen <= fen"),
    Bug("an approval may come later", ladder._given, "and row.on <= order.on", ""),
    Bug("an approval for any fund", ladder._given, "row.pool == pool.id and", ""),
    Bug("the committee approves from above", inspect.unwrap(ladder._decide), " - pool.deciders", ""),
    Bug("who leaves stays", changing.changed, "if one not in order.leave", ""),
    Bug("who joins decides nothing", changing._apply, "deciders=committee", "deciders=pool.deciders"),
    Bug(
        "who runs the host is forgotten",
        changing._apply,
        "host.managers if isinstance(host, Charity)",
        "() if isinstance(host, Charity)",
    ),
    Bug(
        "a paid member is not known",
        committee._weigh_each,
        "False if False in each else None",
        "None if False in each else None",
    ),
    Bug("an opinion from later counts", opinions.weigh_opinion, "if one.on <= on", ""),
    Bug(
        "an objection is no matter",
        opinions.weigh_opinion,
        "one.opinion is Opinion.OBJECTS",
        "one.opinion is Opinion.HAS_REMARKS",
    ),
    Bug("an answer from later counts", opinions.weigh_opinion, " and answers[one.key] <= on", ""),
    Bug("two roles in one hand", setup.weigh_roles, "len(frozenset().union(*known)) == sum(map(len, known))", "True"),
    Bug("a role unknown is filled", setup.weigh_roles, "len(known) == len(mine)", "known"),
    Bug("not checked is clear", uses._not_barred, "None if facts.barred is None", "True if facts.barred is None"),
    Bug("a member may be paid", uses._not_barred, "use.payee in fund.committee", "use.payee is fund.committee"),
    Bug(
        "the donor stands before the place",
        vars(names.FundName)["text"].fget,
        "{self.place.zh}{zh}",
        "{zh}{self.place.zh}",
    ),
)
