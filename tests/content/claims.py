"""What is never said to somebody who is sore, rule by rule, and what may be said nevertheless.

The rules look at words and pay no heed to denials: whoever denies something needs an allowance.
EVERYWHERE holds for all that the project says, HERE for the sore-back part on top of it.
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
PART = (
    "posture_daemon/content/en/sore/*.toml",
    *("posture_daemon/core/sore/**/*.py", "posture_daemon/health/**/*.py"),
    *("posture_daemon/forms/**/*.py", "posture_daemon/cli/sore*.py"),
    *("posture_daemon/cli/pain*.py", "posture_daemon/cli/medicine*.py"),
    *("posture_daemon/cli/report*.py", "posture_daemon/cli/forget*.py"),
    *("posture_daemon/cli/thermal*.py", "posture_daemon/cli/answer.py"),
    *("posture_daemon/cli/card.py", "posture_daemon/cli/level.py"),
    *("posture_daemon/cli/leaflet*.py", "posture_daemon/report/**/*.py"),
    *("docs/health.md", "docs/intended-purpose.md", "docs/sore*.md"),
)
"""Where the part lives; a file that comes to be in one of these places is reviewed as well."""
REST = (
    *("README.md", "CHANGELOG.md", "docs/*.md", "config/*.toml"),
    *("posture_daemon/**/*.toml", "posture_daemon/**/*.py"),
)

_DIAGNOSES = (
    *("cauda equina", "sciatica", "lumbago", "stenosis", "spondyl", "scoliosis", "radiculopathy"),
    *("(slipped|herniated|bulging|prolapsed|torn) dis[ck]", "dis[ck] (herniation|prolapse)"),
    *("hernia", "arthritis", "arthrosis", "osteoporosis", "fractur", "broken (bone|vertebra)"),
    *("pinched nerve", "nerve (damage|compression|root)", "whiplash", "fibromyalgia", "tumou?r"),
    *("cancer", "aneurysm", "aort(a|ic)", "dissection", "(have|had|or) a stroke"),
    *("heart (attack|disease)", "diabetes"),
    *("raynaud", "ulcer", "asthma", "kidney stone", "inflammatory disease", "muscle (tear|strain)"),
    *("high blood pressure", "(pulled|torn|strained) muscle", "spasms?", "RSI"),
)
_FORMS = r"(tablets?|pills?|capsules?|doses|painkillers|sachets?|spoonfuls?|puffs?)"
_SORE = r"(pains?|aches?|backs?|spasms?|sore\w*|strains?|discomfort|injur\w+|condition|symptoms?)"
EVERYWHERE = {
    "claims an effect": (
        r"\b(treat(s|ed|ing|ment|ments)?|cur(e|es|ed|ing)|heal(s|ed|ing)?|prevent(s|ed|ing|ion)?"
        r"|reliev\w*|relief|alleviat\w*|remed(y|ies)|rehabilitat\w*|therap(y|ies|eutic))\b"
        r"|\b(fix(es)?|eas(e|es|ing)|sooth(e|es|ing)|kills?|stops?|reduc(e|es|ing)|banish(es)?"
        rf"|gets? rid of|protects?|shortens?)(?! back as? )( (?!if\b)\w+){{0,2}} {_SORE}\b"
        r"|\b(speeds?|faster|quicker)( up)?( \w+)? recovery|\bmakes? you (better|well)\b"
        r"|\b(pain|ache|spasm)-free\b|\bwill (help|get better|feel better)\b|\bguarantee"
    ),
    "calls itself proven": r"\bclinical(ly)?\b|\b(proven|scientifically|evidence[- ]based)\b",
    "judges the person": (
        r"\b(monitor|assess|scor(e|es|ing)\b|diagnos|evaluat|predict|rat(e|es|ing)\b)\w*"
        r" (yours?|the person'?s?|how you)\b|\bdiagnos\w*|\byour condition\b|\bprognos"
    ),
    "is about one person": (
        r"\bpersonali[sz]ed\b|\btailored\b|\b(treatment|therapy|recovery|care) (plan|program)"
        r"|\b(made|designed|chosen|picked|recommended) (just )?for you\b"
    ),
    "decides for the person": (
        r"\b(tells?|knows|decides?|says?|works out) (\w+ )?(whether|when|if) (you |to )[\w ]*"
        r"\b(see|need|call|visit) (a|the|your|help)\b"
        r"|\byou (don't|do not) need (to see )?(an? )?(doctor|help)"
    ),
    "borrows a name": (
        r"\b(approved|endorsed|certified|accredited) by\b|\brecommended by (the )?(NHS|NICE|doc)"
        r"|\b(NHS|NICE|OSHA|HSE|WHO|FDA|ACP|doctor|physio\w*)[- ]"
        r"(approved|endorsed|certified|recommended)"
    ),
    "says what one has": (
        r"\byou (may|might|could|probably|must|seem to|appear to|are likely to) (well )?"
        r"(have|suffer)\b|\bsign of an?\b|\b(suggests|points to) (an?|that you)\b"
    ),
    "names a diagnosis": rf"\b({'|'.join(_DIAGNOSES)})",
    "plays it down": (
        r"\bprobably (fine|nothing|ok|okay|harmless)|\bnothing (serious|to worry|dangerous)"
        r"|\b(no need|don't|do not|need not) (to )?worry|\byou are fine\b"
        r"|\b(only|just) a (strain|muscle|spasm)"
    ),
    "tells to take": (
        r"\b(safe|time) (for you )?to take\b|\bnext dose\b|\byou (can|may|should) (now )?take\b"
        r"|\btake( (your|the|another|an?|some|\w+))?( next)? "
        r"(dose|medicine|medication|painkiller|tablet|pill)"
    ),
    "names an amount": (
        r"\b\d+([.,]\d+)? ?(mg|mcg|µg|ml|milligrams?|micrograms?)\b|\bmilligrams?\b"
        rf"|\b(\d+|half|one|two|three|four|another|more|double)( \w+)? {_FORMS}\b"
    ),
    "judges how one sits": (
        r"\b(correct|good|bad|poor|proper|wrong|perfect|right) posture|\bsit up straight"
        r"|\bslouch|\bdamag\w+ (your|the) (spine|back)"
    ),
}
HERE = {
    "tells to take": (
        r"\b(time|ok|okay|ready|allowed|fine) (to take|for your)\b"
        r"|\btake (your|the|another|an?|some|it|one|two|more|\d+)\b(?! off\b)|\b(due|overdue) now\b"
    ),
    "names an amount": (
        r"\b(tablets?|pills?|capsules?|dosages?)\b"
        r"|\b(a|one|your|usual|high(er)?|low(er)?|recommended|full|smaller?|larger?) dose\b"
        r"|\bdoses?( \w+)? of\b"
    ),
    "plays it down": r"\bharmless\b",
}
ALLOWED = {
    "posture_daemon/content/en/sore/about.toml": (
        *("it does not diagnose or treat anything", "not endorsed by it"),
    ),
    "posture_daemon/content/en/sore/before-you-start.toml": (
        *("You have osteoporosis, or", "You have an inflammatory disease."),
    ),
    "posture_daemon/content/en/sore/card.toml": (
        *("Cancer, now or in the past;", "or have osteoporosis."),
    ),
    "posture_daemon/content/en/sore/medicine.toml": (
        *("an ulcer or bleeding in the stomach", "high blood pressure, or a stroke"),
        "asthma, or an allergy to aspirin",
    ),
    "posture_daemon/content/en/sore/warmth-and-cold.toml": (
        "with poor circulation, Raynaud's, nerve damage, or if you react to cold.",
        "With heart disease or in pregnancy, ask first.",
        "over a cancer or a fresh swelling.",
        "In pregnancy, with heart disease, or with diabetes and nerve damage, ask first.",
        *(
            "Do you have poor circulation, Raynaud's, nerve damage or",
            "or heart disease or a pregnancy,",
        ),
        "does a cancer lie under it",
        "Do you have poor circulation, nerve damage, or diabetes with nerve damage;",
    ),
    "docs/intended-purpose.md": ("not endorsed by those who published it",),
    "docs/health.md": (
        *("does not diagnose or treat anything", "it is not proven that they prevent pain"),
    ),
    "docs/evidence.md": ("That breaks prevent pain is not proven.",),
    "docs/keys.md": ("How the desktop treats it:",),
    "README.md": ("gives no diagnosis or treatment", "it is not proven that they prevent pain"),
    "CHANGELOG.md": ("line, column and remedy",),
}
"""By file, the phrases that the rules would find and that have been looked at: conditions that
people say of themselves, what is denied, and words that mean something else here."""


class Said(NamedTuple):
    """A text of the part, and the file that says it, as a path within the project."""

    where: str
    text: str


class Claim(NamedTuple):
    """What a text says that it should not: the rule, and the words."""

    rule: str
    words: str


def claims(said: Said, rules: Mapping[str, str] = EVERYWHERE) -> list[Claim]:
    """Whatever a text claims, by these rules, apart from what its file is allowed to say."""
    flat = " ".join(said.text.split())
    for phrase in ALLOWED.get(said.where, ()):
        flat = flat.replace(phrase, "")
    return [
        Claim(name, found.group().lower())
        for name, pattern in rules.items()
        for found in re.finditer(pattern, flat, re.IGNORECASE)
    ]


def strict(said: Said) -> list[Claim]:
    """Whatever a text of the sore-back part claims."""
    return claims(said) + claims(said, HERE)


def texts(*patterns: str, root: Path = ROOT) -> Iterator[Said]:
    """Every text of these files: strings of TOML and Python, paragraphs and rows of Markdown."""
    for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
        where, written = path.relative_to(root).as_posix(), path.read_text("utf-8")
        match path.suffix:
            case ".toml":
                found = strings_of(tomllib.loads(written))
            case ".py":
                found = literals(written)
            case _:
                found = iter(re.split(r"\n\s*\n|\n(?=[|#-])|\|", written))
        yield from (Said(where, text) for text in found)


def strings_of(value: Any) -> Iterator[str]:
    """Every string of a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from strings_of(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_of(part)


def literals(code: str) -> Iterator[str]:
    """Every string of a module, docstrings too; what is put in is "{}"."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
