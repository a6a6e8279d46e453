"""One SQLite file that keeps what was read, what people decided, and the view of the world that follows."""

from dateline.casefile.judgements import Judgement
from dateline.casefile.store import Casefile, Stored
from dateline.casefile.view import World

__all__ = ["Casefile", "Judgement", "Stored", "World"]
