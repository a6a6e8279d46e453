"""FollowTheMoney entities, one JSON object a line, made and checked by ``followthemoney`` itself.

An incident is an Event, its parties are Organizations (``involved``), its reports Articles (``proof``). The model has
no entity for a grade any more: grade, disputes and numbers stand in the Event's ``notes`` and ``keywords``.
"""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import SetupError
from dateline.export.bundle import Bundle
from dateline.export.names import PERSON
from dateline.export.notes import note
from dateline.model import Actor, Document, Incident


def lines(bundle: Bundle) -> Iterator[bytes]:
    """Articles, Organizations (People where they may be named), Events. Raises SetupError without followthemoney."""
    model = _model()
    incidents = bundle.incidents
    actors: dict[str, Actor] = {}
    written: set[str] = set()
    for incident in incidents:
        for document in bundle.documents_of(incident):
            if document.id not in written:
                written.add(document.id)
                yield _line(_article(model, bundle, document))
        named = (p.actor for p in incident.participants)
        actors.update((a, bundle.actors[a]) for a in named if a and a in bundle.actors)
    for actor in actors.values():
        if _is_party(bundle, actor):
            yield _line(_party(model, actor))
    for incident in incidents:
        yield _line(_event(model, bundle, incident))


def _model() -> Any:
    try:
        return importlib.import_module("followthemoney").model
    except ImportError as e:
        raise SetupError("FollowTheMoney needs its library; install it with: pip install 'dateline[ftm]'") from e


def _line(entity: Any) -> bytes:
    return json.dumps(entity.to_dict(), ensure_ascii=False, sort_keys=True).encode()


def _entity(model: Any, schema: str, identity: str, **values: Any) -> Any:
    """An entity with its values as cleaned by the library; a value that the library refuses is left out by it."""
    entity = model.make_entity(schema)
    entity.id = reference(identity)
    for name, value in values.items():
        entity.add(name, value)
    return entity


def reference(identity: str) -> str:
    """An id as the library takes it: letters, digits, - _ and . only."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", identity)


def _article(model: Any, bundle: Bundle, document: Document) -> Any:
    title = bundle.names.title(document.id, document.title)
    return _entity(
        model, "Article", document.id, title=title, name=title, publisher=document.publisher,
        publishedAt=document.published, sourceUrl=document.uri if "://" in document.uri else None,
        language=document.language, bodyText=bundle.names.text(document.id),
    )  # fmt: skip


def _is_party(bundle: Bundle, actor: Actor) -> bool:
    """Groups of people are none, nor are people who may not be named."""
    return actor.kind != "civilians" and (actor.kind != PERSON or bundle.names.actor(actor) == actor.name)


def _party(model: Any, actor: Actor) -> Any:
    schema = "Person" if actor.kind == PERSON else "Organization"
    return _entity(model, schema, actor.id, name=actor.name, country=actor.country, keywords=actor.kind)


def _event(model: Any, bundle: Bundle, incident: Incident) -> Any:
    place, when, grade = incident.place, incident.when, incident.grade
    involved = [p.actor for p in incident.participants if p.actor in bundle.actors]
    parties = [a for a in dict.fromkeys(involved) if a and _is_party(bundle, bundle.actors[a])]
    grades = [f"Grade: {grade.code} ({'; '.join(grade.reasons)})"] if grade else []
    return _entity(
        model, "Event", incident.id, name=incident.title, summary=note(bundle, incident),
        startDate=when.start if when else None, endDate=when.end if when else None,
        date=when.start if when and when.start == when.end else None,
        location=place.name if place else None, country=place.country if place else None,
        keywords=[incident.type, *([grade.code] if grade else []), *(["disputed"] if incident.disputes else [])],
        notes=grades, involved=[reference(a) for a in parties],
        proof=[reference(d.id) for d in bundle.documents_of(incident)],
    )  # fmt: skip
