"""Bugs planted on purpose in campaigns, solicitors and their gifts."""

from __future__ import annotations

from community_charity.book.orders import HANDLERS
from community_charity.campaigns import gifts as gifts_
from community_charity.campaigns import running, weighing
from community_charity.campaigns.campaign import Campaign
from community_charity.campaigns.gifts import campaign_gifts, weigh_campaign_gift
from community_charity.campaigns.running import CampaignFile, EndCampaign, StartCampaign
from community_charity.campaigns.solicitors import RegisterSolicitor, Solicitor, SolicitorCertificate
from planted_bugs import Bug

_START, _END, _CERTIFY = (HANDLERS[kind] for kind in (StartCampaign, EndCampaign, RegisterSolicitor))

BUGS = (
    Bug("a gift a day too early belongs", weigh_campaign_gift, "first <= on <= last", "on <= last"),
    Bug("a gift on the last day does not belong", weigh_campaign_gift, "first <= on <= last", "first <= on < last"),
    Bug("an end counts for nothing", CampaignFile.last.fget, "if self.ended is None", "if True"),  # type: ignore[attr-defined] # a property
    Bug("a late start counts for nothing", CampaignFile.first.fget, "self.started", "self.campaign.period.first"),  # type: ignore[attr-defined] # a property
    Bug("any pool will do", weigh_campaign_gift, "pool in file.campaign.pools", "True"),
    Bug("any channel will do", weigh_campaign_gift, "channel in file.campaign.channels", "True"),
    Bug("a channel not told will do", weigh_campaign_gift, "None if channel is None", "True if channel is None"),
    Bug("a solicitor need not be named", weigh_campaign_gift, "channel is Channel.SOLICITOR", "False"),
    Bug("any certificate will do", weigh_campaign_gift, "asking.certified(on)", "True"),
    Bug("only the first certificate counts", Solicitor.certified, "in self.valid)", "in self.valid[:1])"),
    Bug("a certificate never ends", SolicitorCertificate.valid, "if self.valid_through is not None", "if False"),
    Bug("a newer certificate replaces the older", _CERTIFY.apply, "(*before, event.valid)", "(event.valid,)"),
    Bug("the same certificate is entered twice", _CERTIFY.decide, "<= known", "< known"),
    Bug("a certificate is valid before its day", _CERTIFY.decide, "order.on in valid", "order.on <= valid.last"),
    Bug("a campaign ends twice", _END.decide, "file.ended is not None", "False"),
    Bug("a campaign ends before it started", _END.decide, "order.on < file.started", "False"),
    Bug("a campaign ends before its last gift", _END.decide, "latest > order.on", "False"),
    Bug("the end is not written down", _END.apply, "ended=order.on", "ended=None"),
    Bug("a pool is a host", _START.decide, "campaign.host not in", "None in"),
    Bug("a campaign is started again", _START.decide, "state.absent(CAMPAIGNS, campaign.id, WHAT, checks)", "pass"),
    Bug("an account of anybody will do", running._weigh_pools, "if known else", "if False else"),
    Bug(
        "a partner's account will not do",
        running._weigh_pools,
        "{campaign.host, *campaign.partners}",
        "{campaign.host}",
    ),
    Bug(
        "the name of an account is its holder", running._weigh_pools, "if holder not in joined", "if pool not in joined"
    ),
    Bug("a pool of nobody will do", running._weigh_pools, "None if strange else True", "True"),
    Bug("an obligatory minimum is no apportionment", Campaign.asked_how.fget, "apportions=True", "apportions=False"),  # type: ignore[attr-defined] # a property
    Bug("a box is no public method", Campaign.turns_public.fget, "True if self.methods else self", "self"),  # type: ignore[attr-defined] # a property
    Bug("a plan's days do not bind", weighing._weigh_as_filed, "period.last <= end", "True"),
    Bug("a plan's methods do not bind", weighing._weigh_as_filed, "not beyond", "True"),
    Bug("the plan is not asked", weighing._weigh_plan, "plan is None", "plan is not None"),
    Bug("a partner needs no agreement", weighing._weigh_partners, "elif campaign.partners", "elif False"),
    Bug("the partner's own plan is judged", weighing._weigh_partners, "plan=campaign.planned", "plan=together.plan"),
    Bug(
        "a refused remedy changes nothing",
        weighing._freely,
        '"obligatory_minimum": None',
        '"obligatory_minimum": campaign.obligatory_minimum',
    ),
    Bug(
        "a campaign may start before its first day",
        weighing.weigh_campaign,
        "law.day in campaign.period",
        "law.day <= campaign.period.last",
    ),
    Bug(
        "the certificate's day is not waited for",
        weighing._weigh_plan,
        "set() if host is None",
        "set() if host is not None",
    ),
    Bug("all gifts are counted", campaign_gifts, "if gift.campaign == campaign", ""),
    Bug("what was given is counted, not what stands", campaign_gifts, "isinstance(event, given_by)", "True"),
    Bug("ids do not decide", gifts_._addressed, "donor in campaign.donors", "True"),
)
