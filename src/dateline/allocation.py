"""What the C library does with memory that is given back to it, and Python with what lasts."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

_MMAP_THRESHOLD = -3  # the number that mallopt has for it
_TRIM_THRESHOLD = -1
_LARGE = 1 << 20
_KEPT = 16 << 20


def hand_back() -> None:
    """Have blocks of a megabyte and more go back to the system once they are free.

    glibc begins so, but keeps ever larger ones once such were freed (as loading a model does), between which small ones
    come to lie: 60 MB after 600 reports. Who has set ``MALLOC_MMAP_THRESHOLD_`` is not overruled. What is free at the
    end of the heap is kept up to 16 MB, or each product would take its half megabyte anew, emptied by the system.
    """
    import ctypes

    if sys.platform == "linux" and "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        with suppress(OSError, AttributeError):  # not with another C library
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)
            library.mallopt(_TRIM_THRESHOLD, _KEPT)


class Alone:
    """Whether this process does nothing but Dateline's work: then what it loads lasts as long as it does.

    Python's search for cycles passes over that: to look through lexicons, gazetteer and model (200,000 objects) again
    and again took a twentieth of a read. And it searches once in so many new objects: Python's own 700 have come after
    a sentence or two, and hardly any is in a cycle before its report is done. Not in a process that others use too,
    whose objects would be passed over with ours.
    """

    here = False
    SEARCH = 20_000

    @classmethod
    def loaded(cls) -> None:
        """All that is there by now lasts."""
        if cls.here:
            gc.freeze()
            gc.set_threshold(cls.SEARCH, 5, 5)  # old ones each half a million: some 300 reports

    @classmethod
    def done(cls) -> None:
        """It lasts no more."""
        if cls.here:
            gc.unfreeze()
