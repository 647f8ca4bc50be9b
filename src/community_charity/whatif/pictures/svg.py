"""An SVG that stands in any page (可嵌入的矢量图): a title and a description, ids of its own, no address to load.

>>> readable('<svg width="1"><g id="axes_1"/></svg>', "T", "D")
'<svg id="p1e5800c7" role="img" aria-labelledby="p1e5800c7-title p1e5800c7-desc" width="1">\
<title id="p1e5800c7-title">T</title><desc id="p1e5800c7-desc">D</desc><g id="p1e5800c7-axes_1"/></svg>'
"""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from typing import Final

_ID: Final = re.compile(r'(\bid="|href="#|url\(#)')


def readable(svg: str, title: str, description: str) -> str:
    """Make matplotlib's SVG ready for a page and for a screen reader (整理矢量图).

    Two pictures on one page would otherwise share ids, and a browser that hides the first would lose the patterns and
    signs of the second. The declaration of the document type, which names an address, is left out.
    """
    body = svg[svg.index("<svg ") :].rstrip()
    own = "p" + sha256(f"{title}\n{description}\n{body}".encode()).hexdigest()[:8]
    body = _ID.sub(rf"\g<1>{own}-", body)
    words = f'<title id="{own}-title">{escape(title)}</title><desc id="{own}-desc">{escape(description)}</desc>'
    # matplotlib's rule for every element would hold for the whole page.
    body = body.replace('<style type="text/css">*{', f'<style type="text/css">#{own} *{{', 1)
    head = f'<svg id="{own}" role="img" aria-labelledby="{own}-title {own}-desc" '
    before, after = body.removeprefix("<svg ").split(">", 1)
    return f"{head}{before}>{words}{after}"
