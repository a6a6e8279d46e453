"""The way in: ``dateline`` and ``python -m dateline``."""

from __future__ import annotations

import signal
import sys
from types import FrameType

CTRL_C = 130  # what the library for command lines makes of it


class _Pressed:
    """Ctrl-C as Python has it, and remembered: what it hits may turn it into an error of another kind.

    ``number``: of the signal, for who is asked to end (SIGTERM), or whose terminal is closed (SIGHUP), ends as tidily.
    """

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.number = number
        signal.default_int_handler(number, frame)


def main() -> None:
    """Load the command line and run it. Ctrl-C before there is anything to clean up ends the program without a word."""
    handler = signal.getsignal(signal.SIGINT)
    pressed = _Pressed()
    if handler is signal.default_int_handler:  # not where the caller has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        handler = pressed
    from dateline.cli import main as run

    signal.signal(signal.SIGINT, handler)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, pressed)
    try:
        run()
    except BaseException as e:
        # It ends a class that is being made with a RuntimeError (Python 3.11), a callback of C with a SystemError.
        ended = isinstance(e, KeyboardInterrupt) or (pressed.number and isinstance(e, Exception))
        if ended or (pressed.number and isinstance(e, SystemExit) and e.code == CTRL_C):
            sys.exit(128 + (pressed.number or signal.SIGINT))
        raise
    finally:
        # Ctrl-C inside code that is made from text (named tuples, data classes: any import) is kept by Python as met by
        # nobody, whoever met it, and at the end it would kill itself by it. The next such code makes it forget.
        exec("")


if __name__ == "__main__":
    main()
