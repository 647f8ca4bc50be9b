"""What must be told, from what a book holds (公开与报告)."""

from community_charity.publish.duties import duties_of, facts_of

__all__ = ["duties_of", "facts_of"]
