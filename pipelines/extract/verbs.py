"""Which verbs report what someone says, thinks or wants, in base forms, by what they take.

Belongs here: word lists and look-up by form. Not here: finding them in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.inflection import forms

# Speech that can introduce quoted words or a that-clause.
_SPEECH = """
say tell add ask disagree concur argue announce claim declare explain insist note report state suggest write tweet
retweet reply respond warn acknowledge admit confirm deny assert contend complain conclude continue
predict promise vow remark mention observe recall repeat reveal read shout urge demand propose
comment exclaim maintain allege pledge quip joke affirm agree answer advise assure aver avow boast
caution charge concede confess confide counter counsel cry declaim deadpan disclose elaborate
emphasize emphasise enthuse estimate fume gripe grumble gush guess hint hiss imply inform inquire
interject instruct intone lament moan murmur muse mutter opine plead pronounce profess protest
question rail rant reason reassert reassure rebut recount reflect reiterate rejoin relate remind
report request retort roar scoff scold scream sigh sing snap snarl sneer specify speculate state
stipulate stress swear sympathize tease testify theorize thunder underline underscore utter venture
voice volunteer wail whisper wonder yell yelp chant chime chuckle laugh smile grin groan growl grunt
bark bellow blurt brag bristle chide clarify coo correct crow decree echo email e-mail text blog
post publish cable caption tout trumpet summarize summarise signal indicate hypothesize posit
proclaim preach pray prophesy quote recite ruminate shrug stammer stutter mumble whine vent
describe call label dub brand term name characterize characterise depict portray paint
forecast foretell foresee project mandate notify persist point press prod quiz rebuke
"""

# Verdicts, pressure and other dealings in words that take a person or thing, seldom a clause.
_JUDGE = """
accuse criticize criticise praise blame attack slam blast denounce condemn decry deride ridicule mock
assail lambaste lambast castigate chastise berate bash rip hammer skewer pan knock rap fault upbraid
admonish reprimand rebuke scold vilify disparage denigrate belittle dismiss reject dispute question
challenge contest refute rebut disavow disown repudiate renounce defend justify rationalize excuse
applaud laud hail commend compliment congratulate thank salute celebrate extol credit fixate tout champion promote
recommend endorse back support oppose favor favour advocate discuss debate detail outline cite invoke
reference highlight address raise tackle mention describe liken compare equate urge encourage implore
beg exhort advise counsel press pressure lobby petition ask invite order instruct command direct warn
threaten insult smear taunt tease needle goad jab slight impugn malign savage excoriate eviscerate
torch trash scorn lampoon parody satirize bemoan lament mourn regret deplore protest apologize
announce declare unveil propose float pitch promise pledge vow offer guarantee deny admit
acknowledge concede confirm disclose divulge leak reveal report publish issue release explain
predict forecast envision foresee project estimate calculate claim allege assert affirm stress emphasize
emphasise underscore underline reiterate repeat express voice articulate convey communicate echo
request demand seek solicit veto block ban approve authorize ratify sanction adopt rule order decide
choose pick select nominate tap elect
"""

# Belief, knowledge, perception, feeling: a clause or an object held in mind.
_MIND = """
believe think feel know expect hope fear doubt assume suspect presume suppose imagine consider
conclude understand realize realise recognize recognise remember recall forget wonder worry regret
anticipate foresee reckon figure guess gather perceive view see hear sense notice deem judge regard
dream wish trust appreciate accept acknowledge agree disagree concur discover learn find determine
decide envision picture fancy ponder contemplate weigh mull love like dislike hate loathe detest
admire respect resent despise dread enjoy prefer favor favour welcome care mind misunderstand
interpret read ignore overlook underestimate overestimate misjudge count bet figure calculate
"""

# Wishes, plans and refusals: mostly a to-infinitive.
_WILL = """
want wish plan intend seek aim aspire hope desire need refuse decline promise vow threaten pledge
offer agree swear opt choose decide resolve elect propose expect hesitate long yearn prepare try
attempt vote mean commit undertake volunteer consent demand ask beg dare
"""

# Findings of texts, polls and inquiries.
_SHOW = """
show find indicate suggest reveal demonstrate conclude document prove illustrate reflect
confirm highlight list state specify describe detail note estimate rank rate
"""

_SEMBLANCE = "seem appear"

# A verb and the prepositions or particles after which the content stands.
_PREPOSITIONS = {
    "accuse": "of", "agree": "with on to", "allude": "to", "apologize": "for to", "argue": "for against",
    "ask": "about for", "blame": "for", "boast": "about of", "brag": "about", "call": "for on",
    "campaign": "for against", "caution": "against", "comment": "on about", "complain": "about of",
    "confess": "to", "disagree": "with", "dream": "of about", "fight": "for", "focus": "on",
    "gripe": "about", "hint": "at", "hope": "for", "inquire": "about", "insist": "on", "joke": "about",
    "lash": "at", "learn": "about of", "lobby": "for against", "look": "to", "object": "to",
    "plead": "for", "point": "to", "press": "for", "push": "for", "protest": "against", "rail": "against",
    "rant": "about", "refer": "to", "remind": "of", "respond": "to", "speak": "about of against",
    "speculate": "about on", "talk": "about of", "tell": "of about", "testify": "about to",
    "think": "about of", "vote": "for against", "vouch": "for", "warn": "of about against",
    "wonder": "about", "worry": "about", "write": "about of on", "worried": "about",
    "know": "about of", "hear": "about of", "push_back": "against on", "elaborate": "on",
    "expound": "on", "touch": "on", "weigh": "on", "zero": "on", "hit": "on", "lean": "toward",
    "side": "with", "sympathize": "with", "believe": "in", "plan": "for on",
    "opt": "for", "decide": "on", "question": "about",
    "advocate": "for", "preach": "about", "muse": "about",
    "fret": "about over", "fume": "about over at", "grumble": "about", "shrug": "off", "laugh": "off at",
    "lecture": "about on", "chat": "about", "gush": "about over", "vent": "about",
}  # fmt: skip


# Verbs whose object is one spoken to, or a thing done rather than said.
_NO_OBJECT = """
tell add continue maintain advise charge choose command decide elect encourage enjoy find gather hear
know like need nominate pick prepare press prove raise read reflect select vote warn adopt ban block
celebrate debate determine demonstrate believe remind pledge write point plan try attempt smile laugh
chuckle sing shrug email e-mail text aver judge regard count bet figure calculate mind care speak talk
argue agree opt hesitate yearn long instruct counsel quiz inform notify persist sneer wait press
challenge tap whine wail guess tackle pitch project release raise protest launch
"""

# Infinitives that name a deed and not a wish or a word.
_NO_INFINITIVE = """
try attempt choose continue need prepare prove figure request find elect raise manage fail begin
start help long care persist laugh smile
"""

# That-clauses after these seldom say what someone holds or says.
_NO_CLAUSE = "see mean prove prefer remember need allow highlight"


@dataclass(frozen=True, slots=True)
class Verb:
    """What one verb can do; `prepositions` are those after which its content stands."""

    base: str
    speech: bool
    judge: bool
    mind: bool
    will: bool
    show: bool
    semblance: bool
    prepositions: frozenset[str]

    @property
    def takes_object(self) -> bool:
        """Whether a bare object of the verb is content."""
        return self.base not in _OBJECTLESS

    @property
    def takes_infinitive(self) -> bool:
        """Whether a to-infinitive after the verb is content."""
        return self.base not in _INFINITIVELESS

    @property
    def takes_clause(self) -> bool:
        """Whether a that-clause after the verb is content."""
        return self.base not in _CLAUSELESS


_OBJECTLESS = frozenset(_NO_OBJECT.split())
_INFINITIVELESS = frozenset(_NO_INFINITIVE.split())
_CLAUSELESS = frozenset(_NO_CLAUSE.split())


def _table() -> dict[str, Verb]:
    classes = [set(words.split()) for words in (_SPEECH, _JUDGE, _MIND, _WILL, _SHOW, _SEMBLANCE)]
    bases = set().union(*classes, _PREPOSITIONS)
    table: dict[str, Verb] = {}
    for base in sorted(bases):
        speech, judge, mind, will, show, semblance = (base in words for words in classes)
        prepositions = frozenset(_PREPOSITIONS.get(base, "").split())
        verb = Verb(base, speech, judge, mind, will, show, semblance, prepositions)
        for form in forms(base):
            table.setdefault(form, verb)
    return table


VERBS = _table()
"""Every inflected form of every verb of report, in lower case."""

CORE_SPEECH = frozenset(
    form
    for base in ["say", "tell", "add", "ask", "write", "note", "explain", "tweet", "reply", "respond", "continue", "argue"]
    for form in forms(base)
)
"""Forms so common in attribution that they outweigh any other verb near a quotation."""

SPEAKING = frozenset(form for form, verb in VERBS.items() if verb.speech)
"""Every form of a verb of saying."""

_PROPOSING = """
announce propose demand deny promise pledge vow predict warn request recommend suggest call urge claim
confirm allege threaten forecast guarantee offer declare say tweet write report state
"""
PROPOSING = frozenset(form for base in _PROPOSING.split() for form in forms(base))
"""Forms of verbs whose mere object is a statement: `denied the charge`, `called for a vote`."""
