"""Claims of many reports -> incidents, holdings, disputes, updates."""

from dateline.incidents.join import Joined, join

__all__ = ["Joined", "join"]
