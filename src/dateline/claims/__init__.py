"""Grounded report -> its attributions and claims, each with its words."""

from dateline.claims.assemble import Extractor

__all__ = ["Extractor"]
