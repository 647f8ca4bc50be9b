"""Adapters to packages that know Chinese calendars and numbers (中国日历与号码适配，可选组件).

They come with the extra ``china``: chinesecalendar for the State Council's holiday notices,
python-stdnum for check digits. Both are imported when first used; without them `MissingExtra` says
what to install.

>>> from datetime import date
>>> ChineseWorkCalendar().is_working_day(date(2025, 10, 11))  # a Saturday worked in exchange for a holiday
True
>>> check_unified_social_credit_code("5100 0000 mj00 0000 0b")  # invented
'51000000MJ0000000B'
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from community_charity.calendar import YEAR_UNKNOWN, day, full_years
from community_charity.errors import MISSING_EXTRA, LawError, Malformed, MissingExtra, declare, shown
from community_charity.parties import USCC_CHECK, unified_social_credit_code

if TYPE_CHECKING:
    from datetime import date

IDENTITY = declare(
    "party.identity",
    wanted=("a resident identity number: 17 digits, then a digit or X", "居民身份证号：17位数字加1位数字或X"),
    do=(
        "copy all 18 places from the card; the 15-digit numbers of the first generation are no longer valid",
        "请照身份证填写全部18位；第一代15位号码已停止使用",
    ),
)
IDENTITY_CHECK = declare(
    "party.identity_check",
    wanted=("a resident identity number with the right check digit", "校验码正确的居民身份证号"),
    do=("look for a mistyped digit", "请核对是否误录"),
)
IDENTITY_BIRTH = declare(
    "party.identity_birth",
    wanted=(
        "a day of birth in places 7 to 14 that exists, is not in the future and less than 130 years ago",
        "第7至14位为真实存在、不晚于当日且不满130年的出生日期",
    ),
    do=(
        "look for a mistyped digit, and that `on` is the day on which the number is checked",
        "请核对是否误录，并确认 on 为核对当日",
    ),
)

_IDENTITY: Final = re.compile(r"[0-9]{17}[0-9X]\Z")
_OLDEST: Final = 130


def _package(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as cause:
        raise MissingExtra(MISSING_EXTRA, given=f"no module {module}", package=package, extra="china") from cause


class ChineseWorkCalendar:
    """The working days of the mainland (工作日), holidays and make-up days (调休) included.

    The days are those of the State Council's yearly notices, as chinesecalendar holds them, from
    2004 on. A year for which it has no notice raises `LawError` (``calendar.year_unknown``). The
    notice for a new year has now and then touched the last days of December before it: look
    again at those once it is out. Making one without the package raises `MissingExtra`.

    Source: 全国年节及纪念日放假办法 and the yearly 国务院办公厅关于部分节假日安排的通知.

    >>> from datetime import date
    >>> from community_charity.calendar import CalendarDays, WorkingDays, deadline
    >>> deadline(date(2025, 9, 30), WorkingDays(3), ChineseWorkCalendar())  # 1 to 8 October are holidays
    datetime.date(2025, 10, 11)
    >>> deadline(date(2025, 9, 24), CalendarDays(10), ChineseWorkCalendar())
    datetime.date(2025, 10, 9)
    """

    __slots__ = ()

    def __init__(self) -> None:
        _package("chinese_calendar", "chinesecalendar")

    def is_working_day(self, on: date, /) -> bool:
        """Say whether people work on this day (是否工作日). Raises `LawError` for a year not known, `Malformed`."""
        try:
            return bool(_package("chinese_calendar", "chinesecalendar").is_workday(day(on)))
        except NotImplementedError:  # how that package says that a year has not been announced yet
            raise LawError(YEAR_UNKNOWN, given=f"a day in {on.year}", year=on.year) from None

    def __repr__(self) -> str:
        return "ChineseWorkCalendar()"


def _tidied(value: str) -> str:
    return unicodedata.normalize("NFKC", value).upper().replace(" ", "").replace("-", "")


def check_resident_identity(number: str, *, on: date) -> str:
    """Check a resident identity number and give it back tidied (居民身份证号, GB 11643-1999).

    Spaces, hyphens, full-width digits and a small x are tidied. Checked are the form, the check
    digit (ISO 7064 MOD 11-2), and that the day of birth exists, lies no later than ``on`` (the day
    of the check) and less than 130 years before it. The place is not checked: retired county
    codes, which real people carry, are missing from every table. That the number was ever issued
    to anyone cannot be known from it. Raises `Malformed`, which never quotes the number or the
    day of birth, and `MissingExtra`.

    >>> from datetime import date
    >>> check_resident_identity("119999 19900307 006x", on=date(2025, 1, 1))  # invented: no such county
    '11999919900307006X'
    """
    day(on)
    ric = _package("stdnum.cn.ric", "python-stdnum")
    tidy = _tidied(number) if type(number) is str else ""
    if _IDENTITY.match(tidy) is None:
        raise Malformed(IDENTITY, given=shown(number))
    if tidy[-1] != ric.calc_check_digit(tidy):
        raise Malformed(IDENTITY_CHECK, given=shown(number))
    try:
        born: date = ric.get_birth_date(tidy)
    except ValueError:
        raise Malformed(IDENTITY_BIRTH, given=shown(number)) from None
    if born > on or full_years(born, on) >= _OLDEST:
        raise Malformed(IDENTITY_BIRTH, given=shown(number))
    return tidy


def check_unified_social_credit_code(code: str) -> str:
    """Check a unified social credit code and give it back tidied (统一社会信用代码, GB 32100-2015).

    Spaces, hyphens, full-width signs and small letters are tidied. Checked are the form (see
    `parties.unified_social_credit_code`) and the check character. Codes that begin with a letter,
    such as N for rural collectives (农村集体经济组织), are right if their check character is:
    python-stdnum's own ``validate`` refuses them. Raises `Malformed` and `MissingExtra`.

    >>> check_unified_social_credit_code("N2000000MF0000000G")  # invented
    'N2000000MF0000000G'
    """
    uscc = _package("stdnum.cn.uscc", "python-stdnum")
    tidy = unified_social_credit_code(_tidied(code) if type(code) is str else code)
    if tidy[-1] != uscc.calc_check_digit(tidy):
        raise Malformed(USCC_CHECK, given=shown(code))
    return tidy
