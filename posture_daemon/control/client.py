"""The asking side: sends one request to the running service and returns its answer."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import suppress
from typing import Any

from posture_daemon.errors import NotRunning, PostureError, RequestRefused, SettingsError

TIME_LIMIT = 5.0
"""Seconds to wait for an answer, which the service gives from what it knows."""

_HINT = "Start it with: posture-daemon run"


def ask(
    path: str | os.PathLike[str], command: str, *, limit: float = TIME_LIMIT, **details: Any
) -> Any:
    """Send a command with its details and return the answer, which may take `limit` seconds.

    Raises NotRunning, RequestRefused or SettingsError, as the service says, and PostureError
    where there is no answer.
    """
    request = json.dumps({"command": command, **details}).encode() + b"\n"
    try:
        line = _exchange(path, request, limit)
    except (FileNotFoundError, ConnectionRefusedError):
        raise NotRunning("Posture daemon is not running.", _HINT) from None
    except BlockingIOError:  # so many are waiting that there is no room
        raise PostureError("The service is busy.", "Try again.") from None
    except TimeoutError:
        raise PostureError(
            f"The service has not answered for {limit:g} seconds.",
            "Stop it and start it again: posture-daemon run",
        ) from None
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        raise PostureError(
            f"The service cannot be talked to: {os.fspath(path)}: {reason}."
        ) from wrong
    return _answer(line)


def _exchange(path: str | os.PathLike[str], request: bytes, limit: float) -> bytes:
    if sys.platform == "win32":
        from posture_daemon.control.pipe import exchange

        return exchange(os.fspath(path), request, limit)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(limit)
        connection.connect(os.fspath(path))
        # It stops listening to a request that is too long, and says so.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(request)
        with connection.makefile("rb") as stream:
            return stream.readline()


def _answer(line: bytes) -> Any:
    if not line:
        raise PostureError("The service ended the conversation.", "Try again.")
    try:
        reply = json.loads(line)
    except ValueError:
        reply = None
    match reply:
        case {"answer": answer}:
            return answer
        case {"error": dict(error)}:
            raise _error(error)
    raise PostureError(
        "The service gives an answer that makes no sense.", "Stop it and start it again."
    )


def _error(error: dict[str, Any]) -> PostureError:
    title, hint = error.get("title", ""), error.get("hint", "")
    if error.get("problems"):
        return SettingsError(title, error["problems"], hint)
    return RequestRefused(title, hint)
