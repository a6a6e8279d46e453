"""What the C library does with memory that is given back to it."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

_MMAP_THRESHOLD = -3  # the number that mallopt has for it
_LARGE = 1 << 20


def hand_back() -> None:
    """Have blocks of a megabyte and more go back to the system once they are free.

    glibc begins so, but keeps ever larger ones once such were freed (as loading a model does), between which small ones
    come to lie: 60 MB after 600 reports. Who has set ``MALLOC_MMAP_THRESHOLD_`` is not overruled.
    """
    if sys.platform == "linux" and "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        with suppress(OSError, AttributeError):  # not with another C library
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)
