"""Inflected forms of English verbs, so that lexicons can be written in base forms.

Belongs here: spelling rules and irregular verbs. Not here: which verbs matter, or what they mean.
"""

from __future__ import annotations

_VOWELS = frozenset("aeiou")

_IRREGULAR = {
    "be": ("is", "was", "been", "being"),
    "begin": ("begins", "began", "begun", "beginning"),
    "bet": ("bets", "bet", "bet", "betting"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "bring": ("brings", "brought", "brought", "bringing"),
    "broadcast": ("broadcasts", "broadcast", "broadcast", "broadcasting"),
    "cast": ("casts", "cast", "cast", "casting"),
    "choose": ("chooses", "chose", "chosen", "choosing"),
    "cry": ("cries", "cried", "cried", "crying"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "dream": ("dreams", "dreamed", "dreamt", "dreaming"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "find": ("finds", "found", "found", "finding"),
    "fight": ("fights", "fought", "fought", "fighting"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "get": ("gets", "got", "gotten", "getting"),
    "give": ("gives", "gave", "given", "giving"),
    "go": ("goes", "went", "gone", "going"),
    "have": ("has", "had", "had", "having"),
    "hear": ("hears", "heard", "heard", "hearing"),
    "hold": ("holds", "held", "held", "holding"),
    "keep": ("keeps", "kept", "kept", "keeping"),
    "know": ("knows", "knew", "known", "knowing"),
    "lay": ("lays", "laid", "laid", "laying"),
    "lead": ("leads", "led", "led", "leading"),
    "learn": ("learns", "learned", "learnt", "learning"),
    "let": ("lets", "let", "let", "letting"),
    "lie": ("lies", "lied", "lied", "lying"),
    "make": ("makes", "made", "made", "making"),
    "mean": ("means", "meant", "meant", "meaning"),
    "overhear": ("overhears", "overheard", "overheard", "overhearing"),
    "paint": ("paints", "painted", "painted", "painting"),
    "prefer": ("prefers", "preferred", "preferred", "preferring"),
    "put": ("puts", "put", "put", "putting"),
    "quip": ("quips", "quipped", "quipped", "quipping"),
    "read": ("reads", "read", "read", "reading"),
    "ring": ("rings", "rang", "rung", "ringing"),
    "rip": ("rips", "ripped", "ripped", "ripping"),
    "say": ("says", "said", "said", "saying"),
    "see": ("sees", "saw", "seen", "seeing"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "send": ("sends", "sent", "sent", "sending"),
    "set": ("sets", "set", "set", "setting"),
    "shake": ("shakes", "shook", "shaken", "shaking"),
    "shoot": ("shoots", "shot", "shot", "shooting"),
    "show": ("shows", "showed", "shown", "showing"),
    "sing": ("sings", "sang", "sung", "singing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "stand": ("stands", "stood", "stood", "standing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "take": ("takes", "took", "taken", "taking"),
    "tell": ("tells", "told", "told", "telling"),
    "text": ("texts", "texted", "texted", "texting"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "write": ("writes", "wrote", "written", "writing"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
}
_DOUBLING = frozenset(
    (
        "admit", "blog", "chat", "commit", "concur", "confer", "defer", "deter", "gab", "jab",
        "knock", "net", "nag", "nod", "permit", "pin", "plan", "prod", "quiz", "rap", "refer",
        "regret", "rebut", "rub", "slam", "slap", "slip", "stop", "sum", "tap", "tip", "tag",
        "ban", "drag", "hug", "knit", "omit", "pan", "spar", "submit"
    )
)  # fmt: skip


def forms(base: str) -> tuple[str, ...]:
    """The base and every form inflected from it, without repeats: says, said, saying."""
    if base in _IRREGULAR:
        return tuple(dict.fromkeys((base, *_IRREGULAR[base])))
    return tuple(dict.fromkeys((base, _third(base), _past(base), _participle(base))))


def forms_of(bases: str) -> frozenset[str]:
    """Every form of each of the words in the text."""
    return frozenset(form for base in bases.split() for form in forms(base))


def _third(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return _stem(base) + "ed"


def _participle(base: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def _stem(base: str) -> str:
    if base in _DOUBLING:
        return base + base[-1]
    return base + "k" if base.endswith("ic") else base
