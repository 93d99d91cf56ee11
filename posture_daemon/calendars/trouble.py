"""Why an address gives no calendar, by what its server answered."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

_SENTENCES = {
    401: "wants a user and a password, or does not accept the ones it was given",
    403: "does not allow this user to read the calendar",
    404: "knows no calendar at this address",
    407: "cannot be asked: the proxy wants a password",
    410: "has given up this address for good",
    429: "has been asked too often",
}
_SERVER_FAULT = 500
_LONGEST_WAIT = 86_400.0
_DIGITS = 9


class Trouble(Unavailable):
    """An address gives no calendar; the server asks for `retry_after` seconds of patience."""

    def __init__(self, title: str, retry_after: float = 0) -> None:
        super().__init__(title)
        self.retry_after = retry_after


def answer_trouble(status: int, headers: Mapping[str, str], host: str) -> Trouble:
    """The trouble behind an answer that is neither a calendar nor a redirect."""
    sentence = _SENTENCES.get(status)
    if sentence is None:
        sentence = "has a fault of its own" if status >= _SERVER_FAULT else "gives no calendar"
    return Trouble(f"{host} {sentence} (HTTP {status}).", _wait(headers))


def _wait(headers: Mapping[str, str]) -> float:
    """Retry-After in seconds; if it is a date, as seen from the server's own clock."""
    written = headers.get("Retry-After", "").strip()
    try:
        if written.isascii() and written.isdigit():
            seconds = float(written[:_DIGITS])
        else:
            begun = parsedate_to_datetime(headers.get("Date", ""))
            seconds = (parsedate_to_datetime(written) - begun).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return 0
    return min(max(seconds, 0), _LONGEST_WAIT)
