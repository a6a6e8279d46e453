"""PDF files: the text that is in them. A scan has none and is told so."""

from __future__ import annotations

import io

from dateline.errors import InputError
from dateline.ingest.item import Item

MAX_PAGES = 2_000


def read_pdf(data: bytes, uri: str) -> Item:
    """The report in a PDF. Raises InputError where it is broken, locked or a picture.

    The day in its metadata is the day the file was made; it is not taken for the day of publication.
    """
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it remarks on what it mends; a person is told what failed
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if len(reader.pages) > MAX_PAGES:
            raise InputError(uri, f"the PDF has {len(reader.pages)} pages; more than {MAX_PAGES} are not read")
        text = "\n\n".join((page.extract_text() or "").strip() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except InputError:
        raise
    except Exception as e:  # a hostile file can raise nearly anything in the library
        raise InputError(uri, f"the PDF cannot be read: {type(e).__name__}: {e}") from e
    if not text.strip():
        raise InputError(uri, "the PDF holds no text (a scan?); run it through OCR first")
    title = title if isinstance(title, str) and title.strip() else None
    return Item(text=text, title=title, found_in={"title": "pdf"} if title else {})
