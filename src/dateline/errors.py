"""One root error; a message says what went wrong, with which value, and what to do next.

DatelineError
├── InputError        an input cannot be read: named, left out, the run goes on
├── UsageError        the command or the call is wrong (exit code 2)
├── SetupError        something the program needs is not installed, or is of the wrong version
├── LexiconError      a data file of the package or of the user breaks its own schema
├── GazetteerError    the gazetteer cannot be built, read, imported or fetched
├── CasefileError     a casefile cannot be opened, is of the future, is locked or damaged
├── OutputError       a file cannot be written
└── WorkerError       a process of --jobs was ended from outside
"""

from __future__ import annotations


class DatelineError(Exception):
    """Root of every error that Dateline raises on purpose."""


class InputError(DatelineError):
    """An input cannot be read. ``uri`` names it."""

    def __init__(self, uri: str, message: str) -> None:
        super().__init__(f"{uri}: {message}")
        self.uri = uri
        self.message = message

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        # Errors cross process borders (--jobs); the default would rebuild them from the joined message.
        return (type(self), (self.uri, self.message))


class UsageError(DatelineError):
    """The command or the call is wrong."""


class SetupError(DatelineError):
    """Something the program needs is not installed, or is of the wrong version."""


class LexiconError(DatelineError):
    """A data file breaks its own schema; the message names file and line."""


class GazetteerError(DatelineError):
    """The gazetteer cannot be built, read, imported or fetched."""


class CasefileError(DatelineError):
    """A casefile cannot be opened or written."""


class OutputError(DatelineError):
    """A file cannot be written."""


class WorkerError(DatelineError):
    """One of the processes that share the work was ended from outside."""
