"""The loaded stages 2 to 4, in this process or in several."""

from __future__ import annotations

import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dateline.allocation import Alone, hand_back
from dateline.claims import Extractor
from dateline.errors import WorkerError
from dateline.ground import Grounder
from dateline.model import Document, Producer
from dateline.read import Reader
from dateline.reading import Parsed, Reading
from dateline.version import __version__

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

Made = TypeVar("Made")
ONTOLOGY = "dateline/1"
_STUMBLED = "could not be read, by an error of the program (please report it): "
TOGETHER = 32  # reports parsed together
CHUNK = 16  # reports handed to a process at a time
ASK = 10.0  # seconds after which the processes are asked whether they live
SHUT = 0.5  # seconds that the pool has to notice that its processes are gone


class Machine:
    """A language model, a gazetteer, lexicons. Costly to make, cheap to use again; each is made on first use."""

    @cached_property
    def reader(self) -> Reader:
        hand_back()
        return Reader()

    @cached_property
    def grounder(self) -> Grounder:
        return Grounder()

    @cached_property
    def extractor(self) -> Extractor:
        return Extractor()

    def readings(self, docs: Iterable[Document], jobs: int = 1) -> Generator[Reading]:
        """One Reading per document, in order. One in another language gives an empty one.

        With ``jobs`` above 1 that many processes share the work; each loads its own machine (about 300 MB), and the
        readings are the same. A script that asks for this needs the ``if __name__ == "__main__":`` guard. Closed before
        its end, it ends them.
        """
        return self.each(docs, jobs, _itself)

    def each(self, docs: Iterable[Document], jobs: int, make: Callable[[Reading], Made]) -> Generator[Made]:
        """What is made of each reading (see :meth:`readings`), where it was read. ``make``: a function of a module."""
        if jobs > 1:
            self.producer = yield from _shared(docs, jobs, make)
            return
        it = iter(docs)
        while chunk := list(islice(it, TOGETHER)):
            _ = self._loaded
            parsed = iter(self._parsed([d for d in chunk if _is_read(d)]))
            for d in chunk:
                yield make(self._reading(d, next(parsed)) if _is_read(d) else Reading(d, (), (), (), ()))

    @cached_property
    def _loaded(self) -> None:
        """All of it, before the first report, and known to last."""
        _ = self.reader, self.grounder, self.extractor
        Alone.loaded()

    def _parsed(self, documents: list[Document]) -> Sequence[Parsed | None]:
        """Some reports parsed together, which is quicker; none where one of them cannot be, to be tried each alone."""
        try:
            return list(self.reader.read(documents))
        except Exception:
            return [None] * len(documents)

    def _reading(self, document: Document, parsed: Parsed | None) -> Reading:
        """What a report says. An error of the program in one report ends no run: it is told as the report's problem."""
        try:
            if parsed is None:
                (parsed,) = self.reader.read([document])
            return self.extractor.extract(self.grounder.ground(parsed))
        except Exception as e:
            last = traceback.extract_tb(e.__traceback__)[-1]
            where = f"{Path(last.filename).name}, line {last.lineno}"
            return Reading(document, (), (), (), (), problem=_STUMBLED + f"{type(e).__name__}: {e} ({where})")

    @cached_property
    def producer(self) -> Producer:
        return Producer(
            version=__version__, model=self.reader.model, ontology=ONTOLOGY, gazetteer=self.grounder.gazetteer
        )


def _is_read(document: Document) -> bool:
    return document.language in (None, "en")


def _itself(reading: Reading) -> Reading:
    return reading


def _shared(docs: Iterable[Document], jobs: int, make: Callable[[Reading], Made]) -> Generator[Made, None, Producer]:
    """Chunks of documents go out to processes, what is made of the readings comes back in the order of the documents,
    at last the producer.

    At most two chunks a process are under way, so that neither a long input nor its readings pile up.
    """
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # "spawn" on every system: a forked copy of loaded libraries with threads of their own may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_load) as pool:
        waiting: deque[Future[list[Made]]] = deque()
        it = iter(docs)
        try:
            while chunk := list(islice(it, CHUNK)):
                with _undisturbed():
                    waiting.append(pool.submit(_work, chunk, make))
                if len(waiting) >= 2 * jobs:
                    yield from _result(pool, waiting.popleft())
            while waiting:
                yield from _result(pool, waiting.popleft())
            return _result(pool, pool.submit(_producer))
        except BrokenProcessPool as e:
            _end_all(others)  # the pool knows of none that it was just starting, and would wait for it
            _let_go(pool)
            raise WorkerError(
                f"one of the {jobs} processes was ended from outside (did the memory run out?); run again, with a "
                f"smaller --jobs than {jobs} if it was the memory (what is in a casefile stays and is not read again)"
            ) from e
        except BaseException:  # Ctrl-C, or nobody wants the rest: what they are at need not be waited for
            _end_all(others)
            _let_go(pool)
            raise


def _result(pool: ProcessPoolExecutor, future: Future[Made]) -> Made:
    """What comes of it. Whether the pool still lives is asked at times: one that breaks while something is handed to it
    forgets that, and does not see a process end that it was just starting."""
    from concurrent.futures import wait

    while not wait([future], ASK).done:
        with _undisturbed():
            pool.submit(_nothing)  # raises BrokenProcessPool
    return future.result()


def _end_all(others: Set[BaseProcess]) -> None:
    """End this process's children but for those that were there before."""
    from multiprocessing import active_children

    for worker in set(active_children()) - set(others):
        worker.kill()


def _let_go(pool: object) -> None:
    """What is on its way to processes that are gone goes nowhere: Python 3.11 waits for ever for them to take it.

    The pool's own thread shuts that way too when it sees them end; both at the same moment would be an error in it.
    """
    thread: Any = getattr(pool, "_executor_manager_thread", None)
    if thread is not None:
        thread.join(SHUT)
    queue: Any = getattr(pool, "_call_queue", None)
    if queue is not None and not queue._reader.closed:
        queue._reader.close()


_ENDS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP} if hasattr(signal, "pthread_sigmask") else set()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """What ends the program waits so long: it would leave half a process that nobody knows of."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS) if _ENDS else set()
    try:
        yield
    finally:
        if _ENDS:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


_machines: list[Machine] = []  # of a worker process: its one machine, made when the process starts


def _load() -> None:
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends the workers
    if _ENDS:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    Thread(target=_with_the_parent, daemon=True).start()
    Alone.here = True
    machine = Machine()
    _ = machine.reader, machine.grounder, machine.extractor  # now, and not with the first report
    _machines.append(machine)


def _with_the_parent() -> None:
    """End with the parent, however that ends: who is killed tells nobody, and a worker would wait for ever."""
    import os
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _nothing() -> None:
    pass


def _producer() -> Producer:
    return _machines[0].producer


def _work(docs: list[Document], make: Callable[[Reading], Made]) -> list[Made]:
    return list(_machines[0].each(docs, 1, make))
