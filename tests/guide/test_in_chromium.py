"""The page of an item in a real browser: for every person, in every window, without a network."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from posture_daemon import pictures
from posture_daemon.content.catalogue import catalogue
from posture_daemon.core.reminder import Kind
from posture_daemon.guide.page import write
from tests.guide.chromium import chromium, tab
from tests.guide.items import CARD, CURL, HOSTILE, STILL, Drawings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from posture_daemon.content.catalogue import Item

WORD = "0123456789abcdef" * 2
WIDTHS = {320: 640, 768: 1024, 1280: 800, 2560: 1440}
WISHES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
    "contrast": {"forced_colors": "active"},
}
_LARGEST = 200_000  # bytes


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all of them; each test has a window with a memory of its own."""
    with chromium() as running:
        yield running


def written(folder: Path, item: Item = CURL, *, connected: bool = True) -> Path:
    """A page for a notice, on the disk."""
    return write(item, folder, Drawings(), word=WORD, connected=connected)


@pytest.mark.parametrize("item", [CURL, CARD, STILL], ids=lambda item: item.id)
def test_nothing_but_the_file_is_asked_for(browser: Browser, tmp_path: Path, item: Item) -> None:
    """It opens from a file address without a network, complains of nothing and stays small."""
    page = written(tmp_path, item)

    with tab(browser, page) as opened:
        assert opened.page.title() == f"{item.title} - Posture daemon"
        assert opened.page.inner_text("h1") == item.title
        assert opened.page.get_attribute("html", "lang") == "en"
        assert opened.requests == [page.as_uri()]
        assert opened.complaints == []
    assert page.stat().st_size < _LARGEST


def test_without_a_script_there_are_picture_and_steps(browser: Browser, tmp_path: Path) -> None:
    """Only the countdown is missing, and the page says why; the picture can be held still."""
    with tab(browser, written(tmp_path), java_script_enabled=False) as opened:
        shown = opened.page
        assert shown.locator("ol li").all_inner_texts() == list(CURL.steps)
        assert shown.locator(".moving img").is_visible()
        assert not shown.locator(".timer").is_visible()
        assert shown.get_by_text("The countdown needs JavaScript").is_visible()

        opened.picture(tmp_path / "guide-no-script.png")

        shown.get_by_label("Show it still").check()
        assert not shown.locator(".moving").is_visible()
        assert shown.locator(".frames img").count() == 2
        assert all(image.is_visible() for image in shown.locator(".frames img").all())


def test_every_image_is_drawn_and_described(browser: Browser, tmp_path: Path) -> None:
    """The drawings have arrived with the page, and say what they show."""
    with tab(browser, written(tmp_path)) as opened:
        widths = opened.page.eval_on_selector_all("img", "all => all.map(i => i.naturalWidth)")
        assert len(widths) == 3
        assert all(width > 0 for width in widths)
        alt = opened.page.get_attribute(".moving img", "alt")
        assert alt == "Arrow A chin goes back & back"


def test_the_countdown_says_hold_and_release(browser: Browser, tmp_path: Path) -> None:
    """Five holds of ten seconds, each with its number, and its end."""
    with tab(browser, written(tmp_path)) as opened:
        opened.page.get_by_role("button", name="Start", exact=True).click()
        opened.pass_time(1.5)
        told = [(opened.cue(), opened.page.inner_text(".clock"))]
        for _ in range(5):
            opened.pass_time(5 if len(told) == 1 else 4)
            told.append((opened.cue(), opened.page.inner_text(".clock")))
            opened.pass_time(10)
            told.append((opened.cue(), opened.page.inner_text(".clock")))

        assert told[:5] == [
            ("Get ready", "0:04"),
            ("Hold 1 of 5", "0:09"),
            ("Release 1 of 5", "0:03"),
            ("Hold 2 of 5", "0:09"),
            ("Release 2 of 5", "0:03"),
        ]
        assert told[-1] == ("Release 5 of 5", "0:03")
        opened.pass_time(4)
        assert opened.cue() == "That was it"


def test_it_pauses_goes_on_and_begins_again(browser: Browser, tmp_path: Path) -> None:
    """A pause costs no time of the exercise; a restart is one from the beginning."""
    with tab(browser, written(tmp_path)) as opened:
        shown = opened.page
        shown.get_by_role("button", name="Start", exact=True).click()
        opened.pass_time(8.5)
        shown.get_by_role("button", name="Pause").click()
        opened.pass_time(60)
        assert (opened.cue(), shown.inner_text(".clock")) == ("Hold 1 of 5", "0:07")

        shown.get_by_role("button", name="Go on").click()
        opened.pass_time(3)
        assert shown.inner_text(".clock") == "0:04"
        shown.get_by_role("button", name="Restart").click()
        opened.pass_time(1.5)
        assert (opened.cue(), shown.inner_text(".clock")) == ("Get ready", "0:04")


def test_a_window_that_was_hidden_has_lost_no_time(browser: Browser, tmp_path: Path) -> None:
    """It goes by the clock and not by how often it was allowed to look at it."""
    with tab(browser, written(tmp_path)) as opened:
        opened.page.get_by_role("button", name="Start", exact=True).click()
        opened.page.clock.fast_forward(22_000)  # as a throttled window would: one beat for all
        assert opened.cue() == "Hold 2 of 5"


def test_a_screen_reader_is_not_talked_at_all_the_time(browser: Browser, tmp_path: Path) -> None:
    """Every hold is said, politely, with at least four seconds between; the seconds never are."""
    with tab(browser, written(tmp_path)) as opened:
        shown = opened.page
        assert shown.get_attribute(".clock", "aria-live") == "off"
        assert shown.get_attribute(".said", "role") == "status"
        shown.evaluate(
            """() => {
              window.heard = [];
              const said = document.querySelector(".said");
              new MutationObserver(() => heard.push([performance.now() / 1000, said.textContent]))
                .observe(said, {childList: true});
            }"""
        )
        shown.get_by_role("button", name="Start", exact=True).click()
        for _ in range(80):
            opened.pass_time(1)
        heard = shown.evaluate("heard")

    times = [at for at, _ in heard]
    assert all(later - earlier >= 3.9 for earlier, later in pairwise(times))
    words = [word for _, word in heard]
    assert words[0] == "Get ready, 5 seconds"
    assert [word for word in words if word.startswith("Hold")] == [
        f"Hold, {number} of 5, 10 seconds" for number in range(1, 6)
    ]
    assert words[-1] == "That was it."


def test_sound_is_off_until_asked_for_and_remembered(browser: Browser, tmp_path: Path) -> None:
    """Not one tone before; afterwards a tone for each cue, and the next page knows."""
    count = """() => {
      window.tones = 0;
      const make = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () { tones++; return make.call(this); };
    }"""
    with tab(browser, written(tmp_path)) as opened:
        shown = opened.page
        shown.evaluate(count)
        sound = shown.get_by_role("button", name="Sound")
        assert sound.get_attribute("aria-pressed") == "false"
        shown.get_by_role("button", name="Start", exact=True).click()
        opened.pass_time(6)
        assert shown.evaluate("tones") == 0

        sound.click()
        assert shown.evaluate("tones") == 1
        opened.pass_time(10)
        assert shown.evaluate("tones") == 2

        shown.goto(written(tmp_path, STILL).as_uri())
        sound = shown.get_by_role("button", name="Sound")
        assert sound.get_attribute("aria-pressed") == "true"


def test_everything_can_be_done_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    """Tab reaches every control in the order of the page, each is seen to have the focus."""
    with tab(browser, written(tmp_path)) as opened:
        shown, reached = opened.page, []
        for _ in range(5):
            shown.keyboard.press("Tab")
            reached.append(
                shown.evaluate(
                    """() => {
                      const here = document.activeElement, look = getComputedStyle(here);
                      return [here.textContent || here.type, look.outlineStyle, look.outlineWidth];
                    }"""
                )
            )
            if reached[-1][0] == "Start":
                shown.keyboard.press("Space")
                opened.pass_time(2)
                assert shown.inner_text(".go") == "Pause"
                shown.keyboard.press("Enter")
                assert shown.inner_text(".go") == "Go on"

    names = ["checkbox", "Start", "Restart", "Sound", "Done"]
    assert reached == [[name, "solid", "3px"] for name in names]


def test_nothing_moves_for_those_who_prefer_that(browser: Browser, tmp_path: Path) -> None:
    """They see the movement frame by frame, and need no switch for it."""
    with tab(browser, written(tmp_path), reduced_motion="reduce") as opened:
        assert not opened.page.locator(".moving").is_visible()
        assert not opened.page.get_by_label("Show it still").is_visible()
        assert all(image.is_visible() for image in opened.page.locator(".frames img").all())


def test_a_page_has_a_button_for_a_sore_back(browser: Browser, tmp_path: Path) -> None:
    """It passes on that one wishes the card; or, without a notice, it says how to come by it."""
    with tab(browser, written(tmp_path)) as opened:
        passed_on = opened.page.get_by_role("link", name="My back hurts")
        assert passed_on.get_attribute("href") == f"posture-daemon:sore?{WORD}"
    with tab(browser, written(tmp_path, connected=False), java_script_enabled=False) as opened:
        how = opened.page.get_by_text("posture sore start")
        assert not how.is_visible()
        opened.page.get_by_text("My back hurts", exact=True).click()
        assert how.is_visible()
        opened.picture(tmp_path / "guide-sore.png")


@pytest.mark.parametrize("width", [1280, 2560])
def test_without_a_drawing_the_page_is_one_column(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    """No half of it is empty: the steps begin where the heading does."""
    plain = replace(CURL, figure="")
    with tab(browser, written(tmp_path, plain), width=width) as opened:
        lefts = [opened.page.locator(each).bounding_box() for each in ("h1", ".timer", ".steps")]
        assert len({box["x"] for box in lefts if box}) == 1
        opened.picture(tmp_path / f"guide-plain-{width}.png")
        assert opened.violations() == []


def test_the_colours_are_those_of_the_desktop(browser: Browser, tmp_path: Path) -> None:
    """Page and drawings are light or dark as the person has set it."""
    paper = "getComputedStyle(document.body).backgroundColor"
    drawn = "document.querySelector('.moving img').currentSrc"
    seen = []
    for scheme in ("light", "dark"):
        with tab(browser, written(tmp_path), color_scheme=scheme) as opened:
            seen.append((opened.page.evaluate(paper), opened.page.evaluate(drawn)))

    (light, day), (dark, night) = seen
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(21, 25, 27)")
    assert day != night


@pytest.mark.parametrize("kind", Kind)
def test_every_item_fits_a_phone(browser: Browser, tmp_path: Path, kind: Kind) -> None:
    """No text of the catalogue leaves the window, and every drawing of it can be drawn."""
    items = [item for item in catalogue().items if item.kind is kind]
    if not items:
        assert kind is Kind.OWN
        return
    with tab(browser, write(items[0], tmp_path, pictures), width=320, height=640) as opened:
        for item in items:
            opened.page.goto(write(item, tmp_path, pictures).as_uri())
            fits = opened.page.evaluate(
                """() => [document.documentElement.scrollWidth,
                          [...document.images].every((image) => image.naturalWidth > 0)]"""
            )
            assert fits == [320, True], item.id
        assert opened.complaints == []
        opened.picture(tmp_path / f"guide-{kind}.png")


def test_it_prints_what_is_of_use_on_paper(browser: Browser, tmp_path: Path) -> None:
    """The steps and the frames, on one sheet, and nothing to press."""
    with tab(browser, written(tmp_path)) as opened:
        opened.page.emulate_media(media="print")
        assert opened.page.locator("ol").is_visible()
        assert all(image.is_visible() for image in opened.page.locator(".frames img").all())
        assert not any(button.is_visible() for button in opened.page.locator("button, a").all())
        assert opened.page.pdf(format="A4").count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("wish", ["light", "dark"])
def test_it_fits_every_window(browser: Browser, tmp_path: Path, width: int, wish: str) -> None:
    """From phone to wall nothing is cut off, and what can be pressed is large enough to hit."""
    size = {"width": width, "height": WIDTHS[width]}
    with tab(browser, written(tmp_path), **size, **WISHES[wish]) as opened:
        shown = opened.page
        shown.get_by_role("button", name="Start", exact=True).click()
        opened.pass_time(7)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        for target in shown.locator("button, .button, label").all():
            box = target.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
            assert min(box["width"], box["height"]) >= 44
        opened.picture(tmp_path / f"guide-{width}-{wish}.png")


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (1280, 800), (1920, 940)])
def test_the_countdown_is_in_view_on_a_laptop(
    browser: Browser, tmp_path: Path, width: int, height: int
) -> None:
    """Whoever has opened the page may start at once, beside the picture, and read on below."""
    with tab(browser, written(tmp_path), width=width, height=height) as opened:
        for item in catalogue().by_id.values():
            if item.kind in {Kind.STRETCH, Kind.BREAK}:
                opened.page.goto(write(item, tmp_path, pictures).as_uri())
                box = opened.page.locator(".timer").bounding_box()
                assert box
                assert box["y"] + box["height"] <= height, item.id


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("wish", WISHES)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, width: int, wish: str) -> None:
    """No rule of axe is broken: standing, running and at the end."""
    with tab(browser, written(tmp_path), width=width, **WISHES[wish]) as opened:
        opened.picture(tmp_path / f"guide-{width}-{wish}-standing.png")
        assert opened.violations() == []
        opened.page.get_by_role("button", name="Start", exact=True).click()
        opened.page.get_by_role("button", name="Sound").click()
        for seconds in (7, 90):
            opened.pass_time(seconds)
            assert opened.violations() == []


def test_what_an_item_says_is_never_run(browser: Browser, tmp_path: Path) -> None:
    """Markup and scripts in an item are shown as what they are: text."""
    with tab(browser, written(tmp_path, HOSTILE)) as opened:
        assert opened.page.inner_text("h1") == HOSTILE.title
        assert opened.page.locator("ol li").all_inner_texts() == list(HOSTILE.steps)
        assert opened.page.locator("script").count() == 1
        assert opened.page.locator("main img").count() == 3
        assert opened.page.title() == f"{HOSTILE.title} - Posture daemon"
        assert opened.complaints == []


def test_the_policy_lets_nothing_in(browser: Browser, tmp_path: Path) -> None:
    """A script that got in would not run, and nothing could be fetched, sent or framed."""
    with tab(browser, written(tmp_path)) as opened:
        ran = opened.page.evaluate(
            """async () => {
              window.broken = new Set();
              document.addEventListener("securitypolicyviolation",
                (event) => broken.add(event.effectiveDirective));
              const script = document.createElement("script");
              script.textContent = "window.taken = true";
              document.body.append(script);
              const fetched = await fetch("https://example.org/").then(() => true, () => false);
              const frame = document.createElement("iframe");
              frame.src = "https://example.org/";
              document.body.append(frame);
              return [window.taken === true, fetched];
            }"""
        )
        assert ran == [False, False]
        assert opened.requests == [opened.page.url]
        opened.page.wait_for_function("broken.size === 3")
        broken = opened.page.evaluate("[...broken].sort()")
        assert broken == ["connect-src", "frame-src", "script-src-elem"]


def test_done_is_a_link_only_where_it_leads_somewhere(browser: Browser, tmp_path: Path) -> None:
    """The address answers this very notice; elsewhere the page says how to answer."""
    with tab(browser, written(tmp_path)) as opened:
        link = opened.page.get_by_role("link", name="Done")
        assert link.get_attribute("href") == f"posture-daemon:done?{WORD}"
        link.click()
        assert "passed on" in opened.page.inner_text(".told") or opened.page.inner_text(".told")
    with tab(browser, written(tmp_path, connected=False)) as opened:
        assert opened.page.get_by_role("link").count() == 0
        assert opened.page.get_by_text("posture done", exact=True).is_visible()
        assert WORD not in opened.page.content()
