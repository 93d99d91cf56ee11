"""How a call is known among all that keeps a screen awake: by the program, or by its reason."""

from __future__ import annotations

import re
from typing import NamedTuple

# Words of a name or application id, in lower case, and the program as a person knows it. Some of
# these programs also chat, and keep the screen awake in a call only.
_PROGRAMS = {
    "bigbluebutton": "BigBlueButton",
    "bluejeans": "BlueJeans",
    "discord": "Discord",
    "ekiga": "Ekiga",
    "element": "Element",
    "ferdium": "Ferdium",
    "gotomeeting": "GoToMeeting",
    "jami": "Jami",
    "jitsi": "Jitsi Meet",
    "legcord": "Discord",
    "linphone": "Linphone",
    "mattermost": "Mattermost",
    "meet": "Meet",
    "microsip": "MicroSIP",
    "mumble": "Mumble",
    "riot": "Element",
    "rocketchat": "Rocket.Chat",
    "signal": "Signal",
    "skype": "Skype",
    "skypeforlinux": "Skype",
    "slack": "Slack",
    "talk": "Nextcloud Talk",
    "teams": "Teams",
    "teamspeak": "TeamSpeak",
    "teamspeak3": "TeamSpeak",
    "telegram": "Telegram",
    "vesktop": "Discord",
    "webex": "Webex",
    "whatsapp": "WhatsApp",
    "wire": "Wire",
    "zoiper": "Zoiper",
    "zoom": "Zoom",
}

# Chromium and all that is made with it say "WebRTC has active PeerConnections" as long as a call
# lasts (content/browser/webrtc/webrtc_internals.cc). Firefox says "audio-playing",
# "video-playing" or "screen" (widget/gtk/WakeLockListener.cpp), from which no call is to be told.
_REASON = re.compile(
    r"\b(webrtc|(video|audio|voice|phone|conference|active|ongoing) ?calls?|"
    r"(in|on) (a|an|the) (call|meeting|conference|huddle)|video ?conferenc\w*|huddle)\b"
)
_WORD = re.compile(r"[a-z0-9]+")
_PLAYING = re.compile(r"\b(playing|playback|video wake lock)\b")


class Inhibitor(NamedTuple):
    """What keeps the session from being idle: the program's name or id, and its reason."""

    program: str
    reason: str


def caller(inhibitor: Inhibitor) -> str | None:
    """Name the program if it keeps the screen awake for a call; None for a film, say."""
    reason = inhibitor.reason.casefold()
    if _PLAYING.search(reason):
        return None
    words = _WORD.findall(inhibitor.program.casefold())
    known = next((_PROGRAMS[word] for word in words if word in _PROGRAMS), None)
    return known or (inhibitor.program if _REASON.search(reason) else None)
