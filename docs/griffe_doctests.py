"""Show the doctests in docstrings as code on the reference pages, and no words that are not of this library.

Griffe, which reads the docstrings, takes ``>>>`` for Markdown: three quotations, one in the other. This extension puts
a fence round each block of them before they are read. Then it mends the lists of fields: of a field that is an empty
``dict`` unless given, griffe_fieldz tells what Python says of ``dict``. Named in mkdocs.yml.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

import griffe

if TYPE_CHECKING:
    import ast

# From a line with >>> to the next empty line, and on, if another >>> follows that.
_TO_EMPTY_LINE = r">>> .*(?:\n(?=.*\S).*)*"
_BLOCK = re.compile(rf"^(?P<indent> *){_TO_EMPTY_LINE}(?:\n\s*\n(?P=indent){_TO_EMPTY_LINE})*", re.MULTILINE)
_FLAG = re.compile(r"\s*# doctest:.*$", re.MULTILINE)

# What Python says of what a field may be made by, and how the empty thing is written.
_EMPTY = {inspect.cleandoc(made_by.__doc__ or ""): repr(made_by()) for made_by in (dict, list, tuple, set, frozenset)}


def fenced(text: str) -> str:
    """Put fences round the doctests of a docstring, and leave out what is meant for the doctest module alone."""
    if "```" in text:
        return text
    text = _BLOCK.sub(lambda block: f"{block['indent']}```pycon\n{block[0]}\n{block['indent']}```", text)
    return _FLAG.sub("", text).replace("<BLANKLINE>", "")


class DoctestFences(griffe.Extension):
    """The extension: called by Griffe for each object that it has read."""

    def on_instance(
        self,
        *,
        node: ast.AST | griffe.ObjectNode,  # noqa: ARG002  Griffe calls by keyword
        obj: griffe.Object,
        agent: griffe.Visitor | griffe.Inspector,  # noqa: ARG002  as above
        **kwargs: Any,  # noqa: ARG002  as above
    ) -> None:
        """Change the docstring before anyone parses it."""
        if obj.docstring is not None:
            obj.docstring.value = fenced(obj.docstring.value)

    def on_class(self, *, cls: griffe.Class, **kwargs: Any) -> None:  # noqa: ARG002  as above
        """Change the list of fields, which griffe_fieldz has made by then."""
        for section in cls.docstring.parsed if cls.docstring is not None else ():
            if section.kind is griffe.DocstringSectionKind.parameters:
                for field in section.value:
                    if field.description in _EMPTY:
                        field.value, field.description = _EMPTY[field.description], ""
