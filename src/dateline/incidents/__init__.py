"""Claims of many reports -> incidents, holdings, disputes, updates."""

from dateline.incidents.ahead import Ahead, Part, bare, needed
from dateline.incidents.join import Joined, join

__all__ = ["Ahead", "Joined", "Part", "bare", "join", "needed"]
