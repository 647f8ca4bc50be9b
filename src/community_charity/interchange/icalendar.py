"""Duties as an iCalendar file (日历文件, RFC 5545), for any calendar or task program.

A duty is a task that falls due on a day, may have no day at all, and is done or not: that is a to-do (``VTODO``), and
only a to-do can say so. Some calendars show events alone; for them ``as_events=True`` writes an all-day event
(``VEVENT``) on each due day, and leaves out what has no day. It comes with the extra ``ical`` (icalendar).

There is no clock: ``stamp`` is the day on which the file is made. The file holds ids and words about duties, and
nothing about persons.

>>> from datetime import date
>>> from community_charity.calendar import EVERY_DAY
>>> from community_charity.law.law import Law
>>> from community_charity.rules.disclosure import CampaignEnded, duties
>>> ended = CampaignEnded("spring-drive", date(2025, 3, 31))
>>> file = to_ical(duties([ended], Law.of("cn"), EVERY_DAY, until=date(2025, 12, 31)), stamp=date(2025, 4, 1))
>>> [line for line in file.decode().splitlines() if line.startswith(("BEGIN:VTODO", "DUE", "STATUS"))]
['BEGIN:VTODO', 'DUE;VALUE=DATE:20250630', 'STATUS:NEEDS-ACTION']
"""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from community_charity.calendar import day
from community_charity.errors import MISSING_EXTRA, MissingExtra, expect
from community_charity.language import Text
from community_charity.rules.disclosure import DutyList, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.language import Lang
    from community_charity.rules.disclosure import Duty

_PRODUCT: Final = "-//community-charity//duties//EN"
_NAMES: Final = uuid5(NAMESPACE_URL, "community-charity:duties")


_KEEPS: Final = Text("{what} ({when})", "{what}（{when}）")


def _package() -> Any:
    try:
        return importlib.import_module("icalendar")
    except ImportError as cause:
        raise MissingExtra(MISSING_EXTRA, given="no module icalendar", package="icalendar", extra="ical") from cause


def to_ical(duties: DutyList, *, stamp: date, lang: Lang = "en", scope: str = "", as_events: bool = False) -> bytes:
    """Write duties as an iCalendar file (导出日历), ready to be saved as ``.ics``.

    ``stamp`` becomes the required time stamp, at 00:00 UTC. A duty keeps its UID however often it is written, so a
    calendar updates it instead of adding it again; ``scope``, such as the id of a book, tells apart the duties of
    two books whose ids are the same. Only what was done by ``stamp`` is written as done.

    Raises `MissingExtra` without the package icalendar, `Malformed` for what is no `DutyList` or no plain date,
    `ValueError` for another language.

    Source: RFC 5545, sections 3.6.1, 3.6.2, 3.8.1.11, 3.8.2.3; RFC 7986, section 5.3 for the UID.

    >>> to_ical(DutyList(()), stamp=date(2025, 4, 1), lang="zh").decode().splitlines()[0]
    'BEGIN:VCALENDAR'
    """
    package = _package()
    calendar = package.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    made = datetime.combine(day(stamp), time(), UTC)
    for duty in expect(duties, DutyList):
        if as_events and duty.due is None:
            continue
        entry = package.Event() if as_events else package.Todo()
        for name, value in _properties(duty, stamp, lang, as_events=as_events):
            entry.add(name, value)
        entry.add("uid", str(uuid5(_NAMES, f"{scope}\n{duty.id}")))
        entry.add("dtstamp", made)
        calendar.add_component(entry)
    file: bytes = calendar.to_ical()
    return file


def _properties(duty: Duty, stamp: date, lang: Lang, *, as_events: bool) -> Iterator[tuple[str, Any]]:
    """Give what the entry says, without its UID and stamp."""
    keeps = duty.timing is Timing.AT_LEAST
    yield "summary", (_KEEPS.fill(what=duty.what, when=duty.when) if keeps else duty.what).to(lang)
    yield "description", duty.text(lang)
    yield "categories", [duty.kind.code]
    if as_events:
        yield "dtstart", duty.due  # without an end: the whole day
        yield "transp", "TRANSPARENT"
        return
    if duty.due is not None:
        yield "due", duty.due
    done = duty.done_on is not None and duty.done_on <= stamp
    yield "status", "COMPLETED" if done else "NEEDS-ACTION"
