"""Serves the forms to the browser of this machine, and ends when nobody needs it any more."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any

from posture_daemon.forms.counter import Counter
from posture_daemon.forms.frame import POLICY, Answer, notice
from posture_daemon.forms.gate import Gate, length_of

if TYPE_CHECKING:
    from posture_daemon.forms.service import Service

OPEN_FOR = 30 * 60.0
"""Seconds without a request after which it ends while a form is open."""

LINGER = 5 * 60.0
"""The same once every form was answered: for who reloads the answer, or goes on from it."""

_WORD_BYTES = 16
_GUESTS = 16  # at the same time; a browser opens a few connections and leaves some of them unused
_MOST_SWALLOWED = 1 << 20  # bytes of a refused form; an answer is lost while much is on its way

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    # With "no-referrer" a browser would not say either that a form is from our own page.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class FormServer(ThreadingHTTPServer):
    """The forms, on a free port of this machine, behind a word that cannot be guessed."""

    daemon_threads = True
    block_on_close = False

    def __init__(
        self, service: Service, *, open_for: float = OPEN_FOR, linger: float = LINGER
    ) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.gate = Gate(self.server_port, secrets.token_hex(_WORD_BYTES))
        self.counter = Counter(service, self.gate.word)
        self._open_for, self._linger = open_for, linger
        self._bell, self._ear = socket.socketpair()
        self._room = threading.Semaphore(_GUESTS)

    def serve(self, owner: int | None = None) -> None:
        """Answer until nobody has asked for anything for a while, or `stop` is called.

        Where it has an owner, at the other end of this pipe, it ends with it.
        """
        with DefaultSelector() as selector:
            selector.register(self, EVENT_READ, self.handle_request)
            selector.register(self._ear, EVENT_READ, self._woken)
            if owner is not None:
                selector.register(owner, EVENT_READ, lambda: not os.read(owner, 64))
            while ready := selector.select(self._patience):
                if any(key.data() for key, _ in ready):
                    return

    @property
    def _patience(self) -> float:
        return self._open_for if self.counter.is_waiting else self._linger

    def _woken(self) -> bool:
        return b"." in self._ear.recv(64)

    def wake(self) -> None:
        """Look anew at how long to wait."""
        self._bell.send(b"!")

    def stop(self) -> None:
        """End, whoever waits."""
        self._bell.send(b".")

    def server_close(self) -> None:
        """Give everything back."""
        super().server_close()
        self._bell.close()
        self._ear.close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Talk with a guest in a thread of its own; where there are too many, with nobody."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Make room when the guest has gone."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle is nobody's mistake."""
        if os.environ.get("POSTURE_DAEMON_DEBUG"):
            super().handle_error(request, client_address)


class Conversation(BaseHTTPRequestHandler):
    """One request and its answer. Nothing of it is written anywhere."""

    server: FormServer
    timeout = 10

    def handle_method(self) -> None:
        """Answer, or say why not."""
        gate = self.server.gate
        refusal = gate.objection(self.command, self.path, self.headers)
        if refusal is None:
            self._answer(self._served(gate.page(self.path) or ""))
            self.server.wake()
        else:
            self._answer(Answer(notice(refusal.sentence), refusal.status))
            self.rfile.read(min(length_of(self.headers) or 0, _MOST_SWALLOWED))

    do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = (  # noqa: N815
        handle_method
    )

    def _served(self, page: str) -> Answer:
        try:
            if self.command == "GET":
                return self.server.counter.blank(page)
            body = self.rfile.read(length_of(self.headers) or 0)
            return self.server.counter.received(page, body)
        except Exception as mistake:
            if os.environ.get("POSTURE_DAEMON_DEBUG"):
                raise
            # What was typed may stand in the words of a mistake, so that only its kind is said.
            said = f"This is a mistake in the program: {type(mistake).__name__}. Please report it."
            return Answer(notice(said), HTTPStatus.INTERNAL_SERVER_ERROR)

    def _answer(self, answer: Answer) -> None:
        body = answer.html.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if answer.status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, POST")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Every answer has the same bounds, those of the library too."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """Who answers, and nothing of its insides."""
        return "posture-daemon"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the library's name
        """Nothing: an address has the word in it."""
