"""Claims of many reports -> incidents, holdings, disputes, updates."""

from dateline.incidents.ahead import Ahead
from dateline.incidents.join import Joined, join

__all__ = ["Ahead", "Joined", "join"]
