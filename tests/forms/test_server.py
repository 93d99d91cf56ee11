"""What the server lets in, over real connections: our own pages, and nobody else."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from posture_daemon.core.sore.deeds import CheckIn
from posture_daemon.forms.frame import POLICY
from posture_daemon.forms.gate import FORM, LARGEST
from posture_daemon.forms.server import Conversation, FormServer
from posture_daemon.forms.sheet import NUMBER
from tests.desktop import wait_until
from tests.forms.clerk import Clerk, number_in
from tests.forms.teller import office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.forms.teller import Office

LIMIT = 30.0


@pytest.fixture(scope="module")
def forms() -> Iterator[Office]:
    """One server for all of them."""
    with office() as serving:
        yield serving


def asked(
    forms: Office,
    method: str = "GET",
    page: str = "check-in",
    body: bytes | None = None,
    *,
    path: str = "",
    **headers: str,
) -> tuple[int, str, dict[str, str]]:
    """Send a request as our own page would, but for what is given; status, text and headers."""
    gate = forms.server.gate
    own = {"Host": gate.host, "Origin": f"http://{gate.host}", "Content-Type": FORM}
    sent = own | {name.replace("_", "-"): value for name, value in headers.items()}
    connection = HTTPConnection("127.0.0.1", gate.port, timeout=LIMIT)
    connection.putrequest(method, path or f"/{gate.word}/{page}", skip_host=True)
    for name, value in sent.items():
        if value:
            connection.putheader(name, value)
    if body is not None and "Content_Length" not in headers:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def test_our_own_page_is_let_in(forms: Office) -> None:
    """A form is read, filled in, sent and told."""
    status, html, _ = asked(forms)
    assert status == 200
    body = urlencode({NUMBER: number_in(html), "now": "4"}).encode()
    assert asked(forms, "POST", body=body)[0] == 200
    assert forms.teller.told == [CheckIn(4)]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/check-in", f"/{'0' * 32}/check-in", "//check-in", "/%2e%2e/check-in"),
        *("*", "http://evil.example/", "/{word}", "/{word}/", "/{word}0/check-in"),
        *(
            "/{word}/../{word}/check-in",
            "/{word}/nothing",
            "/{word}/check-in?now=4",
            "/{WORD}/help",
        ),
    ],
)
def test_without_the_word_there_is_nothing(forms: Office, path: str) -> None:
    """Nor is there a list of what there is."""
    word = forms.server.gate.word
    filled = path.format(word=word, WORD=f"{word[:-1]}{'0' if word[-1] != '0' else '1'}")
    status, html, _ = asked(forms, path=filled)
    assert status == 404
    assert "There is no such page." in html
    assert word not in html


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:1", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_name_is_refused(forms: Office, method: str, host: str) -> None:
    """A name that somebody let point to this machine opens nothing, word or not."""
    named = host.format(port=forms.server.gate.port)
    assert asked(forms, method, body=b"", Host=named)[0] == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "https://{host}", "http://127.0.0.1:1"]
)
def test_a_form_from_elsewhere_is_refused(forms: Office, origin: str) -> None:
    """Another page cannot send one, not even with the word."""
    told = len(forms.teller.told)
    number = number_in(asked(forms)[1])
    body = urlencode({NUMBER: number, "now": "4"}).encode()
    from_there = origin.format(host=forms.server.gate.host)
    assert asked(forms, "POST", body=body, Origin=from_there)[0] == 403
    assert len(forms.teller.told) == told


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_a_page_is_read_or_sent(forms: Office, method: str) -> None:
    """Nothing else can be done with it."""
    status, _, headers = asked(forms, method)
    assert (status, headers["Allow"]) == (405, "GET, POST")


def test_a_word_of_no_protocol_is_refused(forms: Office) -> None:
    """Within the same bounds."""
    status, _, headers = asked(forms, "BREW")
    assert status == 501
    assert headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("size", [LARGEST + 1, 900_000])
def test_a_form_that_is_too_long(forms: Office, size: int) -> None:
    """It is refused with a sentence, which arrives."""
    status, html, _ = asked(forms, "POST", body=b"x" * size)
    assert (status, "Write less in it." in html) == (413, True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Type": "application/json"}, 415),
        ({"Content_Type": ""}, 415),
        ({"Content_Length": ""}, 411),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": "many"}, 411),
        ({"Content_Length": "9" * 5000}, 413),
    ],
)
def test_what_is_no_form(forms: Office, headers: dict[str, str], status: int) -> None:
    """It is not read."""
    assert asked(forms, "POST", body=b"", **headers)[0] == status


def test_nothing_is_kept_and_nothing_let_in(forms: Office) -> None:
    """Neither by the browser nor by anything on the way; no script, no frame, no stranger."""
    _, html, headers = asked(forms)
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Server"] == "posture-daemon"
    rules = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"} <= set(rules)
    assert not any("script" in rule or "unsafe" in rule for rule in rules)
    assert "<script" not in html


def test_only_this_machine_can_ask(forms: Office) -> None:
    """It listens at the loopback address and nowhere else."""
    assert forms.server.server_address[0] == "127.0.0.1"


def test_silent_guests_keep_nobody_out(forms: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser opens connections that it never uses; too many are turned away, and time out."""
    with ExitStack() as party, monkeypatch.context() as meanwhile:
        meanwhile.setattr(Conversation, "timeout", 0.2)
        address = ("127.0.0.1", forms.server.gate.port)
        guests = [party.enter_context(socket.create_connection(address, LIMIT)) for _ in range(40)]
        assert [guest.recv(1) for guest in guests] == [b""] * 40
    wait_until(lambda: forms.server._room._value, "there is room again")
    assert asked(forms)[0] == 200


def test_a_mistake_costs_one_answer(forms: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said without what was typed, and the next request is answered."""

    def stumble(_page: str) -> None:
        raise ValueError("secret words")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(forms.server.counter, "blank", stumble)
        status, html, _ = asked(forms)
    assert status == 500
    assert "ValueError" in html
    assert "secret" not in html
    assert asked(forms)[0] == 200


def test_nothing_is_written_of_it(forms: Office, capfd: pytest.CaptureFixture[str]) -> None:
    """Neither the address with its word nor what was typed."""
    asked(forms)
    asked(forms, "POST", body=b"note=secret")
    asked(forms, path="/wrong")
    assert capfd.readouterr() == ("", "")


def served(server: FormServer) -> threading.Thread:
    """The server in a thread."""
    thread = threading.Thread(target=server.serve)
    thread.start()
    return thread


def test_it_ends_when_nobody_comes() -> None:
    """After its time, though a form was never sent."""
    server = FormServer(Clerk(), open_for=0.01)
    served(server).join(LIMIT)
    server.server_close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.gate.port), LIMIT)


def test_it_ends_soon_after_the_last_answer() -> None:
    """The answer shortens the wait, also of a server that waits already."""
    server = FormServer(Clerk(), open_for=600, linger=0.01)
    thread = served(server)
    number = number_in(server.counter.blank("check-in").html)
    server.counter.received("check-in", urlencode({NUMBER: number, "now": "4"}).encode())
    server.wake()
    thread.join(LIMIT)
    assert not thread.is_alive()
    server.server_close()
