"""Calendars at addresses: what servers may do, and what is never told to whom."""

from __future__ import annotations

import gzip
import os
import re
import ssl
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from posture_daemon.calendars import addresses, reading
from posture_daemon.calendars.copies import KEPT
from posture_daemon.calendars.reading import read
from posture_daemon.calendars.trouble import answer_trouble
from posture_daemon.core.plan import CalendarSource
from tests.calendars.corpus import NOW
from tests.calendars.server import free_port, listens, reply, serving
from tests.calendars.stage import calendar, request
from tests.desktop import PrivateDesktop, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler

    from posture_daemon.calendars.answer import Reading

BODY = calendar("20261125T080000Z/PT1H Good").encode()
SECRET = "s3cret-9f"  # noqa: S105 - of a test


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reading]:
    """Read a calendar at an address, with a folder for its copy; proxies of the machine are off."""
    monkeypatch.setenv("SECRET", SECRET)
    monkeypatch.setenv("NO_PROXY", "*")

    def fetch(url: str, *, later: timedelta = timedelta(), **settings: Any) -> Reading:
        source = CalendarSource("mine", url=url, **settings)
        asked = request(source, copies=tmp_path / "copies", fetch=True, now=NOW + later)
        return read(source, asked)

    return fetch


def test_a_calendar_with_a_password(fetched: Callable[..., Reading]) -> None:
    """User and password go to the server in one header, and the calendar comes back."""
    with serving(reply(200, BODY)) as server:
        found = fetched(f"{server.url}/cal", user="me", password="env:SECRET")  # noqa: S106
        assert [one.title for one in found.occurrences] == ["Good"]
        assert found.reason == ""
        assert found.copied is None
        ((path, headers),) = server.asked
        assert path == "/cal"
        assert headers["Authorization"] == "Basic bWU6czNjcmV0LTlm"
        assert headers["User-Agent"].startswith("posture-daemon/")


def test_a_token(fetched: Callable[..., Reading]) -> None:
    """A token goes into a header of its own kind."""
    with serving(reply(200, BODY)) as server:
        assert fetched(server.url, token="env:SECRET").events == 1  # noqa: S106
        assert server.asked[0][1]["Authorization"] == f"Bearer {SECRET}"


def test_nothing_is_taken_from_netrc(
    fetched: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passwords that other programs keep are not ours to tell."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hidden\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(reply(200, BODY)) as server:
        assert fetched(server.url).events == 1
        assert "Authorization" not in server.asked[0][1]


def test_what_has_not_changed_is_not_sent_again(fetched: Callable[..., Reading]) -> None:
    """The server is told what is known; its answer "not modified" makes the copy new again."""
    with serving(reply(200, BODY, ETag='"one"', Last_Modified="yesterday")) as server:
        fetched(server.url)
        server.answer = reply(304)
        found = fetched(server.url, later=KEPT * 0.9)
        assert [one.title for one in found.occurrences] == []  # its day is over
        assert found.events == 1
        assert found.reason == ""
        headers = server.asked[1][1]
        assert headers["If-None-Match"] == '"one"'
        assert headers["If-Modified-Since"] == "yesterday"
        server.answer = reply(500)
        assert fetched(server.url, later=KEPT * 1.8).copied == NOW + KEPT * 0.9


def test_a_server_of_plain_files(fetched: Callable[..., Reading]) -> None:
    """The one in Python's library: a file is sent once, and again when it is another."""
    session = PrivateDesktop()
    try:
        file = session.folder / "mine.ics"
        file.write_bytes(BODY)
        port = free_port()
        place = ("--bind", "127.0.0.1", "--directory", session.folder)
        session.start(sys.executable, "-u", "-m", "http.server", str(port), *place)
        wait_until(lambda: listens(port), "the server listens")
        url = f"http://127.0.0.1:{port}/mine.ics"
        assert [fetched(url).events for _ in range(2)] == [1, 1]
        file.write_text(calendar("20261125T080000Z/PT1H One", "20261125T090000Z/PT1H Two"))
        os.utime(file, (2_000_000_000, 2_000_000_000))
        assert fetched(url).events == 2
        said = session.said(Path(sys.executable).name)
        assert re.findall(r'HTTP/1.1" (\d+)', said) == ["200", "304", "200"]
    finally:
        session.stop()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (reply(401), "wants a user and a password, or does not accept the ones it was given"),
        (reply(403), "does not allow this user to read the calendar"),
        (reply(404), "knows no calendar at this address"),
        (reply(410), "has given up this address for good"),
        (reply(503), "has a fault of its own (HTTP 503)"),
        (reply(418), "gives no calendar (HTTP 418)"),
        (reply(204), "gives no calendar (HTTP 204)"),
        (reply(200, b"<!DOCTYPE html><title>Sign in</title>"), "web page; it may want a login"),
        (reply(200, b"BEGIN:VCARD"), "answers not with a calendar, but with something else"),
        (reply(200, b""), "answers not with a calendar"),
        (reply(200, BODY, Content_Length="9999"), "breaks off in the middle"),
        (reply(200, b"not packed", Content_Encoding="gzip"), "sends what cannot be unpacked"),
        (reply(302, Location="/again"), "from one address to the next without an end"),
        (reply(302, Location="ftp://example.com/"), "does not begin with https://"),
        (reply(301, Location="http://calendar.invalid/"), "over http, where anybody may listen"),
        (lambda handler: handler.wfile.write(b"\0\1\2 what?\r\n\r\n"), "cannot be reached"),
        (lambda handler: None, "cannot be reached"),
    ],
)
def test_servers_that_give_no_calendar(
    fetched: Callable[..., Reading],
    answer: Callable[[BaseHTTPRequestHandler], None],
    reason: str,
) -> None:
    """Each has its own sentence, with the host and nothing else of the address."""
    with serving(answer) as server:
        found = fetched(f"{server.url}/private-{SECRET}/basic.ics?key={SECRET}")
        assert reason in found.reason
        assert SECRET not in str(found)
        assert found.occurrences == ()


def test_patience(fetched: Callable[..., Reading]) -> None:
    """What the server asks for in Retry-After is passed on, within reason."""
    with serving(reply(429, Retry_After="1800")) as server:
        found = fetched(server.url)
        assert found.reason == "127.0.0.1 has been asked too often (HTTP 429)."
        assert found.retry_after == 1800
        server.answer = reply(503, Retry_After="99999999")
        assert fetched(server.url).retry_after == 86_400


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("Wed, 25 Nov 2026 12:10:00 GMT", 600),
        ("Wed, 25 Nov 2026 11:50:00 GMT", 0),
        ("Wed, 25 Nov 2099 11:50:00 GMT", 86_400),
        ("soon", 0),
        ("-5", 0),
        ("\u0665", 0),
        ("9" * 5000, 86_400),
    ],
)
def test_patience_until_a_date(retry_after: str, seconds: float) -> None:
    """A date is seen from the server's own clock, and nonsense is no wish at all."""
    headers = {"Date": "Wed, 25 Nov 2026 12:00:00 GMT", "Retry-After": retry_after}
    assert answer_trouble(503, headers, "example.com").retry_after == seconds


def test_a_password_goes_to_one_server_only(fetched: Callable[..., Reading]) -> None:
    """A redirect to another server is followed without it, one on the same server with it."""
    with serving(reply(200, BODY)) as stranger:

        def answer(handler: BaseHTTPRequestHandler) -> None:
            there = "/inner" if handler.path == "/" else f"{stranger.url}/calendar"
            reply(302, Location=there)(handler)

        with serving(answer) as server:
            found = fetched(server.url + "/", user="me", password="env:SECRET")  # noqa: S106
            assert found.events == 1
            assert [bool(headers["Authorization"]) for _, headers in server.asked] == [True, True]
            assert [headers["Authorization"] for _, headers in stranger.asked] == [None]


def test_a_redirect_never_leaves_https(
    fetched: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even to this machine: the plain server is not asked at all."""
    tls = _trusted(tmp_path, monkeypatch)
    with serving(reply(200, BODY)) as plain:
        with serving(reply(302, Location=f"{plain.url}/calendar"), tls) as server:
            found = fetched(server.url, user="me", password="env:SECRET")  # noqa: S106
        assert found.reason == "127.0.0.1 sends from https to http, where anybody may listen."
        assert plain.asked == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/x", "example.com is to be asked over http"),
        ("ftp://example.com/x", "does not begin with https://"),
        ("file:///etc/passwd", "does not begin with https://"),
        ("https://me:pw@example.com/x", "has a user in it"),
        ("https://", "does not begin with https://"),
        ("https://[::1/", "cannot be read"),
        ("https://example.com:port/", "cannot be read"),
        ("//example.com/x", "does not begin with https://"),
        ("https://calendar.invalid/x", "calendar.invalid cannot be reached."),
        ("webcal://calendar.invalid/x", "calendar.invalid cannot be reached."),
    ],
)
def test_addresses_that_are_not_asked(
    fetched: Callable[..., Reading], url: str, reason: str
) -> None:
    """Only https is, and plain http on this machine."""
    assert reason in fetched(url).reason


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """Send the head and then a letter now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    over = handler.server.over  # type: ignore[attr-defined] # the test has put it there
    while not over.wait(0.05):
        handler.wfile.write(b"B")
        handler.wfile.flush()


def _drip_of_head(handler: BaseHTTPRequestHandler) -> None:
    over = handler.server.over  # type: ignore[attr-defined] # the test has put it there
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not over.wait(0.05):
        handler.wfile.write(b"B")
        handler.wfile.flush()


def _silence(handler: BaseHTTPRequestHandler) -> None:
    handler.server.over.wait()  # type: ignore[attr-defined] # the test has put it there


@pytest.mark.parametrize(
    ("answer", "seconds", "reason"),
    [
        (_drip, (60, 0.5), "did not finish within 0.5 s"),
        (_drip_of_head, (60, 0.5), "did not finish within 0.5 s"),
        (_silence, (0.2, 60), "does not answer in time"),
    ],
)
def test_servers_that_take_their_time(
    fetched: Callable[..., Reading],
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[BaseHTTPRequestHandler], None],
    seconds: tuple[float, float],
    reason: str,
) -> None:
    """They are left after a while, whether they say nothing or very little."""
    silence, limit = seconds
    monkeypatch.setattr(addresses, "SILENCE_SECONDS", silence)
    monkeypatch.setattr(addresses, "fetch", partial(addresses.fetch, limit=limit))
    with serving(answer) as server:
        assert reason in fetched(server.url).reason


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(BODY)
    while True:
        handler.wfile.write(bytes(1 << 16))


def test_a_body_without_an_end(fetched: Callable[..., Reading]) -> None:
    """No more than 16 MiB are taken."""
    with serving(_endless) as server:
        assert fetched(server.url).reason == "127.0.0.1 sends more than 16 MiB."


def test_a_bomb(fetched: Callable[..., Reading]) -> None:
    """What becomes large only when it is unpacked is no better."""
    bomb = gzip.compress(BODY + bytes(1 << 28))
    assert len(bomb) < 1 << 20
    with serving(reply(200, bomb, Content_Encoding="gzip")) as server:
        assert fetched(server.url).reason == "127.0.0.1 sends more than 16 MiB."
        server.answer = reply(200, gzip.compress(BODY), Content_Encoding="gzip")
        assert fetched(server.url).events == 1


def _trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Let an authority of the test be trusted, and answer with what it has certified."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    return tls


def test_https(
    fetched: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server has to prove who it is, to an authority that the person trusts."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    with serving(reply(200, BODY), tls) as server:
        reason = "127.0.0.1 does not prove who it is (its certificate is not trusted)."
        assert fetched(server.url).reason == reason
        authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
        assert fetched(server.url).events == 1
        assert fetched(server.url.replace("https", "webcal") + "/x").events == 1


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_authorities_of_the_person(
    fetched: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """They are named as other programs want it; a file that is not there is said."""
    tls = _trusted(tmp_path, monkeypatch)
    for each in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(each, raising=False)
    with serving(reply(200, BODY), tls) as server:
        monkeypatch.setenv(name, str(tmp_path / "ca.pem"))
        assert fetched(server.url).events == 1
        monkeypatch.setenv(name, "/nowhere/ca.pem")
        reason = f"{name} names trusted authorities that are not there: /nowhere/ca.pem."
        assert fetched(server.url).reason == reason


def test_the_copy(fetched: Callable[..., Reading], tmp_path: Path) -> None:
    """It is private, tells nothing by its name, stands in for a week, and is given up then."""
    with serving(reply(200, BODY)) as server:
        url = f"{server.url}/{SECRET}"
        fetched(url)
        server.answer = reply(500)
        found = fetched(url)
        assert [one.title for one in found.occurrences] == ["Good"]
        assert found.copied == NOW
        assert found.kept_until == NOW + KEPT
        assert found.reason == "127.0.0.1 has a fault of its own (HTTP 500)."
        server.answer = reply(200, b"<html>")
        assert fetched(url).events == 1
        (copy,) = (tmp_path / "copies").iterdir()
        assert copy.stat().st_mode & 0o777 == 0o600
        assert copy.parent.stat().st_mode & 0o777 == 0o700
        assert SECRET not in copy.name
        gone = fetched(url, later=KEPT)
        assert gone.occurrences == ()
        assert gone.events == 0
        assert gone.copied is None


def test_a_copy_belongs_to_the_credentials_that_opened_it(
    fetched: Callable[..., Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same address with another password or token shows nothing of it, and asks for it all."""
    monkeypatch.setenv("WRONG", "guessed")
    with serving(reply(200, BODY, ETag='"one"')) as server:
        assert fetched(server.url, user="me", password="env:SECRET").events == 1  # noqa: S106
        server.answer = reply(401)
        for wrong in ({"password": "env:WRONG"}, {"token": "env:SECRET"}):
            found = fetched(server.url, user="me", **wrong)
            assert "does not accept the ones it was given" in found.reason
            assert (found.events, found.occurrences, found.copied) == (0, (), None)
            assert server.asked[-1][1]["If-None-Match"] is None
        assert fetched(server.url, user="me", password="env:SECRET").events == 1  # noqa: S106


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\n", b'{"etag": 1}\nBEGIN:VCALENDAR'])
def test_a_copy_that_is_damaged(
    fetched: Callable[..., Reading], tmp_path: Path, damage: bytes
) -> None:
    """It is as good as none, and the next good one takes its place."""
    with serving(reply(200, BODY)) as server:
        fetched(server.url)
        (copy,) = (tmp_path / "copies").iterdir()
        copy.write_bytes(damage)
        server.answer = reply(500)
        assert fetched(server.url).occurrences == ()
        server.answer = reply(200, BODY)
        assert fetched(server.url).events == 1
        server.answer = reply(500)
        assert fetched(server.url).events == 1


def test_without_a_place_for_copies(fetched: Callable[..., Reading], tmp_path: Path) -> None:
    """The calendar is read all the same, and it is said that bad times would be bad."""
    (tmp_path / "copies").write_text("in the way")
    with serving(reply(200, BODY)) as server:
        found = fetched(server.url)
        assert [one.title for one in found.occurrences] == ["Good"]
        assert found.warnings[0].startswith("mine: no copy can be kept for bad times")


def test_without_the_network(fetched: Callable[..., Reading], tmp_path: Path) -> None:
    """A command reads the last good copy, and asks nobody."""
    with serving(reply(200, BODY)) as server:
        source = CalendarSource("mine", url=server.url)
        offline = request(source, copies=tmp_path / "copies")
        assert reading.read(source, offline).reason == "It has not been fetched yet."
        fetched(server.url)
        found = reading.read(source, offline)
        assert [one.title for one in found.occurrences] == ["Good"]
        assert (found.reason, found.copied) == ("", NOW)
        assert len(server.asked) == 1
