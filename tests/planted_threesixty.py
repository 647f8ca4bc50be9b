"""Bugs planted on purpose in the file of grants, to see that the tests would catch them."""

from __future__ import annotations

from community_charity.interchange import threesixtygiving
from planted_bugs import Bug

_WRITER = threesixtygiving._Writer
BUGS = (
    Bug("a grant of which nothing stands is left out", threesixtygiving.to_360giving, "story.by(last))]", "story.by(last)) and _sums(changes)[0]]"),
    Bug("the last day is not looked at", threesixtygiving._Story.by, "<= last", "< last"),
    Bug("a grant is numbered by the file, not by the book", threesixtygiving._stories, "len(found) + 1", "len(book.events)"),
    Bug("a void takes back what was paid as well", threesixtygiving._stories, "out - awarded", "-awarded"),
    Bug("a payment that came back counts as paid", threesixtygiving._stories, "_REVERSED, fen, fen", "_REVERSED, fen"),
    Bug("a payment that came back still stands", threesixtygiving._stories, "_REVERSED, fen, fen", "_REVERSED, 0, fen"),
    Bug("a grant that expired is said to be voided", threesixtygiving._stories, "else _EXPIRED", "else _VOIDED"),
    Bug("an amount goes through a float", threesixtygiving._yuan, 'Decimal(f"{fen}e-2")', "Decimal(fen / 100)"),
    Bug("the household is named", _WRITER._recipient, "return str(number)", "return household"),
    Bug("the hash needs no key", _WRITER._recipient, "hmac.digest(self.key,", 'hmac.digest(b"",'),
    Bug("the hash is that of the grant", _WRITER._recipient, "{household}", "{number}"),
    Bug("a fund is its own funder", _WRITER._funder, "fund.host if fund", "pool if fund"),
    Bug("what was modified is dated by the award", _WRITER.grant, "max(change.on", "min(change.on"),
    Bug("what was taken back is not told", _WRITER.grant, "if back:", "if False:"),
)  # fmt: skip
