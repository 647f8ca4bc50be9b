"""How a value becomes JSON and comes back, told by its type hints alone (按类型提示编码).

`codec` reads a hint once and gives two functions, one for each way. Nothing here knows a noun: a class of attrs is an
object of its fields, whoever wrote it. What two types would write alike is refused when the hint is read, so that
each text has one meaning. Exact types only: no float, no ``True`` for 1, no text for a number.

>>> from community_charity.money import Money
>>> found = codec(tuple[Money, ...])
>>> found.write((Money(5), Money(7))), found.read([5, 7])
([5, 7], (yuan("0.05"), yuan("0.07")))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from threading import RLock
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin, get_type_hints

import attrs

from community_charity.errors import Malformed
from community_charity.interchange._plain import IS, Amiss, as_text, seen
from community_charity.interchange._single import SINGLE, Codec, enum_codec
from community_charity.language import Text
from community_charity.money import Money

_LIST: Final = Text("a list", "列表")
_SET: Final = Text("a list without repetition", "无重复项的列表")
_OBJECT: Final = Text("an object", "对象")


class Unwritable(Exception):
    """A type that has no form in JSON here, and the path to the hint that names it (无法编码的类型)."""

    def __init__(self, hint: object) -> None:
        super().__init__()
        self.hint, self.path = str(getattr(hint, "__name__", hint)), ""


@cache  # by the hint; its answers never change
def codec(hint: Any) -> Codec:
    """Give the codec of a type hint (按类型提示取编解码). Raises `Unwritable`."""
    while hasattr(hint, "__supertype__"):  # a NewType is what it is made of
        hint = hint.__supertype__
    made = SINGLE.get(hint)
    if made is not None:
        return made
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _union(hint)
    if origin in _MANY:
        return _MANY[origin](*get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return enum_codec(hint)
    if isinstance(hint, type) and attrs.has(hint):
        shape = shape_of(hint)
        return Codec(dict, hint, shape.read, shape.write)
    raise Unwritable(hint)


# --- many values ---------------------------------------------------------------------------------


def _each(one: Callable[[Any], Any], values: Any, kind: Any, wanted: Text) -> list[Any]:
    """Read or write the parts of what must be of a kind, naming the place of one that is amiss, from 0 on."""
    if type(values) is not kind:
        raise Amiss(wanted, seen(values))
    return _parts(one, values)


def _parts(one: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    done: list[Any] = []
    try:
        for value in values:
            done.append(one(value))  # noqa: PERF401 - the place of what is amiss is how far this came
    except Amiss as amiss:
        place = f"[{len(done)}]"
        raise amiss.under(place) from None
    return done


def _list(kind: type) -> Callable[..., Codec]:
    def made(*hints: Any) -> Codec:
        if kind is tuple and hints[-1:] != (...,):
            return _row(hints)
        inner = codec(hints[0])
        return Codec(
            list,
            kind,
            lambda value: kind(_each(inner.read, value, list, _LIST)),
            lambda value: _each(inner.write, value, kind, _LIST),
            inner.fen,
        )

    return made


def _row(hints: tuple[Any, ...]) -> Codec:
    """A tuple of so many values, each of its own type."""
    inner = [codec(hint) for hint in hints]
    wanted = Text("a list of {n}", "{n}项的列表").fill(n=len(inner))

    def turn(value: Any, kind: Any, turns: list[Callable[[Any], Any]]) -> list[Any]:
        if type(value) is not kind or len(value) != len(turns):
            raise Amiss(wanted, seen(value))
        return _parts(lambda pair: pair[0](pair[1]), zip(turns, value, strict=True))

    reads, writes = [one.read for one in inner], [one.write for one in inner]
    return Codec(
        list,
        tuple,
        lambda value: tuple(turn(value, list, reads)),
        lambda value: turn(value, tuple, writes),
        any(one.fen for one in inner),
    )


def _set(kind: type) -> Callable[[Any], Codec]:
    """A set is a list in a fixed order, so that the same set gives the same text."""

    def made(hint: Any) -> Codec:
        inner = codec(hint)

        def read(value: Any) -> Any:
            parts = _each(inner.read, value, list, _SET)
            found = kind(parts)
            if len(found) != len(parts):
                raise Amiss(_SET, seen(value))
            return found

        return Codec(
            list, kind, read, lambda value: sorted(_each(inner.write, value, kind, _SET), key=as_text), inner.fen
        )

    return made


def _dict(key: Any, of: Any) -> Codec:
    """Whatever is named by text is an object, in its own order; other keys are refused."""
    names, inner = codec(key), codec(of)
    if names.json is not str:
        raise Unwritable(dict)

    def turn(value: Any, name: Callable[[Any], Any], one: Callable[[Any], Any]) -> dict[Any, Any]:
        if type(value) is not dict:
            raise Amiss(_OBJECT, seen(value))
        # A key may be anything, and is told by its place.
        return dict(_parts(lambda pair: (name(pair[0]), one(pair[1])), value.items()))

    return Codec(
        dict,
        dict,
        lambda value: turn(value, names.read, inner.read),
        lambda value: turn(value, names.write, inner.write),
        inner.fen,
    )


_MANY: Final[dict[Any, Callable[..., Codec]]] = {
    tuple: _list(tuple),
    list: _list(list),
    Sequence: _list(tuple),
    frozenset: _set(frozenset),
    set: _set(set),
    dict: _dict,
    Mapping: _dict,
}

# --- one of several types ------------------------------------------------------------------------


def _union(hint: Any) -> Codec:
    """Tell the alternatives apart by their type in JSON; several classes tell which one they are."""
    found = list(dict.fromkeys(map(codec, get_args(hint))))
    if len(found) == 1:  # two kinds of id
        return found[0]
    classes = [one for one in found if attrs.has(one.python) and one.python is not Money]
    by_json: dict[type, Callable[[Any], Any]] = {one.json: one.read for one in found}
    by_python: dict[type, Callable[[Any], Any]] = {one.python: one.write for one in found}
    if len(classes) > 1:
        by_json[dict] = _tagged(classes)
        by_python |= {one.python: _tagging(one) for one in classes}
    if len(by_json) != len(found) - max(0, len(classes) - 1):
        raise Unwritable(hint)
    wanted = Text("a value of one of its types", "类型之一的值")

    def turn(ways: dict[type, Callable[[Any], Any]]) -> Callable[[Any], Any]:
        def one(value: Any) -> Any:
            way = ways.get(type(value))
            if way is None:
                raise Amiss(wanted, seen(value))
            return way(value)

        return one

    fen = any(one.fen for one in found)
    same = NoneType if NoneType in by_json else None
    return Codec(object, object, turn(by_json), turn(by_python), fen, same, null=NoneType in by_json)


def _tagged(classes: list[Codec]) -> Callable[[Any], Any]:
    named = {one.python.__name__: one.read for one in classes}
    if len(named) != len(classes):
        raise Unwritable(classes[0].python)
    choices = ", ".join(named)
    wanted = Text(f"one of {choices}", f"以下之一：{choices}")

    def read(value: Any) -> Any:
        name = value.get(IS)
        inner = named.get(name) if type(name) is str else None
        if inner is None:
            raise Amiss(wanted, seen(name)).under(IS)
        return inner({key: part for key, part in value.items() if key != IS})

    return read


def _tagging(one: Codec) -> Callable[[Any], Any]:
    name = one.python.__name__
    return lambda value: {IS: name, **one.write(value)}


# --- classes of attrs ----------------------------------------------------------------------------


class Part(NamedTuple):
    """One field: its name in JSON, its name for the class, and how it is read (字段); see `Codec.same`."""

    name: str
    alias: str
    same: type | None
    read: Callable[[Any], Any]


class Shape:
    """The fields of a class of attrs, each with its codec (类的字段). A field that is ``None`` is left out."""

    __slots__ = ("cls", "needed", "nulls", "optional", "size", "writes")

    def __init__(self, cls: type) -> None:
        self.cls = cls
        self.needed: list[Part] = []
        self.optional: list[Part] = []
        self.nulls: dict[str, Any] = {}  # what is None if left out, and would else be something by default
        self.size = 0  # how many fields must be there
        self.writes: list[tuple[str, str, Callable[[Any], Any]]] = []

    def fill(self) -> None:
        """Find the codecs of all fields (逐字段取编解码). Raises `Unwritable`."""
        for field, found in _fields(self.cls):
            alias = str(field.alias)
            part = Part(f"{alias}_fen" if found.fen else alias, alias, found.same, found.read)
            (self.optional if found.null else self.needed).append(part)
            self.writes.append((part.name, field.name, found.write))
            if found.null and field.default is not None:
                self.nulls[alias] = None
        self.size = len(self.needed)
        if len({name for name, *_ in self.writes}) != len(self.writes):
            raise Unwritable(self.cls)

    def write(self, value: Any) -> dict[str, Any]:
        """Give the fields of a value of the class, and of no other (写出字段). Raises `Amiss`."""
        if type(value) is not self.cls:
            raise Amiss(Text("a {c}", "{c}").fill(c=self.cls.__name__), seen(value))
        done: dict[str, Any] = {}
        name = ""
        try:
            for name, attribute, write in self.writes:
                part = write(getattr(value, attribute))
                if part is not None:
                    done[name] = part
        except Amiss as amiss:
            raise amiss.under(name) from None
        return done

    def read(self, found: Any) -> Any:
        """Make a value of its fields; its class checks what they say (由字段构造). Raises `Amiss`."""
        if type(found) is not dict:
            raise Amiss(_OBJECT, seen(found))
        name, given = "", self.nulls.copy()
        try:
            for name, alias, same, read in self.needed:
                value = found[name]
                given[alias] = value if type(value) is same else read(value)
            if len(found) != self.size:
                known = self.size
                for name, alias, same, read in self.optional:
                    if name in found:
                        value = found[name]
                        given[alias] = value if type(value) is same else read(value)
                        known += 1
                name = ""
                if len(found) != known:
                    raise self._unknown(len(found) - known)
        except Amiss as amiss:
            raise amiss.under(name) from None
        except KeyError:
            if name in found:
                raise  # from a class's own code
            raise Amiss(Text("this field, which is missing", "缺少的该字段"), _NOTHING).under(name) from None
        try:
            return self.cls(**given)
        except ValueError as error:
            raise self._refused(given, error) from None

    def _unknown(self, count: int) -> Amiss:
        names = ", ".join(name for name, *_ in self.writes)
        wanted = Text("no fields but {names}", "仅限以下字段：{names}").fill(names=names or _NONE)
        return Amiss(wanted, Text("{n} others", "其他{n}个").fill(n=count))

    def _refused(self, given: Mapping[str, Any], error: ValueError) -> Amiss:
        """Find the field whose converter refused it; what belongs to several fields is told of the whole."""
        wanted = Text("what {c} accepts", "{c} 接受的值").fill(c=self.cls.__name__)
        for field in attrs.fields(self.cls):
            if field.alias in given and callable(field.converter):
                try:
                    field.converter(given[field.alias])
                except ValueError as own:
                    return Amiss(wanted, _said(own)).under(self._name(field.alias))
        return Amiss(wanted, _said(error))

    def _name(self, alias: str) -> str:
        return next(part.name for part in (*self.needed, *self.optional) if part.alias == alias)


_NOTHING: Final = Text("nothing", "无")
_NONE: Final = Text("none", "无")


def _said(error: ValueError) -> Text:
    """Tell what an error of this library says, which quotes no text; another's might."""
    return error.message if isinstance(error, Malformed) else Text("a value that was refused", "被拒绝的值")


def _fields(cls: type) -> Iterator[tuple[attrs.Attribute[Any], Codec]]:
    try:
        hints = get_type_hints(cls)
    except NameError as error:  # a type that is imported for type checkers alone
        raise Unwritable(error.name) from None
    for field in attrs.fields(cls):
        if field.init:
            try:
                yield field, codec(hints.get(field.name, field.type))
            except Unwritable as unwritable:
                unwritable.path = f".{field.name}{unwritable.path}"
                raise


_SHAPES: Final[dict[type, Shape]] = {}
_LOCK: Final = RLock()  # nobody else may see a shape before it is filled


def shape_of(cls: type) -> Shape:
    """Give the fields of a class, with their codecs (取类的字段). Raises `Unwritable`."""
    with _LOCK:
        found = _SHAPES.get(cls)
        if found is None:
            # Known before its fields are: a class may hold itself, as a purpose holds a wider one.
            found = _SHAPES[cls] = Shape(cls)
            try:
                found.fill()
            except Unwritable:
                _SHAPES.clear()  # others may hold what was only begun
                codec.cache_clear()
                raise
        return found
