"""The forms' way to the service, over a real socket."""

from __future__ import annotations

from datetime import date

import pytest

from posture_daemon.core.sore.deeds import CheckIn, EndSession, Leg, Stage, Visit
from posture_daemon.errors import NotRunning, RequestRefused
from posture_daemon.forms.service import RunningService
from tests.forms.teller import REPORT, office

DEEDS = (CheckIn(0, leg=Leg.NO, helped=("Walking",)), Visit(Stage.SEEN, date(2026, 3, 5)))


def test_the_service_is_told() -> None:
    """Each deed arrives as it was, and is answered."""
    with office() as forms:
        service = RunningService(str(forms.path))
        assert service.report() == REPORT
        assert [service.tell(deed) for deed in DEEDS] == [["Noted: check-in."], ["Noted: visit."]]
        assert forms.teller.told == list(DEEDS)


def test_it_may_refuse_or_be_gone() -> None:
    """Both are errors with a sentence."""
    with office() as forms:
        service = RunningService(str(forms.path))
        forms.teller.refused["end-session"] = RequestRefused("Nothing is on.")
        with pytest.raises(RequestRefused, match="Nothing is on"):
            service.tell(EndSession())
        forms.closed()
        with pytest.raises(NotRunning):
            service.report()
