"""Writing a file whole."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dateline.errors import OutputError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def replace(path: Path, data: bytes) -> None:
    """All or nothing: a half-written file never stands under the name that was asked for.

    Raises OutputError where it cannot be written; what stood under the name before is unchanged then.
    """
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written piece by piece, that stands under its name when all is written (see :func:`replace`)."""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())  # else the name may reach the disk before the bytes, and a power cut between
            os.umask(mask := os.umask(0))
            Path(temporary).chmod(0o666 & ~mask)  # as any other new file; mkstemp makes a private one
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise OutputError(f"{path}: {reason(e)}; what stood there before is unchanged") from e


def reason(error: OSError) -> str:
    """Why something cannot be written, and what to do."""
    if error.errno in _FULL:
        return "cannot be written, the disk is full; make room and run again"
    return f"cannot be written ({(error.strerror or str(error)).lower()}); choose another place, or change its rights"
