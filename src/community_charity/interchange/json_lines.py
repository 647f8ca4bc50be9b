"""A book as JSON Lines (账本的 JSON Lines 文件): kept in a text file, and read back with every order decided again.

The first line says what the file is; after it, each event has a line of its own::

    {"format":"community-charity book","version":1,"place":"cn","events":2}
    {"event.number":0,"is":"FoundSociety","key":"found-1","on":"2025-03-13", ...}
    {"event.number":1,"is":"ReceiveDonation","key":"gift-1","amount_fen":70000, ...}

``is`` names the command, and each of its fields follows. ``event.number`` and ``event.adds`` belong to the event: its
number, and what it adds to its command, such as the purses of a payment. Amounts are whole fen in fields that end in ``_fen``,
days are text such as ``2025-03-13``, sets are sorted. The same book gives the same lines. A field that is ``None`` is
left out; every other is there.

**It is the keeper's own full copy and not for publication**: ids of donors, of people and of households are in it, as
are costs and reasons. Keep it as you keep the book itself (个人信息保护法第51条). What may be published is in `publish`.

>>> from datetime import date
>>> import community_charity as cc
>>> law = cc.Law.of("cn")
>>> book = cc.Book(law)
>>> _ = book.record(cc.ClosePeriod(key="close-1", on=date(2025, 4, 1), through=date(2025, 3, 31)))
>>> lines = to_json_lines(book)
>>> print("".join(lines), end="")
{"format":"community-charity book","version":1,"place":"cn","events":1}
{"event.number":0,"is":"ClosePeriod","key":"close-1","on":"2025-04-01","through":"2025-03-31"}
>>> from_json_lines(lines, law).events == book.events
True
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NoReturn

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS
from community_charity.errors import WRONG_TYPE, Malformed, declare, expect, shown
from community_charity.interchange._codec import Shape, Unwritable, shape_of
from community_charity.interchange._plain import IS, Amiss, agrees, alike, as_text, plain, seen
from community_charity.language import Text
from community_charity.law.decision import Refused
from community_charity.law.law import Law

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.orders import Command, Event

LINE = declare(
    "interchange.line",
    wanted=("{wanted}", "{wanted}"),
    do=("correct {where}", "请更正{where}"),
)
FIELD = declare(
    "interchange.field",
    wanted=("a command whose fields JSON can hold, under a name of its own", "字段可用 JSON 表示且不重名的指令"),
    do=(
        "see the page on keeping a book in a file for the types of {where}",
        "{where} 可用的类型见“把账本存入文件”一页",
    ),
)

_FORMAT: Final = "community-charity book"
_VERSION: Final = 1
_NUMBER: Final = "event.number"
_ADDS: Final = "event.adds"  # no field's name has a point in it
_HEADER: Final = ("format", "version", "place", "events")
_LINE_BREAKS: Final = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def to_json_lines(book: Book) -> list[str]:
    r"""Write a book as lines of JSON, each with its line break (导出账本全文): ``file.writelines(to_json_lines(book))``.

    The lines are text for a file in UTF-8. They hold the whole book, ids of donors and people included, and are **not
    for publication**. Nothing is given before everything is written.

    Raises `Malformed` for what is no `Book`, and, by name, for a command of another package whose fields have types
    that JSON cannot hold or cannot tell apart.

    >>> import community_charity as cc
    >>> to_json_lines(cc.Book(cc.Law.of("cn/hunan")))
    ['{"format":"community-charity book","version":1,"place":"cn/hunan","events":0}\n']
    """
    events, place = expect(book, Book).events, book.law.place
    named = _Named()
    header = dict(zip(_HEADER, (_FORMAT, _VERSION, place, len(events)), strict=True))
    return [_line(header), *(_line(_event(event, named)) for event in events)]


def from_json_lines(lines: str | Iterable[str], law: Law) -> Book:
    """Read a book from lines of JSON, deciding each order again under a law (导入账本全文，逐条重新审查).

    ``lines`` is the text, an open file or any lines, ``law`` that under which the book was kept. Each order is checked
    as if it were new, and what comes out must be what the line says. There is a whole book or none. A change that fits,
    such as another donor, is not noticed: keep a checksum of the file for that.

    Raises `Malformed`, which names the line and the field and quotes no text, for a file of another format, version or
    place, a line that is missing, cut or out of order, a field that is unknown, missing, told twice or of a wrong
    type, an unknown command, and an event that comes out otherwise. Raises `Refused` for an order that this law does
    not allow, with the line as a note.

    >>> import community_charity as cc
    >>> from_json_lines('{"format":"community-charity book","version":1,"place":"cn","events":0}', cc.Law.of("cn")).events
    ()
    >>> from_json_lines("", cc.Law.of("cn"))
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [interchange.line] given: nothing. wanted: a header with format, version, place \
and events. do: correct line 1
    """
    objects = _objects(lines)
    count = _count(next(objects, None), expect(law, Law).place)
    book = Book(law)
    number = _replay(book, objects)
    if number != count:
        told = Text("{n} events", "{n}项事实").fill(n=number)
        _wrong(number + 2, "", Text("the {n} events that line 1 tells of", "第1行所载的{n}项事实").fill(n=count), told)
    return book


# --- writing -------------------------------------------------------------------------------------


def _line(found: dict[str, Any]) -> str:
    """Write one line; what other programs take for a line break, or cannot write as UTF-8, is written as its code."""
    text = as_text(found)
    if not text.isascii():
        text = _LINE_BREAKS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return text + "\n"


def _event(event: Event[Any], named: _Named) -> dict[str, Any]:
    command = event.command
    name = type(command).__name__
    try:
        fields = named.shape(name).write(command)
        adds = {field: plain(getattr(event, field)) for field in _adds(event)}
    except Amiss as amiss:
        raise Malformed(FIELD, given=amiss.given, where=f"{name}.{amiss.path}".rstrip(".")) from None
    except KeyError:
        raise Malformed(FIELD, given=Text("a command without a handler", "未登记处理方式的指令"), where=name) from None
    return {_NUMBER: event.number, IS: name, **fields, **({_ADDS: adds} if adds else {})}


def _adds(event: Event[Any]) -> tuple[str, ...]:
    """Name what an event tells besides its number and its command."""
    kind: Any = type(event)
    return _added(kind)


@cache
def _added(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if field.name not in ("number", "command"))


class _Named:
    """The commands that the library knows now, by the names of their classes."""

    def __init__(self) -> None:
        self._shapes: dict[str, Shape] = {}

    def shape(self, name: str) -> Shape:
        """Give the shape of a command, looked at when first asked for. Raises `KeyError` for no command."""
        found = self._shapes.get(name)
        if found is None:
            found = self._shapes[name] = self._made(name)
        return found

    def _made(self, name: str) -> Shape:
        kinds = [kind for kind in HANDLERS if kind.__name__ == name]
        if not kinds:
            raise KeyError
        if len(kinds) > 1:
            raise Malformed(FIELD, given=Text("several commands of one name", "多个同名指令"), where=name)
        try:
            return shape_of(kinds[0])
        except Unwritable as unwritable:
            raise Malformed(FIELD, given=unwritable.hint, where=name + unwritable.path) from None


# --- reading -------------------------------------------------------------------------------------


def _wrong(number: int, field: str, wanted: Text, given: object) -> NoReturn:
    where = Text("line {n}, {f}", "第{n}行 {f}") if field else Text("line {n}", "第{n}行")
    raise Malformed(LINE, given=given, wanted=wanted, where=where.fill(n=number, f=field))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


class _Twice(ValueError):
    """A field is told twice."""


_DECODE: Final = json.JSONDecoder(object_pairs_hook=_once).raw_decode
_QUICKLY: Final = json.JSONDecoder().raw_decode
_JSON: Final = Text("one whole object of JSON, each name in it once", "一个完整的 JSON 对象，其中每个名称仅出现一次")
_TWICE: Final = Text("a name twice", "重复的名称")
_NOTHING: Final = Text("nothing", "无")


def _objects(lines: str | Iterable[str]) -> Iterator[dict[str, Any]]:
    """Read each line as an object; a text ends its lines with a line feed only."""
    if isinstance(lines, str):
        lines = lines.removesuffix("\n").split("\n") if lines else ()
    elif not isinstance(lines, Iterable):
        raise Malformed(WRONG_TYPE, given=shown(lines), kind="list")
    for number, line in enumerate(lines, 1):
        found = _object(line)
        if type(found) is not dict:
            _wrong(number, "", _JSON, found)
        yield found


def _object(line: str) -> dict[str, Any] | Text:
    """Read one object, or tell what there is instead; what json says would quote the line."""
    try:
        found, end = _QUICKLY(line)
        # Each name has a colon of its own. If there are no more colons than names, none stands twice: twice as fast.
        if type(found) is not dict or line.count(":") != len(found) + _size(found.get(_ADDS)):
            found, end = _DECODE(line)
    except _Twice:
        return _TWICE
    except (ValueError, TypeError, RecursionError):
        return seen(line)
    return found if type(found) is dict and (end == len(line) or not line[end:].strip()) else seen(line)


def _size(adds: Any) -> int:
    return len(adds) if type(adds) is dict else 0


def _count(header: dict[str, Any] | None, place: str) -> int:
    """Check the first line; give the number of events that it tells of."""
    if header is None or set(header) != set(_HEADER):
        wanted = Text("a header with format, version, place and events", "含 format、version、place、events 的首行")
        _wrong(1, "", wanted, _NOTHING if header is None else Text("another object", "其他对象"))
    for name, value in zip(_HEADER, (_FORMAT, _VERSION, place), strict=False):
        if not alike(header[name], value):
            _wrong(1, name, Text(str(value), str(value)), seen(header[name]))
    count = header["events"]
    if type(count) is not int or count < 0:
        _wrong(1, "events", Text("a whole number, zero or more", "不为负的整数"), seen(count))
    return count


_AT_ONCE: Final = 1000  # reading many lines, then recording them, takes a sixth less than turn by turn


def _replay(book: Book, objects: Iterator[dict[str, Any]]) -> int:
    """Record the order of each line, see that the same event comes of it, and give how many there were."""
    record, named, number = book.record, _Named(), 0
    while batch := list(islice(objects, _AT_ONCE)):
        orders = [_order(found, place, named) for place, found in enumerate(batch, number)]
        for order, adds in orders:
            try:
                event = record(order)
            except Refused as refused:
                refused.add_note(f"line {number + 2}")
                raise
            if event.number != number:
                _wrong(number + 2, "key", _NEW, seen(order.key))
            names = _adds(event)
            if names or adds is not None:
                _compare(event, names, adds, number + 2)
            number += 1
    return number


def _order(found: dict[str, Any], number: int, named: _Named) -> tuple[Command, Any]:
    """Make the command of a line; give with it what the event should add."""
    told, name, adds = found.pop(_NUMBER, None), found.pop(IS, None), found.pop(_ADDS, None)
    if told != number or type(told) is not int:
        _wrong(number + 2, _NUMBER, Text(str(number), str(number)), seen(told))
    try:
        command: Command = named.shape(name).read(found)
    except (Amiss, KeyError, TypeError, RecursionError) as error:
        why = error
    else:
        return command, adds
    return _explain(why, name, number + 2)


def _explain(why: Exception, name: object, line: int) -> NoReturn:
    if isinstance(why, Amiss):
        _wrong(line, why.path or str(name), why.wanted, why.given)
    if isinstance(why, RecursionError):
        _wrong(line, str(name), _JSON, Text("an object nested too deeply", "嵌套过深的对象"))
    if type(name) is str and any(kind.__name__ == name for kind in HANDLERS):
        raise why  # from a command's own code
    _wrong(line, IS, Text("the name of a command that has been imported", "已导入的指令的名称"), seen(name))


def _compare(event: Event[Any], names: tuple[str, ...], adds: Any, line: int) -> None:
    """Refuse a line that tells of another event than has come of its order."""
    if type(adds) is not dict or adds.keys() != set(names):
        wanted = Text(", ".join(names) or "nothing", "、".join(names) or "无")
        _wrong(line, _ADDS, wanted, seen(adds))
    for field in names:
        if not agrees(adds[field], getattr(event, field)):
            _wrong(line, f"{_ADDS}.{field}", _SAME, Text("something else", "其他内容"))


_NEW: Final = Text("a key that no line before has", "此前各行均未使用的编号")
_SAME: Final = Text("what the order gives under this law", "该指令在本法规下得出的内容")
