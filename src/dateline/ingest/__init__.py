"""Bytes -> Documents."""

from dateline.ingest.sources import documents

__all__ = ["documents"]
