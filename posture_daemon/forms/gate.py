"""What a request must be like before anybody looks at what it says.

Every program of this machine can reach the port, and every page in the browser can try to. So it
takes the word in the address, the host as we named it (a name that somebody let point here is
another), and for what is sent the origin of our own pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

LARGEST = 32 * 1024
"""The longest form that is read, in bytes."""

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is turned away: a status of HTTP, and a sentence."""

    status: HTTPStatus
    sentence: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets in what comes from our own pages: `port` and `word` are those of this server."""

    port: int
    word: str

    @property
    def host(self) -> str:
        """The one name under which the pages are to be found."""
        return f"127.0.0.1:{self.port}"

    def address(self, page: str) -> str:
        """The address of a page, as a browser takes it."""
        return f"http://{self.host}/{self.word}/{page}"

    def page(self, path: str) -> str | None:
        """The page that a path names behind the word; none where the word is wrong."""
        word, _, page = path.removeprefix("/").partition("/")
        right = path.startswith("/") and compare_digest(word.encode(), self.word.encode())
        return page if right and page else None

    def objection(self, method: str, path: str, headers: Message) -> Refusal | None:
        """The first thing that is wrong with a request, and none where all is well."""
        if headers.get("Host") != self.host:
            return Refusal(HTTPStatus.FORBIDDEN, "This is not a name of these pages.")
        if self.page(path) is None:
            return Refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
        if method not in {"GET", "POST"}:
            return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "A page can be read or sent.")
        return self._objection_to_form(headers) if method == "POST" else None

    def _objection_to_form(self, headers: Message) -> Refusal | None:
        if headers.get("Origin") != f"http://{self.host}":
            return Refusal(HTTPStatus.FORBIDDEN, "This does not come from one of these pages.")
        if headers.get("Content-Type", "").partition(";")[0].strip() != FORM:
            return Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This is not a form.")
        length = length_of(headers)
        if length is None:
            return Refusal(HTTPStatus.LENGTH_REQUIRED, "The form does not say how long it is.")
        if length > LARGEST:
            return Refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The form is too long. Write less in it."
            )
        return None


def length_of(headers: Message) -> int | None:
    """How many bytes follow, as the headers say; none where they do not."""
    said = headers.get("Content-Length", "")
    return int(said[:18]) if said.isascii() and said.isdecimal() else None
