"""Dateline reads what was reported about an armed conflict and keeps, for each thing that happened, who says so.

>>> import dateline
>>> result = dateline.read("examples/")          # doctest: +SKIP
>>> result.claims[0].source.name                  # doctest: +SKIP
>>> result.to_pandas()                            # doctest: +SKIP
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

from dateline.version import __version__

__all__ = ["__version__", "read"]

# The products of a read are small: threads that share one cost more than they save, and `--jobs` has the other
# processors. Said before numpy is loaded, or it is too late; whoever has said otherwise is not overruled.
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")

TYPE_CHECKING = False  # as in typing, which takes 10 ms to load, in which Ctrl-C would find nobody to answer
if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.pipeline import Result, read  # noqa: TC004 - the property below is what runs


class _Package(ModuleType):
    """``dateline.read`` is the function, also after the stage of the same name (``dateline/read/``) was imported.

    Python puts a submodule into its package under its name; a property cannot be overwritten so. It also keeps
    ``import dateline`` light: the pipeline (spaCy, the gazetteer) is loaded on first use.
    """

    @property
    def read(self) -> Callable[..., Result]:
        from dateline.pipeline import read

        return read

    @read.setter
    def read(self, submodule: ModuleType) -> None:
        """The stage stays reachable as ``from dateline.read import ...``."""


sys.modules[__name__].__class__ = _Package
