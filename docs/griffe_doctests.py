"""Show the doctests in docstrings as code on the reference pages.

Griffe, which reads the docstrings, takes ``>>>`` for Markdown: three quotations, one in the other. This extension puts
a fence round each block of them before they are read. Named in mkdocs.yml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import griffe

if TYPE_CHECKING:
    import ast

# From a line with >>> to the next empty line, and on, if another >>> follows that.
_TO_EMPTY_LINE = r">>> .*(?:\n(?=.*\S).*)*"
_BLOCK = re.compile(rf"^(?P<indent> *){_TO_EMPTY_LINE}(?:\n\s*\n(?P=indent){_TO_EMPTY_LINE})*", re.MULTILINE)
_FLAG = re.compile(r"\s*# doctest:.*$", re.MULTILINE)


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
