"""Fetching from the network, for the few commands that a person asks it of. Nothing is sent but the request itself.

Only http and https; addresses of this machine and of private networks are refused unless allowed, and that is checked
on the connected socket, so that no name and no redirect gets around it; a page is read up to a limit, unpacked size
counted; a server that is slow or endless is left after a time.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from dateline.errors import InputError
from dateline.version import __version__

MAX_BYTES = 20_000_000
MAX_SECONDS = 60.0
MAX_REDIRECTS = 5
_TIMEOUT = urllib3.Timeout(connect=10, read=20)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``status`` 200 or 304, the address it came from in the end, its headers in small letters."""

    status: int
    url: str
    data: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class _Refused(Exception):
    pass


def _check(sock: socket.socket) -> socket.socket:
    address = ipaddress.ip_address(sock.getpeername()[0].split("%")[0])
    if not address.is_global:
        sock.close()
        raise _Refused(str(address))
    return sock


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn())


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _check(super()._new_conn())


class _PublicHTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


def fetch(
    url: str,
    *,
    etag: str | None = None,
    modified: str | None = None,
    allow_local: bool = False,
    max_bytes: int = MAX_BYTES,
) -> Fetched:
    """Get one address. ``etag``/``modified`` are those of the last answer: the server then may say 304, no news.

    Raises InputError for anything but 200 and 304, with the reason.
    """
    manager = urllib3.PoolManager(timeout=_TIMEOUT, retries=False, num_pools=2)
    if not allow_local:
        manager.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
    headers = {"User-Agent": f"dateline/{__version__}", "Accept-Encoding": "gzip, deflate"}
    headers |= {"If-None-Match": etag} if etag else {}
    headers |= {"If-Modified-Since": modified} if modified else {}
    address, deadline = url, time.monotonic() + MAX_SECONDS
    try:
        for _ in range(MAX_REDIRECTS + 1):
            if urlsplit(address).scheme not in ("http", "https"):
                raise InputError(url, f"only http and https addresses are fetched, not {address!r}")
            answer = manager.request("GET", address, headers=headers, preload_content=False, redirect=False)
            try:
                if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
                    address = urljoin(address, answer.headers["location"])
                    continue
                if answer.status not in (200, 304):
                    raise InputError(url, f"the server answered {answer.status}")
                data = b"" if answer.status == 304 else _body(answer, url, max_bytes, deadline)
                found = {k.lower(): v for k, v in answer.headers.items()}
                return Fetched(answer.status, address, data, found)
            finally:
                answer.close()
        raise InputError(url, f"more than {MAX_REDIRECTS} redirects")
    except _Refused as e:
        raise InputError(url, f"refused: {e} is an address of this machine or of a private network") from e
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as e:
        raise InputError(url, f"could not be fetched: {e}") from e
    finally:
        manager.clear()


def _body(answer: urllib3.BaseHTTPResponse, url: str, max_bytes: int, deadline: float) -> bytes:
    """The body, unpacked, up to the limits of size and time."""
    parts: list[bytes] = []
    size = 0
    for part in answer.stream(65536, decode_content=True):
        size += len(part)
        if size > max_bytes:
            raise InputError(url, f"the answer has more than {max_bytes:,} bytes; it is not read")
        if time.monotonic() > deadline:
            raise InputError(url, f"the answer took more than {MAX_SECONDS:.0f} seconds")
        parts.append(part)
    return b"".join(parts)
