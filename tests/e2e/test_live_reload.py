"""The real service sees the settings file saved, in the ways of editors and of link farms."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import need
from tests.e2e.service import BREAK, DAY_AND_NIGHT, POSTURE, Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.desktop import PrivateDesktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it looks slowly")

WRONG = DAY_AND_NIGHT + BREAK.replace("2h", "2 hours or so")
GONE = "there is no such file"


def named(name: str) -> str:
    """Settings with one reminder of this name."""
    return DAY_AND_NIGHT + BREAK.replace("break", name)


def shell(script: str, *words: str | Path) -> None:
    """Run a script of the shell, with these as $1 and so on."""
    subprocess.run(["sh", "-ec", script, "sh", *map(str, words)], check=True)


def in_place(file: Path, text: str) -> None:
    """As nano and most simple editors do."""
    file.write_text(text)


def by_rename(file: Path, text: str) -> None:
    """As gedit, Kate, VS Code and all careful programs do."""
    new = file.with_name(".settings.new")
    new.write_text(text)
    new.replace(file)


def with_backup(file: Path, text: str) -> None:
    """As vim and emacs do: the old file becomes the backup."""
    file.replace(file.with_name(f"{file.name}~"))
    file.write_text(text)


def by_sed(file: Path, text: str) -> None:
    """As `sed -i` does."""
    new = file.with_name("wanted")
    new.write_text(text)
    shell('sed -i -e "1r $1" -e "1,\\$d" -- "$2"', new, file)


def slowly(file: Path, text: str) -> None:
    """As a slow disk or an upload does: it is empty at first, and then half there."""
    half = len(text) // 2
    script = 'exec >"$1"; sleep 0.7; printf %s "$2"; sleep 0.7; printf %s "$3"'
    shell(script, file, text[:half], text[half:])


def in_two_goes(file: Path, text: str) -> None:
    """As a script does that appends to a file it has just begun."""
    half = len(text) // 2
    shell('printf %s "$2" >"$1"; sleep 0.1; printf %s "$3" >>"$1"', file, text[:half], text[half:])


def ten_times(file: Path, text: str) -> None:
    """As an impatient person does, or one that saves on every key."""
    shell('for n in 1 2 3 4 5 6 7 8 9; do echo >"$1"; sleep 0.1; done', file)
    file.write_text(text)


SLOW = [slowly, in_two_goes, ten_times]
WAYS = [in_place, by_rename, with_backup, by_sed, *SLOW]

# Pauses in a save last longer on a slow machine; so does the time after which it is over.
LENIENT = """\
from posture_daemon.wire import trail
trail.QUIET *= 10
trail.WRITING *= 10
"""


def start(service: Service, save: Callable[[Path, str], None]) -> None:
    """Start the service, and a lenient one where somebody saves slowly."""
    lenient = service.folder / "lenient"
    lenient.mkdir()
    (lenient / "sitecustomize.py").write_text(LENIENT if save in SLOW else "")
    service.start(PYTHONPATH=str(lenient))


def settled(service: Service, times: int) -> list[str | None]:
    """Wait until the settings have been read so often, and return what came of it."""
    service.wait(lambda: len(service.entries(Event.SETTINGS)) >= times, f"{times} times read")
    return [entry.reason for entry in service.entries(Event.SETTINGS)]


def reminders(service: Service) -> list[str]:
    """The reminders in effect."""
    return [each["reminder"] for each in service.status()["reminders"]]


def notices(service: Service) -> int:
    """How often a notice about the settings was shown."""
    return service.said.count("The settings stay as they were")


@pytest.mark.parametrize("save", WAYS)
def test_a_save_is_in_effect_at_once(service: Service, save: Callable[[Path, str], None]) -> None:
    """However a file is saved, it is read once, when it is complete; and the next time again."""
    start(service, save)
    for times, name in enumerate(("tea", "walk"), 1):
        save(service.settings, named(name))
        assert settled(service, times) == ["in effect"] * times
        assert reminders(service) == [name]
    assert notices(service) == 0


def test_counts_are_kept(service: Service) -> None:
    """A reminder that did not change is due when it was due before."""
    service.start()
    before = service.status()["reminders"]
    service.settings.write_text(service.settings.read_text() + BREAK.replace("break", "tea"))
    settled(service, 1)
    after = service.status()["reminders"]
    assert [each["due"][:19] for each in after][:1] == [each["due"][:19] for each in before]
    assert len(after) == 2


@pytest.mark.parametrize("save", [in_place, by_rename, slowly])
def test_a_wrong_file(service: Service, save: Callable[[Path, str], None]) -> None:
    """It changes nothing and gives one notice with file and line; mending it needs no words."""
    start(service, save)
    save(service.settings, WRONG)
    line = WRONG.splitlines().index('every = "2 hours or so"') + 1
    assert str(settled(service, 1)[0]).startswith(f"refused: {service.settings}:{line}:9: ")
    assert reminders(service) == ["break"]
    save(service.settings, named("tea"))
    assert settled(service, 2)[1:] == ["in effect"]
    assert reminders(service) == ["tea"]
    assert notices(service) == 1
    assert "See all: posture check" in service.said
    assert "Traceback" not in service.said


def test_a_notice_on_the_screen_is_left_alone(service: Service) -> None:
    """While a reminder waits for an answer, only log and status tell of a wrong file."""
    service.start()
    service.posture("take", "break")
    service.settings.write_text(WRONG)
    settled(service, 1)
    assert service.status()["live"]["reminder"] == "break"
    assert "every" in service.status()["settings_problem"]
    assert notices(service) == 0
    assert "the settings stay as they were" in service.said


def test_a_mute_is_heeded(service: Service) -> None:
    """Who has asked for quiet is not told of settings either."""
    service.start()
    service.posture("mute", "1h")
    service.settings.write_text(WRONG)
    settled(service, 1)
    assert notices(service) == 0


def delete(file: Path) -> None:
    """Take it away."""
    file.unlink()


def make_folder(file: Path) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


def dangle(file: Path) -> None:
    """Put a link in its place that leads nowhere."""
    file.unlink()
    file.symlink_to("nowhere")


def block(file: Path) -> None:
    """Put a pipe in its place that nobody writes to."""
    file.unlink()
    os.mkfifo(file)


def swell(file: Path) -> None:
    """Let a log of more than a mebibyte run into it."""
    file.write_bytes(b"# and so on\n" * 100_000)


def go_round(file: Path) -> None:
    """Put a link in its place that leads to itself."""
    file.unlink()
    file.symlink_to(file.name)


@pytest.mark.parametrize(
    ("lose", "reason"),
    [
        (delete, GONE),
        (make_folder, "a folder"),
        (dangle, "a link to nowhere"),
        (go_round, "symbolic links"),
        (block, "a pipe"),
        (swell, "larger than 1 MiB"),
    ],
)
def test_a_file_that_vanishes(service: Service, lose: Callable[[Path], None], reason: str) -> None:
    """The settings in effect stay, one notice says why, and the file is read when it is back."""
    service.start()
    lose(service.settings)
    assert reason in str(settled(service, 1)[0])
    assert reminders(service) == ["break"]
    assert service.status()["settings"] == str(service.settings)
    if service.settings.is_dir():
        service.settings.rmdir()
    service.settings.unlink(missing_ok=True)
    service.settings.write_text(named("tea"))
    service.wait(lambda: reminders(service) == ["tea"], "it is read")
    assert notices(service) == 1


def test_the_notice_goes_when_the_file_is_mended(private_desktop: PrivateDesktop) -> None:
    """On a real desktop there is one notice, updated in place, and none once all is well again."""
    need("dunst", "dunstctl")
    config = private_desktop.folder / "dunstrc"
    config.touch()
    private_desktop.start_server("dunst", "-config", config)
    service = Service(named("break"), private_desktop.environ)

    def displayed() -> str:
        return private_desktop.run("dunstctl", "count", "displayed")

    try:
        service.start()
        service.settings.write_text(WRONG)
        service.wait(lambda: displayed() == "1", "the notice is shown")
        service.settings.write_text("profile = 'none'\n[timings]\n")
        settled(service, 2)
        assert displayed() == "1"
        service.settings.write_text(named("tea"))
        service.wait(lambda: displayed() == "0", "the notice is taken away")
        assert "timings" in private_desktop.run("dunstctl", "history")
    finally:
        service.close()


class Home:
    """The settings file in the person's own folder, for a service that is not told where it is."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.config = service.folder / "config"
        self.folder = self.config / "posture-daemon"
        self.file = self.folder / "settings.toml"

    def start(self) -> None:
        """Start the service without naming a file, and wait until it is ready."""
        with self.service.log.open("ab") as log:
            self.service._running = subprocess.Popen(
                [*POSTURE, "run"],
                env=self.service.environ
                | {"POSTURE_DAEMON_NOTIFICATIONS__ANNOUNCE_START": "false"},
                cwd=self.service.folder,
                stdin=subprocess.DEVNULL,
                stderr=log,
            )
        self.service.hear("READY=1")


@pytest.fixture
def home(service: Service) -> Home:
    """A home without settings."""
    return Home(service)


def test_a_folder_that_appears_later(home: Home) -> None:
    """The first settings file of a person is seen, though its folder was not there at the start."""
    home.start()
    home.folder.mkdir()
    home.file.write_text(named("tea"))
    settled(home.service, 1)
    assert reminders(home.service) == ["tea"]


def test_an_empty_folder_is_no_news(home: Home) -> None:
    """A folder without a file, and other files in it, are passed over without a word."""
    home.start()
    home.folder.mkdir()
    (home.folder / "notes").write_text("mine")
    home.file.write_text(named("tea"))
    assert settled(home.service, 1) == ["in effect"]
    assert notices(home.service) == 0


def test_a_deleted_file_does_not_mean_the_built_in_settings(home: Home) -> None:
    """Settings stay when their file is deleted; `reload` goes back to the built-in ones."""
    home.folder.mkdir()
    home.file.write_text(named("tea"))
    home.start()
    shutil.rmtree(home.folder)
    assert GONE in str(settled(home.service, 1)[0])
    assert reminders(home.service) == ["tea"]
    assert "built-in" in home.service.posture("reload")
    assert "tea" not in reminders(home.service)


def test_a_link_farm(home: Home) -> None:
    """A folder that is a link into a repository, as GNU Stow makes it: seen there and here."""
    first, second = (home.service.folder / name for name in ("dotfiles", "others"))
    for farm in (first, second):
        farm.mkdir()
        (farm / "settings.toml").write_text(named("tea"))
    home.folder.symlink_to("../dotfiles")
    home.start()
    by_rename(first / "settings.toml", named("walk"))
    settled(home.service, 1)
    assert reminders(home.service) == ["walk"]
    home.folder.unlink()
    home.folder.symlink_to(second)
    home.service.wait(lambda: reminders(home.service) == ["tea"], "the other farm is read")


def test_a_swapped_link(home: Home) -> None:
    """A link behind a link that is swapped in one step, as Kubernetes and Nix do it."""
    home.folder.mkdir()
    home.file.symlink_to("..data/settings.toml")
    for name in ("tea", "walk"):
        (home.folder / f"..{name}").mkdir()
        (home.folder / f"..{name}" / "settings.toml").write_text(named(name))
    (home.folder / "..data").symlink_to("..tea")
    home.start()
    (home.folder / "..new").symlink_to("..walk")
    (home.folder / "..new").rename(home.folder / "..data")
    assert settled(home.service, 1) == ["in effect"]
    assert reminders(home.service) == ["walk"]


def test_a_real_editor(service: Service) -> None:
    """vim, as far as it is installed, with its swap file, its backup and all."""
    need("vim")
    service.start()
    change = ["-c", "%s/break/tea/", "-c", "wq"]
    subprocess.run(["vim", "-N", "-u", "NONE", "-es", *change, service.settings], check=True)
    settled(service, 1)
    assert reminders(service) == ["tea"]
