"""Bytes -> Documents: text files, folders of them, docs.jsonl, standard input."""

from dateline.ingest.dates import day
from dateline.ingest.sources import documents

__all__ = ["day", "documents"]
