"""E-mail files (.eml): subject, sender, day and the text part.

The standard library's parser takes time with the square of a header's length and of the number of parts in parts, so
both have a limit here.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, cast

from dateline.errors import InputError
from dateline.ingest.feeds import to_text
from dateline.ingest.item import Item

LONG = 4_000  # characters of a header that are looked at; a subject has a hundred
PARTS = 1_000  # of an e-mail; one with a hundred pictures has a hundred and some
_PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)


class _Policy(EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value if len(value) <= LONG else value[:LONG])


def read_mail(data: bytes, uri: str) -> Item:
    """The report in an e-mail. Raises InputError where it has no text part."""
    if len(_PART.findall(data)) > PARTS:
        raise InputError(uri, f"the e-mail has more than {PARTS:,} parts")
    try:
        message = cast("EmailMessage", message_from_bytes(data, policy=_Policy()))
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
