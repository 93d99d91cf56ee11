"""A service for the commands of a sore back: it keeps what it is told."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from posture_daemon import paths
from posture_daemon.diary.answer import Answer, Standing
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.diary.form import deed_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_daemon.core.entry import Entry
    from posture_daemon.core.sore.deeds import Deed, Record
    from posture_daemon.errors import RequestRefused

Asked = dict[str, Any]


def thermal(**changes: Any) -> dict[str, Any]:
    """What is reported of warmth or cold on a day on which nothing was done yet."""
    return {
        "today": 0,
        "most": 4,
        "opens": None,
        "minutes": 15,
        "asked_today": False,
        "applies_today": False,
        "helped": 0,
        "same": 0,
        "worse": 0,
        **changes,
    }


def medicine(nickname: str, **changes: Any) -> dict[str, Any]:
    """What is reported of a nickname that nothing was logged of."""
    return {
        "nickname": nickname,
        "hours": None,
        "times": None,
        "days": None,
        "anti_inflammatory": False,
        "remind": False,
        "opens": None,
        "taken_24h": 0,
        "days_in_a_row": 0,
        "ended": False,
        **changes,
    }


def keep(records: Sequence[Record], entries: Sequence[Entry] = ()) -> None:
    """Write a diary, unencrypted, as it is where there is no keyring."""
    diary = SqliteDiary(paths.diary_file())
    diary.open(Answer(Standing.NO_KEYRING, "There is no keyring."))
    diary.record(records, entries)
    diary.close()


def said(deed: Deed) -> dict[str, Any]:
    """What a deed says, without what it leaves unsaid."""
    return {
        each.name: value
        for each in fields(deed)
        if (value := getattr(deed, each.name)) != each.default
    }


class Back:
    """What the service would report, what it was told, and what it says or refuses."""

    def __init__(self) -> None:
        self.refused: RequestRefused | None = None
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.asked: list[Asked] = []
        self.said = ["Noted."]
        self.status: dict[str, Any] = {"now": "2026-03-03T10:00:00+01:00", "reminders": []}
        self.report: dict[str, Any] = {
            "phase": "acute",
            "day": 2,
            "since": "2026-03-02T10:00:00+01:00",
            "level": 1,
            "picked": True,
            "highest_level": 3,
            "outside_hours": True,
            "card": {"due": False, "answered": "2026-03-02T10:01:00+01:00"},
            "session": None,
            "thermal": {"warmth": thermal(), "cold": thermal()},
            "medicines": [],
            "medicine_card_due": False,
            "activities": [],
            "dropped": [],
            "visit": None,
            "questions": [],
            "question": None,
            "ask_first": False,
            "leaflets_due": [],
            "diary": {"kept": "encrypted", "trouble": ""},
            "quiet_hours": False,
            "country": "GB",
        }

    @property
    def deeds(self) -> list[str]:
        """The names of what was told."""
        return [name for name, _ in self.told]

    async def handle(self, request: Asked) -> Any:
        """Do what is asked."""
        self.asked.append(request)
        match request:
            case {"command": "sore"}:
                return self.report
            case {"command": "status"}:
                return self.status
            case {"command": "tell", "deed": deed, "details": details}:
                if self.refused:
                    raise self.refused
                self.told.append((deed, said(deed_of(deed, details))))
                return {"said": self.said, "sore": self.report}
        if self.refused:
            raise self.refused
        return {"said": self.said}
