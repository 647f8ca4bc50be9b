"""One way to provoke each error of keeping a book in JSON Lines; what is in the book is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS, Command, Event, Handler
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.language import Text
from reproducers import caught, error
from sample import LAW, ON, book

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@attrs.frozen(kw_only=True)
class Remark(Command):
    """A command of another package, with a field that JSON has no form for."""

    ASKED: ClassVar[Text] = Text("write a remark", "备注")

    about: object = None


REMARKS = {Remark: Handler(lambda state, order, _law, _checks: Event(len(state.events), order), lambda _s, _e: None)}


@error("interchange.line", "a line that was cut off", "被截断的一行")
def a_line_cut_off() -> CharityError:
    *lines, last = to_json_lines(book())
    return caught(lambda: from_json_lines([*lines, last[:-9]], LAW))


@error("interchange.field", "a field of a type that JSON has no form for", "字段类型无法用 JSON 表示")
def a_field_without_a_form() -> CharityError:
    with patch.dict(HANDLERS, REMARKS):  # a stranger's command
        remarks: Any = Book(LAW)
        remarks.record_all([Remark(key="remark-1", on=ON)])
        return caught(lambda: to_json_lines(remarks))
