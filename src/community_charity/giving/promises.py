"""What is promised, how, and whether it can be demanded (捐赠承诺).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> pledge = Pledge(  # invented
...     "pledge-1",
...     pool="village-1",
...     total=yuan(3000),
...     instalments=[Instalment(date(2025, 6, 30), yuan(1000)), Instalment(date(2025, 12, 31), yuan(2000))],
...     promised="media",
...     donor="d-1",
... )
>>> print(pledge.is_enforceable(Law.of("cn").on(date(2025, 3, 13))).reason)
None
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.giving.pledge_grounds import BY_MEDIA, FORM, NOTARISED, SOMEBODY, WRITTEN_FOR
from community_charity.giving.purposes import CharitablePurpose, charitable_purposes
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.money import Money, positive_money
from community_charity.parties import PartyId, opaque_id, party_id
from community_charity.rules.duties import knowing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.law import LawInForce

INSTALMENTS = declare(
    "pledge.instalments",
    wanted=("a list of at least one Instalment", "至少含一期 Instalment 的列表"),
    do=(
        "write [Instalment(date(2025, 6, 30), yuan(1000))]",
        "写作 [Instalment(date(2025, 6, 30), yuan(1000))]",
    ),
)
SUM = declare(
    "pledge.sum",
    wanted=("instalments that sum to the total of {total}", "各期之和等于总额 {total}"),
    do=(
        "give each instalment to the fen; Money.split divides without a rest",
        "各期精确到分；Money.split 可无余数拆分",
    ),
)
NAMELESS = declare(
    "pledge.nameless",
    wanted=("the donor's id, for a promise in writing", "书面承诺须给出捐赠人标识"),
    do=(
        "give the donor's id; it is never shown. Only promises by media, by word or standing ones may be anonymous",
        "请给出捐赠人标识，该标识不予显示；仅媒体、口头及按期捐赠承诺可以匿名",
    ),
)

# --- values --------------------------------------------------------------------------------------


class Promise(Enum):
    """How a gift was promised (承诺方式). ``Promise("media")`` looks one up.

    STANDING is a recurring gift that its donor may end at any time.

    >>> Promise("standing").text.zh
    '按期捐赠'
    """

    MEDIA = "media"
    WRITTEN = "written"
    NOTARISED = "notarised"
    ORAL = "oral"
    STANDING = "standing"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _PROMISES[self]


_PROMISES = {
    Promise.MEDIA: Text("in public through media", "通过媒体公开承诺"),
    Promise.WRITTEN: Text("in a written agreement", "书面捐赠协议"),
    Promise.NOTARISED: Text("in a notarised agreement", "经公证的捐赠协议"),
    Promise.ORAL: Text("by word of mouth", "口头承诺"),
    Promise.STANDING: Text("as a recurring gift", "按期捐赠"),
}
IN_WRITING = (Promise.WRITTEN, Promise.NOTARISED)


def some_instalments(value: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """Check instalments, at least one, and put them in the order of their days (分期). Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> later, sooner = Instalment(date(2025, 7, 1), yuan(1)), Instalment(date(2025, 6, 1), yuan(2))
    >>> [str(one.amount) for one in some_instalments([later, sooner])]
    ['¥2.00', '¥1.00']
    """
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(INSTALMENTS, given=shown(value))
    return tuple(sorted((expect(one, Instalment) for one in value), key=lambda one: one.due))


def _donor(value: PartyId | None) -> PartyId | None:
    return None if value is None else party_id(value)


def _promised(value: Promise) -> Promise:
    return choice(value, Promise)


def _agreement(value: str | None) -> str | None:
    return None if value is None else opaque_id(value)


@attrs.frozen
class Pledge:
    """A gift that is promised and has not come in (认捐).

    ``total`` is `Money`, to which the ``instalments`` sum exactly; ``promised`` says how; ``purposes`` for which of the
    law's purposes, ``None`` if that is not known; ``agreement`` is the id of the `DonationAgreement` behind it, if any.

    ``donor`` is an opaque id that is never shown: a donor who wants to stay unnamed in public still has one. ``None``
    means that nobody here knows who it is. That can be so of a promise through media, by word of mouth or through a
    platform that collects recurring gifts, and not of one in writing: an agreement states who gives (慈善法第39条第2款).
    Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.money import yuan
    >>> Pledge(  # invented
    ...     "pledge-1",
    ...     pool="village-1",
    ...     total=yuan(5),
    ...     instalments=[Instalment(date(2025, 6, 30), yuan(5))],
    ...     promised="oral",
    ... ).donor is None
    True
    """

    id: str = attrs.field(converter=opaque_id)
    pool: str = attrs.field(kw_only=True, converter=opaque_id)
    total: Money = attrs.field(kw_only=True, converter=positive_money)
    instalments: tuple[Instalment, ...] = attrs.field(kw_only=True, converter=some_instalments)
    promised: Promise = attrs.field(kw_only=True, converter=_promised)
    purposes: frozenset[CharitablePurpose] | None = attrs.field(
        default=None, kw_only=True, converter=charitable_purposes
    )
    donor: PartyId | None = attrs.field(default=None, kw_only=True, converter=_donor, repr=False)
    agreement: str | None = attrs.field(default=None, kw_only=True, converter=_agreement)

    def __attrs_post_init__(self) -> None:
        found = sum((one.amount for one in self.instalments), Money(0))
        if found != self.total:
            raise Malformed(SUM, given=found, total=self.total)
        if self.donor is None and (self.promised in IN_WRITING or self.agreement is not None):
            raise Malformed(NAMELESS, given=Text("a promise in writing without a donor", "未给出捐赠人的书面承诺"))

    def is_enforceable(self, law: LawInForce) -> Decision:
        """Tell whether delivery can be demanded once it is overdue, and by which article (能否要求交付).

        *Refused* means that the Charity Law gives no such claim; whether the Civil Code knows more gifts that cannot be
        revoked is left open. Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 2016-09-01.
        Source: 慈善法第41条第1款; for notarised agreements 民法典第658条、第660条 (since 2021-01-01).

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> due = [Instalment(date(2025, 6, 30), yuan(5))]
        >>> told = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="oral", donor="d-1")
        >>> told.is_enforceable(Law.of("cn").on(date(2025, 3, 13))).line("zh")
        '不予：要求交付认捐 pledge-1，2025-03-13——承诺方式为口头承诺，既非媒体公开承诺，也非书面协议'
        """
        checks = Checks()
        weigh_enforceable(checks, self, law)
        return checks.decision(DEMAND.later(id=self.id), self, law.day, law)


DEMAND = Text("demand delivery of pledge {id}", "要求交付认捐 {id}")
_UNBOUND = (Promise.ORAL, Promise.STANDING)


def weigh_enforceable(checks: Checks, pledge: Pledge, law: LawInForce) -> None:
    """Weigh whether delivery can be demanded (可否要求交付审查). See `Pledge.is_enforceable`."""
    law = knowing(law, "media_pledge_enforceable")
    checks.weigh(SOMEBODY, pledge.donor is not None)
    checks.weigh(FORM, pledge.promised not in _UNBOUND, facts={"form": pledge.promised.text})
    if pledge.promised is Promise.MEDIA:
        checks.weigh(BY_MEDIA, law.media_pledge_enforceable)
    elif pledge.promised is Promise.NOTARISED and "notarised_gift_enforceable" in law:
        checks.weigh(NOTARISED, law.notarised_gift_enforceable)
    elif pledge.promised in IN_WRITING:
        _weigh_purposes(checks, pledge, law)


def _weigh_purposes(checks: Checks, pledge: Pledge, law: LawInForce) -> None:
    """A gift that serves other purposes as well is not decided: the article does not say to which part it applies."""
    bound = set(law.written_pledge_enforceable_for)
    meant = pledge.purposes
    within = None if meant is None else {one.value in bound for one in meant}
    holds = None if within is None or len(within) > 1 else within.pop()
    purposes = None if meant is None else frozenset(one.text for one in meant)
    checks.weigh(WRITTEN_FOR, holds, facts={"purposes": purposes})


def enforceable(pledge: Pledge, law: LawInForce) -> bool | None:
    """Tell in one word whether delivery can be demanded (能否要求交付); ``None`` if that is open. See `Pledge.is_enforceable`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> due = [Instalment(date(2025, 6, 30), yuan(5))]
    >>> told = Pledge("pledge-1", pool="village-1", total=yuan(5), instalments=due, promised="media", donor="d-1")
    >>> enforceable(told, Law.of("cn").on(date(2025, 3, 13)))
    True
    """
    checks = Checks()
    weigh_enforceable(checks, pledge, law)
    found = [holds for _, holds, *_ in checks]
    return False if False in found else None if None in found else True
