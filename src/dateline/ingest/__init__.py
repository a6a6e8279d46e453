"""Bytes -> Documents: text files, folders of them, docs.jsonl, standard input."""

from dateline.ingest.dates import day
from dateline.ingest.sources import documents, from_items

__all__ = ["day", "documents", "from_items"]
