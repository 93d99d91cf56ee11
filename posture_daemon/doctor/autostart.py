"""Start at login: on, off, or on and in vain."""

from __future__ import annotations

from typing import assert_never

from posture_daemon.adapters.autostart import Standing, choose
from posture_daemon.doctor.finding import Finding, ok, problem, warning
from posture_daemon.errors import AutostartError

_TOPIC = "autostart"
_ENABLE = "posture-daemon autostart enable"


def examine() -> Finding:
    """Look at what the next login will start; changes nothing."""
    try:
        state = choose().status()
    except AutostartError as wrong:
        return problem(_TOPIC, wrong.title, wrong.hint)
    match state.standing:
        case Standing.ON:
            return ok(_TOPIC, state.sentence)
        case Standing.OFF:
            return warning(_TOPIC, state.sentence, f"To switch it on: {_ENABLE}")
        case Standing.DIFFERENT:
            return warning(_TOPIC, state.sentence)
        case Standing.BROKEN:
            return problem(_TOPIC, state.sentence)
        case _ as never:
            assert_never(never)
