"""The review desk: a typed JSON API on a casefile, and the page that uses it.

``serve`` knows the casefile only. What needs the stages (joining anew after a judgement, finding places by name) is
handed in by the command line as :class:`~dateline.serve.desk.Backing`.
"""

from dateline.serve.app import make_app
from dateline.serve.desk import Backing, Desk

__all__ = ["Backing", "Desk", "make_app"]
