"""Fetches a calendar from its address: over https, within bounds, and without telling secrets."""

from __future__ import annotations

import base64
import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

import requests

from posture_daemon import __version__
from posture_daemon.calendars.copies import Head
from posture_daemon.calendars.limits import FILE_BYTES, TooLong, within
from posture_daemon.calendars.secret import secret
from posture_daemon.calendars.trouble import Trouble, answer_trouble

if TYPE_CHECKING:
    from posture_daemon.core.plan import CalendarSource

CONNECT_SECONDS = 10.0
SILENCE_SECONDS = 15.0
ALL_SECONDS = 60.0

_AUTHORITIES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_REDIRECTS = 5
_CHUNK = 64 << 10
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent; no body when what is known already is the newest version."""

    body: bytes | None
    head: Head


def fetch(source: CalendarSource, known: Head | None, limit: float = ALL_SECONDS) -> Fetched:
    """Ask for the calendar, if it is another version than the one that is known.

    Raises Unavailable with a sentence that has of the address only the host.
    """
    address = checked(source.url)
    headers = {
        "Accept": "text/calendar, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "User-Agent": f"posture-daemon/{__version__}",
        **_conditions(known),
    }
    authorization = _authorization(source)
    try:
        with within(limit):
            return _followed(address, headers, authorization)
    except TooLong:
        raise Trouble(f"{address.hostname} did not finish within {limit:g} s.") from None
    except requests.RequestException as wrong:
        raise Trouble(f"{address.hostname} {_failure(wrong)}.") from None


def checked(url: str) -> SplitResult:
    """The address, if it may be used: https, or plain http on this machine."""
    try:
        address = urlsplit(url.strip())
        host, _ = address.hostname, address.port
    except ValueError:
        raise Trouble("The address cannot be read.") from None
    if address.scheme.lower() in ("webcal", "webcals"):
        address = address._replace(scheme="https")
    if not host or address.scheme.lower() not in ("https", "http"):
        raise Trouble("The address does not begin with https:// and a host.")
    if address.username or address.password:
        raise Trouble(f"The address at {host} has a user in it; write it as user and password.")
    if address.scheme.lower() == "http" and not _here(host):
        raise Trouble(f"{host} is to be asked over http, where anybody may listen; use https.")
    return address


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _conditions(known: Head | None) -> dict[str, str]:
    if known is None:
        return {}
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in conditions.items() if value}


def _authorization(source: CalendarSource) -> dict[str, str]:
    if source.token:
        return {"Authorization": f"Bearer {_plain(secret(source.token, source.user))}"}
    if source.password:
        pair = f"{source.user}:{secret(source.password, source.user)}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


def _plain(token: str) -> str:
    if not token.isascii() or not token.isprintable():
        raise Trouble("The token has characters that no token has.")
    return token


def _followed(
    address: SplitResult, headers: dict[str, str], authorization: dict[str, str]
) -> Fetched:
    """Follow redirects by hand: who asks must not be told to a host that was not meant."""
    at = address
    for _ in range(_REDIRECTS + 1):
        mine = authorization if _origin(at) == _origin(address) else {}
        with requests.get(
            at.geturl(),
            headers=headers | mine,
            auth=_unchanged,
            stream=True,
            allow_redirects=False,
            verify=_authorities(),
            timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
        ) as response:
            if not response.is_redirect:
                return _fetched(response, str(at.hostname))
            at = _next(at, response.headers["Location"])
    raise Trouble(f"{address.hostname} sends from one address to the next without an end.")


def _authorities() -> str | bool:
    """Where the person has put whom to trust, the first that is set; else those of certifi."""
    for name in _AUTHORITIES:
        if place := os.environ.get(name):
            if not Path(place).exists():
                raise Trouble(f"{name} names trusted authorities that are not there: {place}.")
            return place
    return True


def _next(at: SplitResult, location: str) -> SplitResult:
    """Where it goes on; what was asked in secret is not asked again in the open, not even here."""
    there = checked(urljoin(at.geturl(), location))
    if at.scheme.lower() == "https" and there.scheme.lower() != "https":
        raise Trouble(f"{at.hostname} sends from https to http, where anybody may listen.")
    return there


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Add nothing: without this, requests looks for passwords in ~/.netrc."""
    return request


def _origin(address: SplitResult) -> tuple[str, str | None, int | None]:
    default = {"https": 443, "http": 80}.get(address.scheme.lower())
    return address.scheme.lower(), address.hostname, address.port or default


def _fetched(response: requests.Response, host: str) -> Fetched:
    head = Head(
        response.headers.get("ETag", "")[:1000], response.headers.get("Last-Modified", "")[:100]
    )
    if response.status_code == _NOT_MODIFIED:
        return Fetched(None, head)
    if response.status_code != requests.codes.ok:
        raise answer_trouble(response.status_code, response.headers, host)
    body = _body(response, host)
    if b"BEGIN:VCALENDAR" not in body.upper().replace(b"\0", b""):
        page = body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        what = "a web page; it may want a login" if page else "something else"
        raise Trouble(f"{host} answers not with a calendar, but with {what}.")
    return Fetched(body, head)


def _body(response: requests.Response, host: str) -> bytes:
    """What follows the head; what is packed is counted as it comes out."""
    body = bytearray()
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > FILE_BYTES:
            raise Trouble(f"{host} sends more than {FILE_BYTES >> 20} MiB.")
    return bytes(body)


def _failure(wrong: requests.RequestException) -> str:
    """What went wrong, by its kind: the text of such an error contains the address."""
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (requests.exceptions.SSLError, "does not prove who it is (its certificate is not trusted)"),
        (requests.exceptions.ProxyError, "cannot be reached through the proxy"),
        (requests.exceptions.ConnectTimeout, "cannot be reached in time"),
        (requests.exceptions.Timeout, "does not answer in time"),
        (requests.exceptions.ChunkedEncodingError, "breaks off in the middle"),
        (requests.exceptions.ContentDecodingError, "sends what cannot be unpacked"),
        (requests.exceptions.ConnectionError, "cannot be reached"),
    )
    said = (sentence for kind, sentence in kinds if isinstance(wrong, kind))
    return next(said, f"cannot be asked ({type(wrong).__name__})")
