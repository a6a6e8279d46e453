"""HTML made of nested calls; all text is escaped unless it was made here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset({"meta", "br", "hr", "circle", "line", "path", "rect"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Part = str | int | float | None | Iterable["Part"]


def esc(text: str) -> Markup:
    """Escaped text; control characters, which no page may hold, become U+FFFD."""
    return Markup(html.escape(_CONTROL.sub("\ufffd", text), quote=True))


def join(*parts: Part) -> Markup:
    """Everything one after the other; None is nothing."""
    out: list[str] = []
    for part in parts:
        if part is None:
            continue
        if isinstance(part, Markup):
            out.append(part)
        elif isinstance(part, str | int | float):
            out.append(esc(str(part)))
        else:
            out.append(join(*part))
    return Markup("".join(out))


def el(tag: str, *children: Part, **attributes: str | int | float | None) -> Markup:
    """An element. ``class_`` and ``for_`` lose their underscore, other underscores become hyphens; None is left out."""
    written = _written(attributes)
    if tag in _VOID:
        return Markup(f"<{tag}{written}>" if tag in ("meta", "br", "hr") else f"<{tag}{written}/>")
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def around(tag: str, inside: Iterable[str], **attributes: str | int | float | None) -> Iterator[str]:
    """An element piece by piece, for what is too much to hold."""
    yield f"<{tag}{_written(attributes)}>"
    yield from inside
    yield f"</{tag}>"


def _written(attributes: Mapping[str, str | int | float | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{esc(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
