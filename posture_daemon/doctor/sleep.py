"""The sleep of the machine: whether it is kept off while warmth or cold is on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from posture_daemon.adapters.sleep_inhibitor import SleepInhibitor
from posture_daemon.doctor.finding import Finding, ok, warning
from posture_daemon.errors import Unavailable

_TOPIC = "sleep"
_LIMIT = timedelta(seconds=5)
_REMEDY = "Keep the lid open while you use warmth or cold; asleep, the machine sounds no alarm."


def examine() -> Finding:
    """Try to keep it awake for a moment."""
    try:
        way = asyncio.run(_look())
    except Unavailable as wrong:
        sentence = f"The machine may fall asleep while warmth or cold is on: {wrong.title}"
        return warning(_TOPIC, sentence, _REMEDY)
    return ok(_TOPIC, f"The machine can be kept awake while warmth or cold is on, by {way}.")


async def _look() -> str:
    try:
        async with asyncio.timeout(_LIMIT.total_seconds()):
            return await SleepInhibitor().look()
    except TimeoutError as late:
        raise Unavailable("It does not answer.") from late
