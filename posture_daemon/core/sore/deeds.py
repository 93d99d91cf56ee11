"""What a person tells of a sore back: each deed is one fact, kept as a record with its moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

AREAS = ("neck", "shoulders", "upper-back", "lower-back", "hips", "buttocks", "legs")
"""Where it can be sore, in the words of the diary."""


class Leg(StrEnum):
    """What is felt in a leg; `YES` does not say what."""

    NO = "no"
    YES = "yes"
    PAIN = "pain"
    TINGLE = "tingle"
    NUMB = "numb"
    WEAK = "weak"


class Work(StrEnum):
    """How one worked that day."""

    FULL = "full"
    MODIFIED = "modified"
    OFF = "off"


class Thermal(StrEnum):
    """What is put on the back."""

    WARMTH = "warmth"
    COLD = "cold"


class Verdict(StrEnum):
    """How it was afterwards."""

    HELPED = "helped"
    SAME = "same"
    WORSE = "worse"


class Stage(StrEnum):
    """How far one has come with professional help."""

    BOOKED = "booked"
    SEEN = "seen"
    NOT_NOW = "not-now"


@dataclass(frozen=True, slots=True)
class Begin:
    """The back is sore: the plan begins with the emergency card.

    `outside_hours`: prompts may come in all waking hours, and not only in those of work.
    """

    outside_hours: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One of the signs on the emergency card of this version applies, or none."""

    applies: bool
    version: int = 1


@dataclass(frozen=True, slots=True)
class GotAdvice:
    """The person has got advice about a sign, and wants to go on: back to the card."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing but running safety timers from now on."""


@dataclass(frozen=True, slots=True)
class Resume:
    """The pause is over."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Back to what is usual: the last part of the plan begins, half a year of keeping at it."""


@dataclass(frozen=True, slots=True)
class End:
    """The plan is over."""


@dataclass(frozen=True, slots=True)
class PickLevel:
    """The person picks a level from the table, 0 to 4. `stop_rule_read` is the second tap."""

    level: int
    stop_rule_read: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """What one wants to tell of how it began; what is empty is left as it was.

    `onset` is "sudden" or "gradual", `side` "left", "right", "both" or "middle", `spread` "none",
    "buttock", "above-knee" or "below-knee". `eases` and `brings_on` are free text.
    """

    onset: str = ""
    trigger: str = ""
    first_ever: bool | None = None
    side: str = ""
    areas: tuple[str, ...] = ()
    spread: str = ""
    eases: str = ""
    brings_on: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A line of the diary. Scores are 0 to 10: now, and the worst and the average in 24 hours."""

    now: int
    worst: int | None = None
    average: int | None = None
    leg: Leg | None = None
    areas: tuple[str, ...] = ()
    sleep_disturbed: bool | None = None
    stiff_minutes: int | None = None
    work: Work | None = None
    mood: int | None = None
    helped: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScoreActivity:
    """An activity of one's own, and how well it goes: 0 unable, 10 as before."""

    activity: str
    score: int


@dataclass(frozen=True, slots=True)
class DidItem:
    """An item of the catalogue was done; `worse` is whether it hurt more than before it."""

    item: str
    worse: bool | None = None


@dataclass(frozen=True, slots=True)
class AnswerNever:
    """The three "never" questions of warmth or cold: whether one of them applies today."""

    kind: Thermal
    applies: bool


@dataclass(frozen=True, slots=True)
class StartSession:
    """Warmth or cold is put on now, for whole minutes (none: as set).

    `stay_awake` is the promise without which none begins in quiet hours; `score` is how it is
    before, 0 to 10.
    """

    kind: Thermal
    minutes: int | None = None
    stay_awake: bool = False
    score: int | None = None


@dataclass(frozen=True, slots=True)
class CheckSkin:
    """The person has looked at the skin; if it is not fine, the session ends."""

    fine: bool


@dataclass(frozen=True, slots=True)
class EndSession:
    """It is off: the alarm is confirmed, or the session ends before its time."""


@dataclass(frozen=True, slots=True)
class JudgeSession:
    """How the last session was; `score` is how it is half an hour after, 0 to 10."""

    verdict: Verdict
    score: int | None = None


@dataclass(frozen=True, slots=True)
class ReadMedicineCard:
    """The person has read whom to ask before taking a painkiller."""


@dataclass(frozen=True, slots=True)
class AddMedicine:
    """A nickname, and three numbers from the packet or the prescriber; none means log only.

    `hours` is the least between two, `times` the most in 24 hours, `days` the most in a row.
    `told` is needed to open one again that has reached its days: a pharmacist or doctor said so.
    """

    nickname: str
    hours: int | None = None
    times: int | None = None
    days: int | None = None
    anti_inflammatory: bool = False
    remind: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class TakeMedicine:
    """One was taken now; nothing says what it was or how much."""

    nickname: str


@dataclass(frozen=True, slots=True)
class DropMedicine:
    """It is no longer to be listed; what was logged stays in the diary."""

    nickname: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment with somebody who can help: booked for, or seen on, a day; or not now."""

    stage: Stage
    on: date | None = None
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to bring to the visit."""

    question: str


@dataclass(frozen=True, slots=True)
class ReadLeaflet:
    """A leaflet was shown."""

    name: str


PlanDeed = Begin | AnswerCard | GotAdvice | Pause | Resume | Usual | End | PickLevel
ThermalDeed = AnswerNever | StartSession | CheckSkin | EndSession | JudgeSession
MedicineDeed = ReadMedicineCard | AddMedicine | TakeMedicine | DropMedicine
NotedDeed = Tell | CheckIn | ScoreActivity | DidItem | Visit | Ask | ReadLeaflet
Deed = PlanDeed | ThermalDeed | MedicineDeed | NotedDeed


@dataclass(frozen=True, slots=True)
class Record:
    """A deed and its moment: an aware instant (UTC), elapsed time, and the time zone then.

    Elapsed times can be compared within one `timeline` only.
    """

    at: datetime
    elapsed: timedelta
    zone: str
    deed: Deed
    timeline: str = ""
