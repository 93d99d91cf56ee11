"""The settings file: read and checked in a child process, and handed over as the core's values.

pydantic, holidays and TOML cost some 20 MiB, which a service that runs all day need not carry;
so nothing imported here may import them.
"""

from __future__ import annotations

from posture_daemon.settings.child import read_settings, read_settings_async

__all__ = [
    "read_settings",
    "read_settings_async",
]
