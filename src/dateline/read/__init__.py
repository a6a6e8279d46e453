"""Document -> Parsed: the text is mended for the parser, parsed once, and every offset points into the stored text."""

from dateline.read.parse import Reader, load_model

__all__ = ["Reader", "load_model"]
