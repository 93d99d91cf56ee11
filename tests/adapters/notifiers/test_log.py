"""The last resort: notices in the log."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

from posture_daemon.adapters.notifiers.log import Log
from posture_daemon.core.reminder import Urgency
from tests.contracts.notifier import NOTICE, NotifierContract, play


def test_writes_one_line_for_each_notice(caplog: pytest.LogCaptureFixture) -> None:
    """A notice is one line; a countdown adds none, an urgent one is a warning."""
    caplog.set_level(logging.INFO)
    log = Log()

    async def scenario(_: object) -> None:
        await log.show(NOTICE)
        await log.show(replace(NOTICE, summary="Stretch - 0:10 left"))
        pressing = replace(NOTICE, tag="now", summary="Now\nreally", urgency=Urgency.CRITICAL)
        await log.show(pressing)

    play(log, scenario)
    assert [record.levelname for record in caplog.records] == ["INFO", "WARNING"]
    assert caplog.messages[0] == (
        "Stretch your shoulders - Roll them back, slowly: 5 < 6 & 7 > 3. - "
        "Answer: posture start | snooze | skip"
    )
    assert "\n" not in caplog.text.strip().splitlines()[-1]


def test_writes_again_after_a_withdrawal(caplog: pytest.LogCaptureFixture) -> None:
    """A notice that was withdrawn and comes again is a new line."""
    caplog.set_level(logging.INFO)
    log = Log()

    async def scenario(_: object) -> None:
        await log.show(NOTICE)
        await log.withdraw(NOTICE.tag)
        await log.show(NOTICE)

    play(log, scenario)
    assert len(caplog.records) == 2


class TestContract(NotifierContract):
    """The log keeps the promises of a notifier."""

    @pytest.fixture
    def notifier(self) -> Log:
        """Make one."""
        return Log()
