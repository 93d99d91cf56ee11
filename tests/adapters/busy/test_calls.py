"""Telling a call from everything else that keeps a screen awake."""

from __future__ import annotations

import pytest

from posture_daemon.adapters.busy.calls import Inhibitor, caller


@pytest.mark.parametrize(
    ("program", "reason", "name"),
    [
        ("zoom", "", "Zoom"),
        ("us.zoom.Zoom", "In a meeting", "Zoom"),
        ("com.github.IsmaelMartinez.teams_for_linux", "Electron", "Teams"),
        ("org.signal.Signal", "", "Signal"),
        ("skypeforlinux", "", "Skype"),
        ("/opt/Webex/bin/CiscoCollabHost", "in a call", "Webex"),
        ("google-chrome", "WebRTC has active PeerConnections", "google-chrome"),
        ("Slack", "WebRTC has active PeerConnections", "Slack"),
        ("My browser", "Video conference", "My browser"),
    ],
)
def test_calls(program: str, reason: str, name: str) -> None:
    """A conferencing program, or a reason that speaks of a call, is one."""
    assert caller(Inhibitor(program, reason)) == name


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("vlc", "Playing some media."),
        ("firefox", "video-playing"),
        ("firefox", "audio-playing"),
        ("firefox", "screen"),
        ("google-chrome", "Video Wake Lock"),
        ("discord", "Playing audio"),
        ("slack", "Video Wake Lock"),
        ("transmission", "Downloading"),
        ("org.gnome.Zoomer", "Zoomed in"),
        ("mpv", "What they call a film"),
        ("", ""),
    ],
)
def test_no_calls(program: str, reason: str) -> None:
    """Films, music and downloads are none, nor what only sounds like a call."""
    assert caller(Inhibitor(program, reason)) is None
