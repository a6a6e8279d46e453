"""`dateline watch`, against a server on this machine: what is new is kept, what is down costs the others nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.casefile import Casefile
from dateline.cli import app

BLAST = "A car bomb went off at the market of Loma Plata on Monday. At least six civilians were killed, medics said."
FEED = """<rss version="2.0"><channel><title>River Post</title>
<item><title>Blast</title><link>BASE/page</link><pubDate>Tue, 04 May 2021 10:00:00 GMT</pubDate>
<description>A car bomb killed at least six civilians.</description></item>
<item><title>Museum</title><link>BASE/other</link><description>The museum shows forty paintings.</description></item>
</channel></rss>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        base = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        page = f"<html><title>Blast</title><body><article><p>{BLAST}</p><p>{BLAST}</p></article></body></html>"
        body = {"/feed": FEED.replace("BASE", base), "/page": page}.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len((body or "").encode())))
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_watch_keeps_what_is_new(server: str, tmp_path: Path) -> None:
    feeds, case = tmp_path / "feeds.toml", tmp_path / "war.case"
    feeds.write_text(f'[[feed]]\nurl = "{server}/down"\n[[feed]]\nurl = "{server}/feed"\n', encoding="utf-8")
    args = ["watch", str(feeds), "--case", str(case), "--once", "--pages", "--allow-local"]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0, result.output
    assert "answered 404" in result.stderr
    with Casefile(case) as opened:
        (document,) = opened.documents()
    assert document.uri == f"{server}/page"
    assert "medics said" in document.text  # the page's text, not the feed's
    assert (document.publisher, document.published) == ("River Post", "2021-05-04")
    assert document.found_in["text"] == "page"
    again = CliRunner().invoke(app, args)  # nothing is due yet: nothing is asked
    assert again.exit_code == 0
    assert again.stderr == ""


def test_what_was_not_stored_when_the_program_was_stopped_is_asked_for_again(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline import world

    feeds, case = tmp_path / "feeds.toml", tmp_path / "war.case"
    feeds.write_text(f'[[feed]]\nurl = "{server}/feed"\n', encoding="utf-8")
    args = ["watch", str(feeds), "--case", str(case), "--once", "--allow-local"]

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(world, "read_into", stopped)
        assert "stopped" in CliRunner().invoke(app, args).stderr
    assert CliRunner().invoke(app, args).exit_code == 0
    with Casefile(case) as opened:
        assert [d.title for d in opened.documents()] == ["Blast"]
