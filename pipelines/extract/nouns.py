"""Which nouns report what someone says, thinks or wants: `his claim that`, `calls for`.

Belongs here: word lists. Not here: finding them in a sentence.
"""

from __future__ import annotations

_SPEECH = """
accusation acknowledgment acknowledgement admission advice affirmation allegation allusion
announcement answer apology appeal argument assertion assessment assurance attack attestation
boast briefing broadside call caution challenge chant characterization charge claim comment
commentary complaint concession conclusion confession confirmation contention criticism critique
declaration defence defense demand denial denunciation depiction description disclosure
endorsement estimate evaluation exclamation explanation finding forecast gibe hint insinuation
insistence insult invitation jab jibe joke judgment judgement lament letter lie line mantra memo
mention message motto note notice objection oath observation offer order outburst plea pledge post
praise prediction proclamation prognosis projection promise proposal proposition protest
protestation query question quip quote rant reassurance rebuke rebuttal recollection recommendation
reference refusal rejoinder remark reminder reply report request response retort revelation
rumination ruling slogan statement story suggestion summary swipe talk taunt testimony threat tirade
tweet ultimatum verdict vow warning word refrain retelling
"""

_ATTITUDE = """
aim ambition anger anxiety aspiration assumption aversion belief bid concern confidence consensus
conviction decision desire determination dissatisfaction disappointment disbelief dismay doubt
dream expectation eagerness fear feeling frustration goal grievance hope hostility hunch idea
impression inclination intent intention interest interpretation intuition knowledge mood notion
opinion opposition outrage perception plan position preference premise presumption realization
regret rejection reluctance resistance resolve sense sentiment skepticism scepticism speculation
stance support suspicion sympathy theory thinking thought understanding unease urge view
willingness wish worry proof evidence
"""


def _forms(nouns: str) -> frozenset[str]:
    found = set(nouns.split())
    for noun in nouns.split():
        if noun.endswith("y") and noun[-2] not in "aeiou":
            found.add(noun[:-1] + "ies")
        elif noun.endswith(("s", "sh", "ch", "x")):
            found.add(noun + "es")
        else:
            found.add(noun + "s")
    return frozenset(found)


SPEECH_NOUNS = _forms(_SPEECH)
"""Nouns of saying, singular and plural."""

ATTITUDE_NOUNS = _forms(_ATTITUDE)
"""Nouns of thinking, wanting and feeling, singular and plural."""

_MEDIA = """
ad advertisement video email e-mail tweet release press speech interview data fundraiser flier
leaflet text resolution op-ed editorial column essay lawsuit brief petition motion poster sign
banner letter crowd hour minute time day
"""

MESSAGES = SPEECH_NOUNS | _forms(_MEDIA)
"""Nouns of what someone sends or spends, so that it is the sender who speaks in it."""
