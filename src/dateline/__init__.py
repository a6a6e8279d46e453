"""Dateline reads what was reported about an armed conflict and keeps, for each thing that happened, who says so.

>>> import dateline
>>> result = dateline.read("examples/")          # doctest: +SKIP
>>> result.claims[0].source.name                  # doctest: +SKIP
>>> result.to_pandas()                            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.version import __version__

__all__ = ["__version__", "read"]

if TYPE_CHECKING:
    from dateline.pipeline import read


def __getattr__(name: str) -> Any:
    # `import dateline` stays light: the pipeline (spaCy, the gazetteer) is loaded on first use.
    if name == "read":
        from dateline.pipeline import read

        return read
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
