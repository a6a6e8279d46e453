"""E-mail files (.eml): subject, sender, day and the text part."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.utils import parseaddr, parsedate_to_datetime

from dateline.errors import InputError
from dateline.ingest.feeds import to_text
from dateline.ingest.item import Item


def read_mail(data: bytes, uri: str) -> Item:
    """The report in an e-mail. Raises InputError where it has no text part."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        content = body.get_content() if body is not None else ""
        subject, sender, sent = (message.get(h) for h in ("subject", "from", "date"))
    except Exception as e:  # the parser of the standard library trips over some broken headers
        raise InputError(uri, f"the e-mail cannot be read: {type(e).__name__}: {e}") from e
    if body is not None and body.get_content_type() == "text/html":
        content = to_text(content)
    if not content.strip():
        raise InputError(uri, "the e-mail has no text")
    name, address = parseaddr(str(sender or ""))
    fields = {
        "title": str(subject) if subject else None,
        "publisher": name or address or None,
        "published": _day(str(sent)) if sent else None,
    }
    return Item(text=content, found_in={f: "e-mail" for f, v in fields.items() if v}, **fields)


def _day(value: str) -> str | None:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError):
        return None
