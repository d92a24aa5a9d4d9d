"""Verbs of report in base forms, by what they take: word lists alone.

Belongs here: words. Not here: their inflected forms, and finding them in a sentence.
"""

from __future__ import annotations

SPEECH = """
say decline tell add ask disagree concur argue announce claim declare explain insist note report
state suggest write tweet retweet reply respond warn acknowledge admit confirm deny assert contend
complain conclude continue predict promise vow remark mention observe recall repeat reveal read
shout urge demand propose comment exclaim maintain allege pledge quip joke affirm agree answer
advise assure aver avow boast caution charge concede confess confide counter counsel cry declaim
deadpan disclose elaborate emphasize emphasise enthuse estimate fume gripe grumble gush guess hint
hiss imply inform inquire interject instruct intone lament moan murmur muse mutter opine plead
pronounce profess protest question rail rant reason reassert reassure rebut recount reflect
reiterate rejoin relate remind request retort roar scoff scold scream sigh sing snap snarl sneer
specify speculate stipulate stress swear sympathize tease testify theorize thunder underline
underscore utter venture voice volunteer wail whisper wonder yell yelp chant chime chuckle laugh
smile grin groan growl grunt bark bellow blurt brag bristle chide clarify coo correct crow decree
echo email e-mail text blog post publish cable caption tout trumpet summarize summarise signal
indicate hypothesize posit proclaim preach pray prophesy quote recite ruminate shrug stammer
stutter mumble whine vent describe call label dub brand term name characterize characterise depict
portray paint forecast foretell foresee project mandate notify persist point press prod quiz
rebuke
"""
"""Speech that can introduce quoted words or a that-clause."""

JUDGE = """
accuse criticize criticise praise blame attack slam blast denounce condemn decry deride ridicule
mock assail lambaste lambast castigate chastise berate bash rip hammer skewer pan knock rap fault
upbraid admonish reprimand rebuke scold vilify disparage denigrate belittle dismiss reject dispute
question challenge contest refute rebut disavow disown repudiate renounce defend justify
rationalize excuse applaud laud hail commend compliment congratulate thank salute celebrate extol
credit fixate tout champion promote recommend endorse back support oppose favor favour advocate
discuss debate detail outline cite invoke reference highlight address raise tackle mention
describe liken compare equate urge encourage implore beg exhort advise counsel press pressure
lobby petition ask invite order instruct command direct warn threaten insult smear taunt tease
needle goad jab slight impugn malign savage excoriate eviscerate torch trash scorn lampoon parody
satirize bemoan lament mourn regret deplore protest apologize announce declare unveil propose
float pitch promise pledge vow offer guarantee deny admit acknowledge concede confirm disclose
divulge leak reveal report publish issue release explain predict forecast envision foresee project
estimate calculate claim allege assert affirm stress emphasize emphasise underscore underline
reiterate repeat express voice articulate convey communicate echo request demand seek solicit veto
block ban approve authorize ratify sanction adopt rule decide choose pick select nominate tap
elect
"""
"""Verdicts, pressure and other dealings in words that take a person or thing, seldom a clause."""

MIND = """
believe think feel know expect hope fear doubt assume suspect presume suppose imagine consider
conclude understand realize realise recognize recognise remember recall forget wonder worry regret
anticipate foresee reckon figure guess gather perceive view see hear sense notice deem judge
regard dream wish trust appreciate accept acknowledge agree disagree concur discover learn find
determine decide envision picture fancy ponder contemplate weigh mull love like dislike hate
loathe detest admire respect resent despise dread enjoy prefer favor favour welcome care mind
misunderstand interpret read ignore overlook underestimate overestimate misjudge count bet
calculate
"""
"""Belief, knowledge, perception, feeling: a clause or an object held in mind."""

WILL = """
want wish plan intend seek aim aspire hope desire need refuse decline promise vow threaten pledge
offer agree swear opt choose decide resolve elect propose expect hesitate long yearn prepare try
attempt vote mean commit undertake volunteer consent demand ask beg dare
"""
"""Wishes, plans and refusals: mostly a to-infinitive."""

SHOW = """
show find indicate suggest reveal demonstrate conclude document prove illustrate reflect confirm
highlight list state specify describe detail note estimate rank rate
"""
"""Findings of texts, polls and inquiries."""

SEMBLANCE = """
seem appear
"""
"""How things look, to no one in particular."""

NO_OBJECT = """
tell ask add continue maintain advise charge choose command decide elect encourage enjoy find
gather hear know like need nominate pick prepare press prove raise read reflect select vote warn
adopt ban block celebrate debate determine demonstrate believe remind pledge write point plan try
attempt smile laugh chuckle sing shrug email e-mail text aver judge regard count bet figure
calculate mind care speak talk argue agree opt hesitate yearn long instruct counsel quiz inform
notify persist sneer wait challenge tap whine wail guess tackle pitch project release protest
launch
"""
"""Verbs whose object is one spoken to, or a thing done rather than said."""

NO_INFINITIVE = """
try attempt choose continue need prepare prove figure request find elect raise manage fail begin
start help long care persist laugh smile
"""
"""Infinitives after these name a deed and not a wish or a word."""

NO_CLAUSE = """
see mean prove prefer remember need allow highlight
"""
"""That-clauses after these seldom say what someone holds or says."""

PROPOSING = """
announce propose demand deny promise pledge vow predict warn request recommend suggest call urge
claim confirm allege threaten forecast guarantee offer declare say tweet write report state
"""
"""Verbs whose mere object is a statement: `denied the charge`, `called for a vote`."""

CORE = "say tell add ask write note explain tweet reply respond continue argue"
"""Verbs so common in attribution that they outweigh any other near a quotation."""

PREPOSITIONS = """
accuse of; advocate for; agree with on to; allude to; apologize for to; argue for against; ask
about for; believe in; blame for; boast about of; brag about; call for on; campaign for against;
caution against; chat about; comment on about; complain about of; confess to; decide on; disagree
with; dream of about; elaborate on; expound on; fight for; focus on; fret about over; fume about
over at; gripe about; grumble about; gush about over; hear about of; hint at; hit on; hope for;
inquire about; insist on; joke about; know about of; lash at; laugh off at; lean toward; learn
about of; lecture about on; lobby for against; look to; muse about; object to; opt for; plan for
on; plead for; point to; preach about; press for; protest against; push for; push_back against on;
question about; rail against; rant about; refer to; remind of; respond to; shrug off; side with;
speak about of against; speculate about on; sympathize with; talk about of; tell of about; testify
about to; think about of; touch on; vent about; vote for against; vouch for; warn of about
against; weigh on; wonder about; worried about; worry about; write about of on; zero on
"""
"""A verb and the prepositions or particles after which its content stands."""
