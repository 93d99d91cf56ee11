"""A real Chromium for tests of pages: headless, without a network, on a clock of the test."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.desktop import need
from tests.e2e.pictures import artefact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Request

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# Whatever a page asks for by name, there is nobody.
_NO_NETWORK = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the browser that the system has."""
    need("chromium")
    with sync_playwright() as driver:
        program = shutil.which("chromium")
        browser = driver.chromium.launch(executable_path=program, args=_NO_NETWORK)
        yield browser
        browser.close()


@dataclass(slots=True)
class Tab:
    """A page in the browser, with everything it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def pass_time(self, seconds: float) -> None:
        """Let this much of the page's own time go by."""
        self.page.clock.run_for(round(seconds * 1000))

    def cue(self) -> str:
        """The cue and its count, as they can be read."""
        words = (self.page.inner_text(f".timer .{name}") for name in ("cue", "count"))
        return " ".join(filter(None, words))

    def violations(self) -> list[str]:
        """What axe finds, with the elements. The clock runs from then on, since axe waits by it."""
        self.page.clock.resume()
        self.page.evaluate(_AXE.read_text("utf-8"))
        found: dict[str, Any] = self.page.evaluate("axe.run()")
        assert len(found["passes"]) > 10  # it has really looked
        return [
            f"{each['id']}: {[node['html'][:90] for node in each['nodes']]}"
            for each in found["violations"]
        ]

    def picture(self, path: Path) -> None:
        """Keep a picture of the whole page."""
        self.page.screenshot(path=artefact(path), full_page=True)


@contextmanager
def tab(
    browser: Browser, file: Path | str, *, width: int = 1280, height: int = 800, **wishes: Any
) -> Iterator[Tab]:
    """Open a file in a window of its own, whose clock stands until the test moves it.

    An address instead of a file is one of this machine, which a window of a file cannot reach.

    `wishes` are what a person has set up: color_scheme, reduced_motion, forced_colors,
    java_script_enabled.
    """
    viewport = ViewportSize(width=width, height=height)
    context = browser.new_context(viewport=viewport, offline=isinstance(file, Path), **wishes)
    opened = Tab(context.new_page())
    opened.page.on("request", lambda request: _note(opened, request))
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    if wishes.get("java_script_enabled", True):
        opened.page.clock.install(time=0)
        opened.page.clock.pause_at(1000)
    opened.page.goto(file.as_uri() if isinstance(file, Path) else file)
    yield opened
    context.close()


def _note(opened: Tab, request: Request) -> None:
    if not request.url.startswith("data:"):
        opened.requests.append(request.url)
