"""Posture daemon: reminders to rest, move and get comfortable, at the right moment."""

__version__ = "0.1.0"
