"""The way in: ``dateline`` and ``python -m dateline``."""

from __future__ import annotations

import signal
import sys


def main() -> None:
    """Load the command line and run it. Ctrl-C before there is anything to clean up ends the program without a word."""
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:  # not where the caller has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from dateline.cli import main as run

    signal.signal(signal.SIGINT, handler)
    try:
        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
