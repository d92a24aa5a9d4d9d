"""How much a name stands out where it stands: as one who speaks, as a subject, or in passing.

Read from the words beside the name, for the text may not have been parsed. Weights are set by
reasoning: a speaker is likelier to be "he" further on than one who is merely spoken about.
"""

from __future__ import annotations

import re

from pipelines.extract import roles
from pipelines.extract.lines import Line
from pipelines.extract.verbs import VERBS

SPEAKS = 2.5
SUBJECT = 2.4
OPENS = 2.0
EMBEDDED = 1.2
TOPIC = 1.0
AGENT = 0.8
OBJECT = 0.6
OBLIQUE = 0.3
OWNER = 0.3
PASSING = 0.1
ASIDE = -1.5

_ACCORDING = re.compile(r"\baccording to\s+(?:the\s+)?$", re.IGNORECASE)
_OWNS = re.compile(r"['’]s?(?!\w)")
_APPOSITION = re.compile(r"(?:,[^,;:.\"“”]{1,90},|\s\([^()]{1,40}\)|\s[—–-]+[^—–]{1,90}[—–-]+)")
_NEXT = re.compile(
    r",?\s+(?:(?:\w+ly|also|then|later|who|since|now|still|even|just|often|never"
    r"|always|once|again|both)\s+)*([a-z'’]+)"
)
_LAST = re.compile(r"([A-Za-z]+)[\s\"“‘(]*$")
_INVERTED = re.compile(r"[\"”’',]\s+(?:\w+ly\s+)?[a-z]+\s+(?:the\s+)?$")
# A clause before the main one whose subject is the main one's: "Asked about Smith, he said".
_FRONTED = re.compile(
    r"\W*(?:(?:when|after|before|while|by|in|since)\s+)?"
    r"(?:asked|pressed|questioned|(?!\w*thing\b|during|beijing|king\b|according|spring|morning"
    r"|evening)\w{3,}ing|in\s+(?:a|an|his|her)\s+\w+\s+(?:to|with|on|about|against))\b[^,]*$",
    re.IGNORECASE,
)
_LONGEST_PREFIX = 240
_OTHER = re.compile(r"\b(?:[A-Z][a-z]|he\b|she\b)")
_PREPOSITIONS = roles.words(
    """
    of to with for from about on against at in over between like than toward towards into under
    near behind after before without including
    """
)
_AUXILIARIES = roles.words(
    """
    is was are were has had have will would could can did does do may might should must won't
    wouldn't couldn't can't didn't doesn't isn't wasn't hasn't hadn't went came made took got met
    gave held left ran sat spoke stood won lost began became kept led put sent set tried used wants
    wanted goes comes makes takes gets meets gives holds leaves runs sits speaks stands wins loses
    """
)
_PLURALS = roles.words(
    "supporters voters fans allies rallies ads plans policies remarks comments statements years"
    " members backers delegates speeches loyalists surrogates hotels properties businesses"
)
_SUBORDINATING = roles.words(
    "when as if after before although though while since because once until unless whether that"
)
_FUNCTION = roles.words(
    "and or but as who whom whose which that when while where if because so than then yet nor"
    " in on at to of for from with by about after before during over under into until since amid"
    " a an the his her their its not this these those per via plus both either"
)


def of_name(line: Line, start: int, end: int) -> float:
    """The weight of a name, its title included in the stretch, at the place where it stands."""
    prefix = _prefix(line, start)
    if _ACCORDING.search(prefix) or _is_inverted(prefix):
        return SPEAKS
    if _OWNS.match(line.text, end):
        return OWNER if prefix.rstrip(" \"“'‘")[-1:] not in ("", ",") else TOPIC
    following = _following(line, end)
    if following in VERBS and VERBS[following].speech:
        return EMBEDDED if _is_embedded(prefix) else SPEAKS
    if _FRONTED.match(prefix):
        return ASIDE
    if _is_verb(following):
        return EMBEDDED if _is_embedded(prefix) else SUBJECT
    if following and following not in _FUNCTION:
        return PASSING
    return _unmarked(prefix)


def _prefix(line: Line, start: int) -> str:
    """The sentence up to a name, of quoted words only the last mark."""
    opening = max(line.sentences[line.sentence(start)], start - _LONGEST_PREFIX)
    return line.text[max(opening, line.unquoted(start) - 1) : start]


def _following(line: Line, end: int) -> str:
    word = _next_word(line, end)
    aside = _APPOSITION.match(line.text, end, end + 140)
    return _next_word(line, aside.end()) if aside and not _is_verb(word) else word


def _next_word(line: Line, end: int) -> str:
    word = _NEXT.match(line.text, end)
    return word.group(1).replace("’", "'") if word else ""


def _is_verb(word: str) -> bool:
    if word in VERBS or word in _AUXILIARIES or (len(word) > 4 and word.endswith("ed")):
        return True
    plural = roles.is_role(word[:-1]) or word in _PLURALS
    return len(word) > 3 and word.endswith("s") and not plural and word not in _FUNCTION


def _is_inverted(prefix: str) -> bool:
    """Whether a verb of speech stands right before a name and after the words that it ends."""
    if not _INVERTED.search(prefix[-60:]):
        return False
    last = _LAST.search(prefix.removesuffix("the "))
    verb = VERBS.get(last.group(1).lower()) if last else None
    return verb is not None and verb.speech


def _is_embedded(prefix: str) -> bool:
    """Whether the name's clause depends on one before it that tells of someone else.

    Where only "aides say" goes before, the name is still whom the sentence is about.
    """
    words = prefix.split()
    if not words or words[-1].endswith((",", ";", '"', "”", "—", ":")):
        return False
    last = words[-1].lower()
    if last in _SUBORDINATING and len(words) == 1:
        return True
    if last in ("and", "but") or not _OTHER.search(prefix, 1):
        return False
    return any(_is_verb(word.strip(",.;:\"'“”").lower()) for word in words)


def _unmarked(prefix: str) -> float:
    last = _LAST.search(prefix)
    if last is None:
        return OPENS
    word = last.group(1).lower()
    if word == "by":
        return AGENT
    return OBLIQUE if word in _PREPOSITIONS else OBJECT
