"""Relief and its link with government aid (救助及与政府救助衔接)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.money import Money


class ReliefFigures:
    """What binds a relief case of a fund or society (救助个案)."""

    government_aid_first: bool
    relief_first_when_urgent: bool
    aid_within_need: bool
    decider_recuses: bool
    no_relief_to_interested_persons: bool
    relief_majority: Fraction
    relief_case_ceiling: Money
    relief_household_year_ceiling: Money
    relief_grants_per_cause_and_year: int
    emergency_ceiling: Money
    emergency_signatures: int
    emergency_papers_days: int

    # What single places report of their societies (各地互助社的做法).
    relief_case_least: Money
    federation_case_ceiling: Money
    relief_cancer_amount: Money
    relief_other_cause_amount: Money
    relief_pay_days: int
    relief_fastest_pay_days: int
    relief_kinds: tuple[str, ...]
    relief_steps: tuple[str, ...]
    relief_decided_by: tuple[str, ...]

    # What a pool binds itself to before it grants (救助程序).
    relief_one_chain: bool
    relief_investigators: int
    relief_quorum: Fraction
    relief_notice_days: int

    # From the door to an answer (受理与答复).
    need_reported_by: tuple[str, ...]
    society_helps_within_community: bool
    relief_refusal_notice_working_days: int
    relief_appeal_days: int
