"""Idle inhibitors, with the real gnome-session and PowerDevil, and logind as dbusmock plays it."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Any, Self

import pytest
from jeepney import DBusAddress, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection

from posture_daemon.adapters.busy.idle_inhibitors import IdleInhibitors
from posture_daemon.adapters.busy.inhibitors_gnome import GnomeSession
from posture_daemon.adapters.busy.inhibitors_kde import PlasmaPower
from posture_daemon.adapters.busy.inhibitors_logind import Logind
from tests.contracts.busy_source import BusySourceContract
from tests.contracts.watching import open_files, play, watching_busy
from tests.desktop import need, until, wait_until
from tests.desktops import session_managers
from tests.desktops.logind import Logind as MockedLogind
from tests.desktops.logind import start_system_bus
from tests.patience import PATIENT, let_pass

if TYPE_CHECKING:
    import subprocess

    from tests.desktop import PrivateDesktop

ANOTHER_USER = 1000  # dbusmock says that every inhibitor is this user's


class Gnome:
    """gnome-session, and Zoom now and then in a call."""

    def __init__(self, session: PrivateDesktop) -> None:
        self.manager = session_managers.GnomeSession(session)
        self.source = IdleInhibitors(GnomeSession(), environ=session.environ)
        self.call: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Be in a call."""
        self.call = self.manager.inhibit("us.zoom.Zoom", "In a meeting")

    def end(self) -> None:
        """Hang up."""
        assert self.call
        self.manager.session.end(self.call)

    def kill(self) -> None:
        """End the session manager."""
        self.manager.session.end(self.manager.process, signal.SIGKILL)


class Login:
    """logind, played by dbusmock, which does not tell of changes: the stage does."""

    def __init__(self, session: PrivateDesktop) -> None:
        need("systemd-inhibit")
        start_system_bus(session)
        self.logind = MockedLogind(session)
        self.source = IdleInhibitors(Logind(ANOTHER_USER), environ=session.environ)
        self.inhibitors: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        """Be in a call."""
        self.inhibit("Zoom", "In a call")

    def end(self) -> None:
        """Hang up."""
        self.logind.session.end(self.inhibitors.pop())
        wait_until(lambda: "Zoom" not in self.listed(), "the inhibitor has gone")
        self.tell()

    def kill(self) -> None:
        """End logind."""
        self.logind.session.end(self.logind.process, signal.SIGKILL)

    def inhibit(self, who: str, why: str, what: str = "idle:sleep", mode: str = "block") -> None:
        """Have a program inhibit something."""
        words = (f"--what={what}", f"--who={who}", f"--why={why}", f"--mode={mode}")
        command = ("systemd-inhibit", *words, "sleep", "600")
        self.inhibitors.append(self.logind.session.start(*command))
        wait_until(lambda: who in self.listed(), f"{who} inhibits")
        self.tell()

    def listed(self) -> str:
        """Who inhibits, as logind says."""
        where = ("--dest", "org.freedesktop.login1", "--object-path", "/org/freedesktop/login1")
        method = ("--method", "org.freedesktop.login1.Manager.ListInhibitors")
        return self.logind.session.run("gdbus", "call", "--system", *where, *method, check=False)

    def tell(self) -> None:
        """Tell of a change as logind does at each inhibitor."""
        body = "[<'org.freedesktop.login1.Manager'>, <{'BlockInhibited': <'idle'>}>, <@as []>]"
        words = ("org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body)
        self.logind.mock("/org/freedesktop/login1", "EmitSignal", *words)


class TestGnome(BusySourceContract):
    @pytest.fixture
    def busy_stage(self, private_bus: PrivateDesktop) -> Gnome:
        return Gnome(private_bus)


class TestLogind(BusySourceContract):
    @pytest.fixture
    def busy_stage(self, private_bus: PrivateDesktop) -> Login:
        return Login(private_bus)


def test_gnome_tells_calls_from_films(private_bus: PrivateDesktop) -> None:
    """A film and a download keep the session awake without a call; a call in a browser counts."""
    stage = Gnome(private_bus)

    async def scenario() -> None:
        async with watching_busy(stage.source) as watching:
            await watching.heard(1)
            stage.manager.inhibit("org.videolan.vlc", "Playing some media.")
            stage.manager.inhibit("firefox", "video-playing")
            stage.manager.inhibit("us.zoom.Zoom", "Unsaved settings", "logout")
            # Chromium keeps the machine from being suspended, not the screen from being dark.
            stage.manager.inhibit("chromium", "WebRTC has active PeerConnections", "suspend")
            assert await watching.heard(2) == "chromium"
            stage.begin()
            assert await watching.heard(3) == "chromium, Zoom"

    play(scenario())


def test_logind_tells_calls_from_the_rest(private_bus: PrivateDesktop) -> None:
    """What blocks something else, only delays, or belongs to another user does not count."""
    stage = Login(private_bus)
    mine = IdleInhibitors(Logind(ANOTHER_USER + 1), environ=private_bus.environ)
    unwanted = IdleInhibitors(Logind(ANOTHER_USER), ["zoom"], private_bus.environ)

    async def scenario() -> None:
        async with (
            watching_busy(stage.source) as watching,
            watching_busy(mine) as own,
            watching_busy(unwanted) as without_zoom,
        ):
            await watching.heard(1)
            stage.inhibit("Teams", "In a call", what="sleep")
            stage.inhibit("Discord", "In a call", mode="delay")
            stage.inhibit("mpv", "Playing a video call recording", what="idle")
            stage.begin()
            stage.inhibit("Skype", "In a call")
            assert await watching.heard(2) == "Skype, Zoom"
            await until(lambda: without_zoom.reports[-1] == (True, "Skype"), "Zoom is ignored")
            assert own.reports == [(False, "")]

    play(scenario())


def test_plasma(private_bus: PrivateDesktop) -> None:
    """PowerDevil tells of a call after five seconds, of its end at once, and of films in vain."""
    power = session_managers.PowerDevil(private_bus)
    agent = PlasmaPower.to
    address = private_bus.environ["DBUS_SESSION_BUS_ADDRESS"]

    async def scenario() -> None:
        with open_dbus_connection(address) as caller, open_dbus_connection(address) as player:
            source = IdleInhibitors(PlasmaPower(), environ=private_bus.environ)
            async with watching_busy(source) as watching:
                await watching.heard(1)
                for bus, words in (
                    (player, ("vlc", "Playing a film")),
                    (caller, ("zoom", "A meeting")),
                ):
                    bus.send(new_method_call(agent, "AddInhibition", "uss", (4, *words)))
                assert await watching.heard(2) == "Zoom"
                caller.close()
                await watching.heard(3)
                assert watching.states == [False, True, False]
                private_bus.end(power.process, signal.SIGKILL)
                assert "has gone" in str(await watching.failed())

    play(scenario())


class Scripted:
    """A session manager that answers as a test says, under the real name.

    Where it has no answer, the caller's patience is soon over.
    """

    def __init__(self, address: str, replies: dict[str, tuple[str, Any]]) -> None:
        self._address = address
        self._replies = replies

    async def __aenter__(self) -> Self:
        from jeepney.io.asyncio import open_dbus_connection as connect

        self._connection = await connect(self._address)
        name = ("org.gnome.SessionManager", 4)
        bus = DBusAddress("/", "org.freedesktop.DBus", "org.freedesktop.DBus")
        await self._connection.send(new_method_call(bus, "RequestName", "su", name))
        self._serving = asyncio.create_task(self._serve())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._serving.cancel()
        await asyncio.gather(self._serving, return_exceptions=True)
        await self._connection.close()

    async def flood(self, count: int) -> None:
        """Send so many signals."""
        where = DBusAddress("/org/gnome/SessionManager", None, "org.gnome.SessionManager")
        for _ in range(count):
            body = ("/org/gnome/SessionManager/Inhibitor1",)
            await self._connection.send(new_signal(where, "InhibitorAdded", "o", body))

    async def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            message = await self._connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            if reply := self._replies.get(message.header.fields[HeaderFields.member]):
                signature, value = reply
                await self._connection.send(new_method_return(message, signature, (value,)))
            else:
                let_pass(PATIENT)


def source(session: PrivateDesktop) -> IdleInhibitors:
    """A source that waits for the slowest machine."""
    return IdleInhibitors(GnomeSession(), environ=session.environ, limit=PATIENT)


def test_a_flood_of_signals(private_bus: PrivateDesktop) -> None:
    """Thousands of signals end the source, and it leaves nothing behind."""
    address = private_bus.environ["DBUS_SESSION_BUS_ADDRESS"]

    async def scenario() -> None:
        async with Scripted(address, {"GetInhibitors": ("ao", [])}) as manager:
            await until(lambda: private_bus.owner("org.gnome.SessionManager"), "it serves")
            before = open_files()
            async with watching_busy(source(private_bus)) as watching:
                await watching.heard(1)
                await manager.flood(10_000)
                assert "2000 changes" in str(await watching.failed())
                assert watching.states == [False]
            await until(lambda: open_files() == before, "all is closed")

    play(scenario())


@pytest.mark.parametrize(
    ("replies", "sentence"),
    [
        ({}, "did not answer"),
        ({"GetInhibitors": ("s", "none")}, "does not list"),
        ({"GetInhibitors": ("ao", ["/a"])}, "did not answer"),
    ],
)
def test_a_manager_that_hangs_or_lies(
    private_bus: PrivateDesktop, replies: dict[str, tuple[str, Any]], sentence: str
) -> None:
    """A manager that is silent or answers something else is said in a sentence."""
    address = private_bus.environ["DBUS_SESSION_BUS_ADDRESS"]

    async def scenario() -> None:
        async with Scripted(address, replies):
            await until(lambda: private_bus.owner("org.gnome.SessionManager"), "it serves")
            async with watching_busy(source(private_bus)) as watching:
                assert sentence in str(await watching.failed())

    play(scenario())


def test_inhibitors_of_a_wrong_kind_are_passed_over(private_bus: PrivateDesktop) -> None:
    """One inhibitor that cannot be read does not hide the others, and none is made up."""
    address = private_bus.environ["DBUS_SESSION_BUS_ADDRESS"]

    async def scenario() -> None:
        replies = {"GetInhibitors": ("ao", ["/a"]), "GetFlags": ("s", "idle")}
        async with Scripted(address, replies):
            await until(lambda: private_bus.owner("org.gnome.SessionManager"), "it serves")
            async with watching_busy(source(private_bus)) as watching:
                await watching.heard(1)
                assert watching.reports == [(False, "")]

    play(scenario())


@pytest.mark.parametrize("keeper", [GnomeSession, PlasmaPower])
def test_nobody_keeps_the_list(private_bus: PrivateDesktop, keeper: type[Any]) -> None:
    """Without the desktop in question the source says that nobody tells."""

    async def scenario() -> None:
        inhibitors = IdleInhibitors(keeper(), environ=private_bus.environ)
        async with watching_busy(inhibitors) as watching:
            assert str(await watching.failed()).endswith(" is not on the bus.")

    play(scenario())
