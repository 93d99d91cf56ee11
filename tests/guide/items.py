"""Items and drawings for tests of the guide: one of each sort, and one that is hostile."""

from __future__ import annotations

from dataclasses import replace

from posture_daemon.content.catalogue import Dose, Item
from posture_daemon.core.reminder import Kind

CURL = Item(
    id="curl",
    kind=Kind.STRENGTHENING,
    title="Chin back, slowly",
    body="Slide your chin straight back, hold it there for ten seconds, and let go. Five times.",
    steps=(
        "Sit back and look straight ahead.",
        "Slide your chin back, without nodding.",
        "Hold for ten seconds and breathe.",
        "Let go slowly.",
    ),
    dose=Dose(seconds=70, repetitions=5, sets=1, hold=10),
    areas=("neck", "upper-back"),
    position="sitting",
    level=1,
    sore="gentle",
    sore_level=2,
    stop="Stop if an arm tingles.",
    source="Sihawong 2014, Occup Environ Med 71:63",
    grade="moderate",
    figure="arrow",
)
CARD = replace(
    CURL,
    id="card",
    kind=Kind.ERGONOMICS,
    title="Is the screen in front of you?",
    body="Move it until you look straight at it.",
    dose=Dose(),
    figure="",
    grade="practice",
)
STILL = replace(CURL, id="still", title="A pause", dose=Dose(seconds=60), figure="dot")
HOSTILE = replace(
    CURL,
    id="hostile",
    title="</title><script>document.title='taken'</script>",
    body='<img src=x onerror="document.title=1">{rest}',
    steps=("</ol><script>document.title='taken'</script>", "${policy} $policy", "&amp; \" '"),
    stop="<b>bold</b>",
    source="--><script>document.title='taken'</script>",
    areas=('"><script>document.title=1</script>',),
)

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" role="img">'
    "<title>{title}</title><desc>{words} &amp; back</desc>"
    '<rect width="240" height="240" rx="12" fill="{paper}"/>'
    '<circle id="head" cx="120" cy="{height}" r="40" fill="{ink}">{motion}</circle></svg>'
)
_MOTION = (
    '<animate attributeName="cy" values="150;90;150" dur="2s" repeatCount="indefinite"></animate>'
)


class Drawings:
    """Two drawings, in motion and still, in the way the project's own are made."""

    def known_figures(self) -> frozenset[str]:
        """Name them."""
        return frozenset({"arrow", "dot"})

    def frames(self, figure_id: str) -> int:
        """Two frames of the movement, one of what stands still."""
        return 2 if figure_id == "arrow" else 1

    def svg(self, figure_id: str, frame: int = 0, *, dark: bool = False) -> str:
        """One frame."""
        words = f"Chin {'back' if frame else 'at ease'}"
        return self._drawn(figure_id, words, 150 - 60 * frame, "", dark=dark)

    def motion_svg(self, figure_id: str, *, dark: bool = False) -> str:
        """The movement."""
        return self._drawn(figure_id, "A chin goes back", 150, _MOTION, dark=dark)

    def _drawn(self, title: str, words: str, height: int, motion: str, *, dark: bool) -> str:
        paper, ink = ("#22303a", "#dbe6e4") if dark else ("#fbf5ea", "#35525c")
        return _SVG.format(
            title=title.capitalize(),
            words=words,
            height=height,
            motion=motion,
            paper=paper,
            ink=ink,
        )
