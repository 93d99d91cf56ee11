"""The page of one item: a single HTML file that needs neither a server nor a network."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from posture_daemon import drafts
from posture_daemon.content.catalogue import spelled_out
from posture_daemon.guide.answer import done, sore
from posture_daemon.guide.drawing import figure, own_picture
from posture_daemon.guide.pace import cues
from posture_daemon.guide.wording import GRADES, amount, facts

if TYPE_CHECKING:
    from posture_daemon.content.catalogue import Item
    from posture_daemon.guide.drawing import Pictures

_FOLDER = Path(__file__).parent
_PRIVATE = 0o700
_GENERAL_STOP = (
    "Stop if it hurts or begins to hurt more, if it moves into an arm or a leg, or if you feel "
    "dizzy, numb or weak."
)

_TIMER = """\
<section class="timer" aria-labelledby="countdown" data-cues="{cues}" hidden>
<h2 id="countdown" class="unseen">Countdown</h2>
<p class="cue"></p>
<p class="count"></p>
<p class="clock" role="timer" aria-live="off"></p>
<progress value="0" aria-label="How far you are"></progress>
<p class="said unseen" role="status"></p>
<div class="row">
<button type="button" class="go first">Start</button>
<button type="button" class="again">Restart</button>
<button type="button" class="sound" aria-pressed="false">Sound</button>
</div>
</section>
<p class="unscripted general">The countdown needs JavaScript; nothing else here does.</p>
"""


def page(
    item: Item,
    pictures: Pictures,
    *,
    word: str = "",
    connected: bool = False,
    how_much: str = "",
) -> str:
    """Write the page of an item, with what was put into the item as text and never as markup.

    `word` belongs to the notice that the page was opened from; where the desktop passes it on
    (`connected`), the page has links that answer this notice, and elsewhere only says how.
    `how_much` is what the plan for a sore back says of that, while it runs.
    """
    item = spelled_out(item)
    own = item.picture and own_picture(item.picture, item.title)
    drawn = own if item.picture else figure(item.figure, pictures)
    style, script = (_read(name) for name in ("page.css", "page.js"))
    return Template(_read("page.html")).substitute(
        language="en",
        policy=_policy(style, script),
        style=style,
        script=f"<script>{script}</script>",
        title=escape(item.title),
        body=escape(item.body),
        facts=escape(facts(item)),
        layout="drawn" if drawn else "plain",
        picture=drawn,
        steps=_steps(item, how_much),
        timer=_timer(item),
        done=done(word, connected=connected),
        sore=sore(word, connected=connected),
        stop=escape(" ".join(filter(None, (item.stop, _GENERAL_STOP)))),
        source=escape(
            f"{item.source[:1].upper()}{item.source[1:]}. {GRADES.get(item.grade, '')}".strip()
        ),
    )


def write(
    item: Item,
    folder: Path,
    pictures: Pictures,
    *,
    word: str = "",
    connected: bool = False,
    how_much: str = "",
) -> Path:
    """Put the page of an item into a folder that is ours alone; answers where it is.

    The page appears whole or not at all. Raises OSError when the system does not allow it.
    """
    text = page(item, pictures, word=word, connected=connected, how_much=how_much)
    return put(text, folder, f"{item.id}.html")


def put(text: str, folder: Path, name: str) -> Path:
    """Put a page into a folder that is ours alone, in the same way."""
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    folder.chmod(_PRIVATE)
    drafts.put(folder / name, text.encode())  # readable by nobody else
    return folder / name


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing from outside; of what is inside, this one script and this one style sheet."""
    allowed = {"style-src": style, "script-src": script}
    rules = [f"{rule} 'sha256-{_hash(text)}'" for rule, text in allowed.items()]
    return "; ".join(
        ("default-src 'none'", *rules, "img-src data:", "base-uri 'none'", "form-action 'none'")
    )


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _steps(item: Item, how_much: str) -> str:
    listed = "\n".join(f"<li>{escape(step)}</li>" for step in item.steps)
    said = filter(None, (amount(item.dose), how_much))
    return "\n".join((f"<ol>\n{listed}\n</ol>", *(f"<p>{escape(one)}</p>" for one in said)))


def _timer(item: Item) -> str:
    paced = [(cue.word, cue.seconds, cue.count) for cue in cues(item.dose)]
    return _TIMER.format(cues=escape(json.dumps(paced))) if paced else ""
