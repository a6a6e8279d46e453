"""A bound on what a test may take of a processor, so that what would go on without end fails instead."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """AssertionError after so many seconds of processor time."""

    def late(*_: object) -> None:
        raise AssertionError(f"took longer than {seconds} seconds")

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
