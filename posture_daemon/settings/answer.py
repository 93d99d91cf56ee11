"""What the child that reads the settings tells the service: a plan, or what is wrong."""

from __future__ import annotations

import msgspec

from posture_daemon.core.plan import Plan


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A plan, or one printable line for each problem; and lines that are no reason to refuse."""

    plan: Plan | None = None
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
