"""Bugs planted on purpose in Happy Homeland pools and mutual-aid funds, to see that their tests would notice each."""

from __future__ import annotations

from community_charity import mutual_funds
from community_charity.homeland import five_ones, projects, village
from planted_bugs import Bug, _applies, _decides

_only_for = vars(projects.HomelandProject)["only_for"].fget

BUGS = (
    Bug("raised without being activated", _decides(projects.LaunchProject), "if waits and", "if False and"),
    Bug("launched on the eve of activation", _decides(projects.LaunchProject), "order.on < since", "False"),
    Bug("anybody raises", _decides(projects.LaunchProject), "qualified_on <= order.on", "True"),
    Bug(
        "a village raises",
        _decides(projects.LaunchProject),
        "if isinstance(raiser, Charity) else None",
        "if isinstance(raiser, Charity) else order.on",
    ),
    Bug("any purpose will do", _decides(projects.LaunchProject), "if not pool.serves(project.purpose)", "if False"),
    Bug("it ends before it begins", _decides(projects.LaunchProject), "project.last < order.on", "False"),
    Bug("paid on the last day", _only_for, "self.last + _ONE_DAY", "self.last"),
    Bug("paid for another place", _only_for, "place=self.place", "place=None"),
    Bug("an early end is no end", _applies(projects.EndProject), "ended=order.on", "ended=None"),
    Bug("it ends twice", _decides(projects.EndProject), "row.ended is not None or", ""),
    Bug("a gift comes too late", projects._weigh_gift, "<= row.last", "<= date.max"),
    Bug("a gift comes to another pool", projects._weigh_gift, "if pool != row.project.pool", "if False"),
    Bug(
        "a gift is restricted as it likes",
        projects._weigh_gift,
        "!= (wanted := row.project.only_for)",
        "is None and (wanted := None)",
    ),
    Bug("what went back was raised", projects.raised_for, "- purse.returned", ""),
    Bug("a committee holds the money", _decides(village.ClaimHomelandPool), "isinstance(charity, Charity)", "True"),
    Bug("activated twice", _decides(village.ActivateHomelandPool), "if row.activated is not None", "if False"),
    Bug(
        "nobody keeps the accounts", _decides(village.ActivateHomelandPool), "if order.accounts_by is None", "if False"
    ),
    Bug(
        "the accounts are kept by the first",
        _applies(village.ActivateHomelandPool),
        "if order.accounts_by is None",
        "if True",
    ),
    Bug("unknown is missing", five_ones.FiveOnes.are_set_up, "None if unknown", "False if unknown"),
    Bug("a promise is fair", mutual_funds.weigh_rules, "not promised, None", "True, None"),
    Bug(
        "unknown is no promise", mutual_funds.weigh_rules, "None if promised is None else not promised", "not promised"
    ),
    Bug("a federation hosts", _decides(mutual_funds.EstablishMutualFund), "isinstance(host, Charity)", "True"),
    Bug("the start-up money is lost", _applies(mutual_funds.EstablishMutualFund), "pool, _sources(fund)", "pool, {}"),
    Bug(
        "managers help their own", _applies(mutual_funds.EstablishMutualFund), "frozenset(host.managers)", "frozenset()"
    ),
)
