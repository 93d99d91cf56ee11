"""The short words of the sore-back plan: general information, the same for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.core.sore.deeds import Thermal

if TYPE_CHECKING:
    from collections.abc import Mapping

_STOP_IF: Mapping[Thermal, str] = {
    Thermal.COLD: "Take it off if the skin is white, blotchy, very red, blistered, numb or "
    "burning.",
    Thermal.WARMTH: "Take it off if there is a blister or a net-like rash, if you feel faint, or "
    "if it hurts more.",
}

_FIRST, _COMFORT = "To begin with: {text}", "as far as is comfortable"
CARD_WAITS = (
    "First, the emergency card",
    "Read it, and give one of its two answers. Until then nothing else of the plan comes.",
)
CARD_NOW = (
    "Please read the emergency card now",
    "It is the same for everyone. Until it has an answer, nothing else of the plan comes.",
)
FIRST_QUESTION = (
    "How is it?",
    "To get up: roll onto your side, let your legs down, and push yourself up with your arms.",
)
GAP_PASSED = (
    "the hours between that you typed in have passed",
    "Only if you still need it, and if your packet allows it.",
)
EARLY = (
    "This is sooner than the limits that you typed in. Look at the packet, or ask a pharmacist or "
    "doctor. If it may have been too much, call your poison centre or the emergency number now."
)
DAYS_REACHED = (
    "This is the number of days that you typed in. Please ask a pharmacist or doctor how to go on."
)
SAME_FAMILY = (
    "Two from the family of anti-inflammatory painkillers can do harm together. Ask a pharmacist "
    "or doctor first."
)
LOG_ONLY = "Without all three numbers it is a log only: it reminds of nothing."
CARD_AGAIN = "The card is to be read again: posture medicine card"
ALARM = "This repeats every two minutes until you say that it is off."
WORSE_THAN_BEFORE = ("Worse than before?", "If it is, this one is left out for a day.")


LEAFLETS = "There are leaflets as well: the table of levels, and when to see someone."


def pinned(call: str) -> tuple[str, str]:
    """An emergency sign was noted; `call` are the numbers of the country, in words."""
    body = "Get help now."
    if call:
        body += f" First list: call {call}. Second list: your doctor or an advice line, today."
    off = "All other prompts are off until you say that you have got advice."
    return "One of the emergency signs was noted", f"{body} {off}"


def on_your_feet(least: int, most: int, *, offered: bool) -> tuple[str, str]:
    """The prompt of the hour."""
    body = "Walk round the room, as far as is comfortable. Then sit or lie differently."
    if offered:
        body += " Warmth or cold, if you like: see how."
    if least == most:
        length = "A minute" if least == 1 else f"{least} minutes"
    else:
        length = f"{least} to {most} minutes"
    return f"{length} on your feet", body


def gentle_movements(least: int, most: int) -> tuple[str, str]:
    """A set of stretches: one to begin with, and the rest is up to the person."""
    return (
        f"{least} to {most} minutes of gentle movements",
        f"{_FIRST} Then any others, {_COMFORT}.",
    )


def strength(minutes: int) -> tuple[str, str]:
    """A set of exercises for strength."""
    return f"{minutes} minutes for strength", f"{_FIRST} Then any others, {_COMFORT}."


def walk(least: int, most: int) -> tuple[str, str]:
    """A walk."""
    length = f"{least} minutes" if least == most else f"{least} to {most} minutes"
    return f"A walk of {length}", "At your own pace, and shorter if you prefer."


def check_in(*, review: bool, leaflets: bool) -> tuple[str, str]:
    """A line of the diary, or a longer look back; on some days with the leaflets."""
    summary, body = "Diary: how is your back?", "A score from 0 to 10, and what you want to note."
    if review:
        summary = "Diary: a look back"
        body = "Your scores, your three activities, and what has helped."
    return summary, f"{body} {LEAFLETS}" if leaflets else body


def visit(*, today: bool) -> tuple[str, str]:
    """An appointment is close."""
    when = "today" if today else "tomorrow"
    return f"Your appointment is {when}", "Bring your questions, and the report if you like."


def after_session(kind: Thermal) -> tuple[str, str]:
    """Half an hour after warmth or cold."""
    return f"How was the {kind}?", "Only you can tell, and what you do with it is up to you."


def stop_if(kind: Thermal) -> str:
    """When to take it off at once. Source: NHS trust leaflets on warmth and cold."""
    return _STOP_IF[kind]
