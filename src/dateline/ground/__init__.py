"""Words -> candidates with scores -> one choice, explained: places, actors, times and counts of a parsed report."""

from dateline.ground.grounder import Grounder

__all__ = ["Grounder"]
