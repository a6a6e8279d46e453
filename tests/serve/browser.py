"""A real browser for the tests of the page: Chromium by its usual names, headless, drawing maps in software."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from desk_made import MadeBacking

from dateline.serve import Desk, make_app

PAGE = Path(__file__).parents[2] / "src" / "dateline" / "serve" / "page" / "index.html"
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def missing() -> str | None:
    """Why the page cannot be driven here, or None."""
    if not PAGE.is_file():
        return "the desk's page is not built (make page)"
    if not any(shutil.which(n) for n in NAMES):
        return "no Chromium on this machine (Debian: apt install chromium)"
    return None


def chromium() -> str:
    return next(path for n in NAMES if (path := shutil.which(n)))


@contextmanager
def served(case: Path, *, token: str | None = None, read_only: bool = False) -> Iterator[str]:
    """The desk on a free port of this machine while the block runs; its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = make_app(Desk(case, MadeBacking(), read_only=read_only), token=token)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
