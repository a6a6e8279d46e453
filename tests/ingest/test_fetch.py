"""Fetching and polling, against a server on this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dateline.errors import InputError, UsageError
from dateline.ingest.fetch import fetch
from dateline.ingest.watch import Feed, FeedState, States, load_feeds, poll

FEED = b"""<rss version="2.0"><channel><title>T</title><item><title>A</title><link>https://example.org/a</link>
<description>Two were killed.</description></item></channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/feed":
            if self.headers.get("If-None-Match") == '"v1"':
                return self.answer(304)
            return self.answer(200, FEED, {"ETag": '"v1"'})
        if self.path == "/bomb":
            return self.answer(200, gzip.compress(b"0" * 5_000_000), {"Content-Encoding": "gzip"})
        if self.path == "/loop":
            return self.answer(302, b"", {"Location": "/loop"})
        if self.path == "/file":
            return self.answer(302, b"", {"Location": "file:///etc/hostname"})
        return self.answer(500)

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_addresses_of_this_machine_are_refused(server: str) -> None:
    for host in (server, server.replace("127.0.0.1", "localhost")):
        with pytest.raises(InputError, match="private network"):
            fetch(host + "/feed")


def test_no_news_is_told_by_the_server(server: str) -> None:
    got = fetch(server + "/feed", allow_local=True)
    assert (got.status, got.headers["etag"]) == (200, '"v1"')
    assert fetch(server + "/feed", etag='"v1"', allow_local=True).status == 304


@pytest.mark.parametrize(
    ("path", "why"), [("/bomb", "bytes"), ("/loop", "redirects"), ("/file", "only http"), ("/none", "answered 500")]
)
def test_hostile_answers(server: str, path: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        fetch(server + path, allow_local=True, max_bytes=100_000)


def test_poll_keeps_what_the_server_said_and_goes_on_when_it_is_down(server: str, tmp_path: Path) -> None:
    feed = Feed(server + "/feed", publisher="River Post")
    entries, state, failure = poll(feed, FeedState(), allow_local=True)
    assert [(uri, item.publisher) for uri, item in entries] == [("https://example.org/a", "River Post")]
    assert failure is None
    states = States(tmp_path / "s.json")
    states.save(feed, state)
    again, after, failure = poll(feed, States(tmp_path / "s.json")[feed], allow_local=True)
    assert (again, failure, after.etag) == ([], None, '"v1"')
    _, down, failure = poll(Feed(server + "/down"), FeedState(etag="kept"), allow_local=True)
    assert failure is not None
    assert (down.failures, down.etag) == (1, "kept")


def test_a_wrong_feed_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text('[[feed]]\nurl = "https://example.org/rss"\nevery = 1\n', encoding="utf-8")
    assert load_feeds(path) == [Feed("https://example.org/rss", every=5)]
    for wrong in ("", "[[feed]]\nlink = 'x'\n", "[[feed"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(UsageError, match=r"feeds\.toml"):
            load_feeds(path)
