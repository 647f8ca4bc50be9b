"""Personal information (个人信息保护): what may be asked, given away, published and kept, and with whose consent.

Instruments: 个人信息保护法 (from 2021-11-01), 慈善法 art. 82 (2016: 76), 民政部令第81号 art. 21, 最低生活保障审核确认办法
art. 24, 未成年人保护法 art. 103, 社会救助法 arts. 11 and 62.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> use = DataUse(purpose="publish_relief", kinds=["name", "medical_health"], adult=True, basis="consent")
>>> for remedy in use.may_be_published(Law.of("cn").on(date(2026, 3, 2))).remedies:
...     if remedy.changes:
...         print(remedy.text)
leave out: medical or health
"""

from community_charity.rules.privacy.kinds import Consent, Consenter, DataKind, LegalBasis, Purpose, Role
from community_charity.rules.privacy.masking import masked_name
from community_charity.rules.privacy.records import AssessmentRecord
from community_charity.rules.privacy.use import DataUse

__all__ = [
    "AssessmentRecord",
    "Consent",
    "Consenter",
    "DataKind",
    "DataUse",
    "LegalBasis",
    "Purpose",
    "Role",
    "masked_name",
]
