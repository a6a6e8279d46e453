"""Writing a file whole."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from dateline.errors import OutputError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def replace(path: Path, data: bytes) -> None:
    """All or nothing: a half-written file never stands under the name that was asked for.

    Raises OutputError where it cannot be written; what stood under the name before is unchanged then.
    """
    try:
        _replace(path, data)
    except OSError as e:
        raise OutputError(f"{path}: {reason(e)}; what stood there before is unchanged") from e


def reason(error: OSError) -> str:
    """Why something cannot be written, and what to do."""
    if error.errno in _FULL:
        return "cannot be written, the disk is full; make room and run again"
    return f"cannot be written ({(error.strerror or str(error)).lower()}); choose another place, or change its rights"


def _replace(path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else the name may reach the disk before the bytes, and a power cut between
        os.umask(mask := os.umask(0))
        Path(temporary).chmod(0o666 & ~mask)  # as any other new file; mkstemp makes a private one
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
