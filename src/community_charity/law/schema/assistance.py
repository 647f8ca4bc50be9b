"""Social assistance by government (社会救助)."""

from __future__ import annotations


class AssistanceFigures:
    """Categories, limits in multiples of the dibao standard, time limits (社会救助类别、限额、时限)."""
