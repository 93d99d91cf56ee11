"""The text of the systemd user unit, and systemd's rules for writing a command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from posture_daemon.adapters.autostart.command import ENV

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEXT = """\
# Changes belong in `systemctl --user edit posture-daemon`: this file is written by the program.

[Unit]
Description=Reminders to rest, move and get comfortable
PartOf=graphical-session.target
After=graphical-session.target
StartLimitIntervalSec=60
StartLimitBurst=5

[Service]
Type=notify
NotifyAccess=main
ExecStart={start}
ExecReload={reload}
Restart=on-failure
RestartSec=2
# 1: it runs already; 4: the settings file is wrong. Starting again would change neither.
RestartPreventExitStatus=1 4
WatchdogSec=10min
TimeoutStopSec=10
Slice=background.slice
UMask=0077
MemoryMax=256M
TasksMax=64

# Only what a user manager can apply by itself, on systemd 252 as on 257: ProtectSystem= and
# PrivateTmp= are ignored there, or hide the X11 socket and who holds the camera.
NoNewPrivileges=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
# Desktop and commands; calendars fetched over https.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=graphical-session.target
"""

# systemd takes such letters in an argument, but not in the name of the program.
_REFUSED = re.compile(r"[\"'\\\x00-\x1f\x7f]")
_PLAIN = re.compile(r"[\w./:@+,%-]+", re.ASCII)
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "s": " "}


def line(words: Sequence[str], home: Path) -> str:
    """Write a command line; the home folder becomes %h, so that the file suits every machine."""
    if _REFUSED.search(words[0]):
        words = (ENV, *words)
    quoted = [_quoted(_portable(word, home)) for word in words]
    # Without the colon systemd would put environment variables in the place of $NAME.
    return (":" if "$" in "".join(quoted) else "") + " ".join(quoted)


def words(text: str, home: Path) -> list[str]:
    """Read the words of a command line back."""
    pairs = (match.groups() for match in _WORD.finditer(text.lstrip("@-:+!")))
    plain = [_unescaped(quoted) if bare is None else bare for quoted, bare in pairs]
    meant = {"%h": str(home), "%%": "%"}
    found = [re.sub("%[%h]", lambda code: meant[code[0]], word) for word in plain]
    return found[1:] if found[:1] == [ENV] else found


def _portable(word: str, home: Path) -> str:
    inside = word.startswith(f"{home}/")
    rest = word[len(str(home)) :] if inside else word
    return ("%h" if inside else "") + rest.replace("%", "%%")


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in word) + '"'


def _unescaped(inner: str) -> str:
    return re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[1]), inner)
