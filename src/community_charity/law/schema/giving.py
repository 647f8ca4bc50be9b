"""Giving: what may be given, donation agreements, pledges, and what a donor may ask (捐赠)."""

from __future__ import annotations


class GivingFigures:
    """Property given, agreements, the performance of pledges, donors' rights (捐赠财产、捐赠协议、承诺的履行与捐赠人权利)."""

    # The property given (捐赠财产).
    gift_is_own_lawful_property: bool
    gift_goods_are_usable: bool
    gift_goods_meet_standards: bool
    donor_answers_for_own_products: bool

    # The donation agreement (捐赠协议).
    written_agreement_on_request: bool
    donation_agreement_states: tuple[str, ...]
    works_agreement_settles: tuple[str, ...]
    works_name_is_approved: bool
    naming_bars_products: bool
    proceeds_agreement_before_event: bool
    proceeds_gift_is_published: bool
    donation_advertises_no_tobacco: bool
    donation_advertises_nothing_barred: bool

    # Performance (捐赠义务的履行).
    donor_performs_agreement: bool
    media_pledge_enforceable: bool
    written_pledge_enforceable_for: tuple[str, ...]
    notarised_gift_enforceable: bool
    hardship_ends_pledge: bool
    hardship_is_reported: bool
    hardship_is_explained: bool

    # What a donor may ask (捐赠人的权利).
    donor_may_query_use: bool
    donor_may_copy_papers: bool
    donor_is_told_unasked: bool
    donor_may_demand_agreed_use: bool
