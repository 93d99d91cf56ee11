"""Writes the sound of the alarm: a low, full tone, in pairs.

.venv/bin/python docs/alarm.py

A square wave of 520 Hz woke more sleepers than higher and purer tones, old people, heavy sleepers
and people who had been drinking among them (Bruck and Thomas, Towards a better smoke alarm
signal, Fire Safety Science 9, 2008). Not in threes: that is the signal to leave a building.
"""

from __future__ import annotations

import wave
from io import BytesIO
from math import pi, sin

from posture_daemon.adapters.bell.ways import LENGTH, SOUND

PITCH = 520  # Hz
_RATE = 11_025  # samples in a second
_BEEP, _GAP, _PAUSE = 0.35, 0.15, 1.0  # seconds
_EDGE = 0.01  # seconds; without a soft edge it clicks
_HARMONICS = (1, 3, 5, 7, 9)  # of a square wave, as far as the rate has room for them
_MIDDLE, _LOUDEST = 128, 127


def recording() -> bytes:
    """The whole file, in a format that everything can play: WAV, mono, 8 bits."""
    pair = (_beep() + _silence(_GAP)) * 2 + _silence(_PAUSE)
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(_RATE)
        file.writeframes(pair * round(_samples(LENGTH) / len(pair)))
    return written.getvalue()


def _beep() -> bytes:
    wanted = [_tone(at / _RATE) * _softness(at / _RATE) for at in range(_samples(_BEEP))]
    loudest = max(map(abs, wanted))
    return bytes(_MIDDLE + round(_LOUDEST * sample / loudest) for sample in wanted)


def _silence(seconds: float) -> bytes:
    return bytes([_MIDDLE]) * _samples(seconds)


def _tone(at: float) -> float:
    return sum(sin(2 * pi * PITCH * times * at) / times for times in _HARMONICS)


def _softness(at: float) -> float:
    return min(1.0, at / _EDGE, (_BEEP - at) / _EDGE)


def _samples(seconds: float) -> int:
    return round(seconds * _RATE)


if __name__ == "__main__":
    SOUND.write_bytes(recording())
