"""Bodies (组织): how foundations, associations, service organisations, special funds and trusts are set up and governed.

Each module holds the facts of one kind of body and the decision about it. A fact that is not given is not known, and
leaves the decision open.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.rules.bodies.foundations import FoundationApplication
>>> decision = FoundationApplication(kind="non_public").may_be_registered(Law.of("cn").on(date(2025, 3, 13)))
>>> decision.outcome.value
'undetermined'
"""
