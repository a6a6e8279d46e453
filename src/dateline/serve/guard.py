"""What keeps the desk safe, in one place in front of every request.

* Beyond loopback a token is asked for (``Authorization: Bearer``, or once as ``?token=``, then a cookie).
* A request that changes something needs the header ``X-Dateline: desk``, which no other site's page can send, and must
  not say that it comes from elsewhere.
* On loopback the Host header must be one of this machine, so that a foreign name that was pointed here gets nothing.
* Every answer carries a strict content-security policy; nothing is loaded from anywhere else, nothing is framed.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

COOKIE = "dateline_token"
HEADER = "x-dateline"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "worker-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """The check of one desk. ``token`` None: loopback only, no token asked."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    async def __call__(self, request: Request, call_next: Next) -> Response:
        response = self._refusal(request) or await call_next(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/api/"):
            response.headers["Cache-Control"] = "no-store"
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        if self._token is None and host not in LOOPBACK:
            return _no(403, "this desk answers to this machine only; start it with a token for others")
        if self._token is not None and (answer := self._without_token(request, self._token)):
            return answer
        if request.method in _SAFE:
            return None
        origin = request.headers.get("origin")
        if request.headers.get(HEADER) != "desk" or (origin and urlsplit(origin).hostname != host):
            return _no(403, "a request that changes something must come from the desk's own page (X-Dateline: desk)")
        return None

    def _without_token(self, request: Request, token: str) -> Response | None:
        """None where the token is right; else what is answered."""
        given = request.query_params.get("token")
        if given is not None and hmac.compare_digest(given.encode(), token.encode()):
            answer = RedirectResponse(request.url.path, status_code=303)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
            return answer
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        held = bearer or request.cookies.get(COOKIE, "")
        if hmac.compare_digest(held.encode(), token.encode()):
            return None
        return _no(401, "a token is needed: open the address that the desk printed when it started")


def _no(status: int, why: str) -> JSONResponse:
    return JSONResponse({"detail": why, "acts": []}, status)
