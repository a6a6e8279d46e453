"""The way in: ``dateline`` and ``python -m dateline``."""

from __future__ import annotations

import signal
import sys
from types import FrameType


class _Pressed:
    """Ctrl-C as Python has it, and remembered: what it hits may turn it into an error of another kind."""

    def __init__(self) -> None:
        self.yet = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.yet = True
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
    try:
        run()
    except BaseException as e:
        # It ends a class that is being made with a RuntimeError (Python 3.11), a callback of C with a SystemError.
        if isinstance(e, KeyboardInterrupt) or (pressed.yet and isinstance(e, Exception)):
            sys.exit(130)
        raise


if __name__ == "__main__":
    main()
