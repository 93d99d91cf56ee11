"""The alarm at the end of a warmth or cold session: whether somebody asleep would hear it."""

from __future__ import annotations

import asyncio
import os
import subprocess
from datetime import timedelta

from posture_daemon.adapters.bell import Bell
from posture_daemon.doctor.finding import Finding, ok, warning
from posture_daemon.errors import Unavailable

_TOPIC = "alarm"
_LIMIT = timedelta(seconds=5)
_INSTALL = "Install pulseaudio-utils, pipewire-bin or alsa-utils, whichever fits your sound server."
_MUTED = ("pactl", "get-sink-mute", "@DEFAULT_SINK@")


def examine() -> Finding:
    """Look for a way to be heard, and whether the loudspeakers are muted; makes no sound."""
    try:
        way = asyncio.run(Bell(limit=_LIMIT).look())
    except Unavailable as wrong:
        return warning(_TOPIC, f"An alarm would only be seen: {wrong.title}", _INSTALL)
    if way.startswith("the bell"):
        sentence = f"An alarm is heard by {way} alone, which many terminals keep silent."
        return warning(_TOPIC, sentence, _INSTALL)
    if _is_muted():
        sentence = f"An alarm is played by {way}, but the loudspeakers are muted."
        return warning(_TOPIC, sentence, "Unmute them before you use warmth or cold.")
    return ok(_TOPIC, f"An alarm can be heard; it is played by {way}.")


def _is_muted() -> bool:
    """Whether the sound server says so; one that cannot be asked says nothing."""
    try:
        told = subprocess.run(
            _MUTED,
            env=os.environ | {"LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LIMIT.total_seconds(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.stdout.strip().endswith(b"yes")
