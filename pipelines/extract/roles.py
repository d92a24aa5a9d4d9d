"""The words of office and trade: which nouns name a person's role, which words go before them.

Lexicons and tests of single words only; how a role is found beside a name is in titles.py.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

HONORIFICS: dict[str, Literal["male", "female"] | None] = {
    "mr": "male", "mister": "male", "sir": "male", "lord": "male", "mrs": "female",
    "ms": "female", "miss": "female", "lady": "female", "dame": "female", "mme": "female",
    "m": None, "dr": None, "prof": None,
}  # fmt: skip


def words(listed: str) -> frozenset[str]:
    """A lexicon from its words in running text."""
    return frozenset(listed.split())


# Abbreviated and full forms of one office, so that "the senator" finds "Sen. Warner".
OFFICES: dict[str, str] = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "congressman": "representative", "congresswoman": "representative",
    "lawmaker": "representative", "gov": "governor", "govs": "governor", "lt": "lieutenant",
    "gen": "general", "col": "colonel", "sgt": "sergeant", "capt": "captain", "adm": "admiral",
    "maj": "major", "cmdr": "commander", "dr": "doctor", "prof": "professor", "pres": "president",
    "rev": "reverend", "hon": "honorable", "spokeswoman": "spokesperson",
    "spokesman": "spokesperson", "chairwoman": "chair", "chairman": "chair",
    "chairperson": "chair", "pm": "minister", "premier": "minister", "atty": "attorney",
    "ceo": "executive", "supt": "superintendent", "insp": "inspector", "det": "detective",
}  # fmt: skip

_NOUNS = words(
    """
    academic accountant activist actor actress adjutant administrator admiral adviser advisor
    advocate agent aide ambassador analyst anchor anchorman anchorwoman announcer appointee
    apprentice archbishop architect artist assistant associate astronaut athlete attorney
    author ayatollah baker banker barrister baron baroness billionaire biographer biologist
    bishop blogger brigadier broadcaster broker builder businessman businesswoman cameraman
    campaigner candidate captain cardinal caretaker carpenter ceo cfo chair chairman
    chairperson chairwoman champion chancellor chaplain chef chief cleaner cleric clerk
    co-chairman co-founder co-host coach cofounder collector colonel columnist comedian
    commander commandant commentator commissioner comptroller composer conductor congressman
    congresswoman constable consul consultant contractor contributor controller coo
    coordinator coroner correspondent councillor councilman councilwoman councilor counsel
    counselor counsellor countess creator critic curator dancer deacon dean defendant delegate
    dentist deputy designer detective developer dictator diplomat director dissident doctor
    driver duchess duke economist editor educator emir emperor employee engineer entrepreneur
    envoy epidemiologist evangelist examiner executive expert explorer farmer filmmaker
    financier firefighter fisherman founder frontrunner front-runner fundraiser gardener
    general geologist goalkeeper governor guerrilla guitarist headmaster headteacher historian
    host hostage hotelier housewife ideologue imam incumbent industrialist inspector
    instructor investigator investor journalist judge jurist justice king laborer labourer
    landlord lawmaker lawyer leader lecturer legislator liaison librarian lieutenant linguist
    lobbyist magistrate magnate major manager marshal mathematician mayor mechanic mediator
    medic mentor mercenary merchant meteorologist midfielder militant millionaire miner
    minister missionary moderator mogul monk mp musician nominee novelist nun nurse
    nutritionist officer official ombudsman operative operator organiser organizer owner
    painter paramedic parliamentarian partner pastor pathologist patriarch patrolman
    pediatrician performer philanthropist philosopher photographer physician physicist pilot
    player plumber poet policeman policewoman politician pollster pope postman preacher
    premier presenter president priest prime prince princess principal prisoner producer
    professor programmer prosecutor protester protestor provost psychiatrist psychologist
    publicist publisher pundit queen rabbi ranger rapper realtor receptionist recruiter rector
    referee refugee reporter representative researcher resident retiree reverend sailor
    salesman saleswoman scholar schoolteacher scientist scout screenwriter sculptor secretary
    senator sergeant sheikh sheriff shopkeeper singer socialist sociologist soldier solicitor
    songwriter speaker specialist spokesman spokesperson spokeswoman spymaster staffer
    stateswoman statesman statistician steward strategist striker student sultan
    superintendent supervisor surgeon surveyor taoiseach teacher technician technologist
    teenager theologian therapist trader trainer treasurer trooper trustee tsar tutor tycoon
    undersecretary veteran veterinarian vicar videographer violinist virologist volunteer
    warden whistleblower witness worker wrestler writer
    """
) | frozenset(OFFICES)

# Role nouns that are first names as often: before a surname they are left in the name.
FIRST_NAMES_TOO = frozenset(
    {"dean", "major", "judge", "king", "baker", "bishop", "duke", "baron", "marshal", "deacon"}
)

# Words that may follow a role and stay part of it.
AFTER = frozenset({"nominee", "designate", "elect", "emeritus", "candidate"})

_BEFORE = words(
    """
    former ex vice deputy assistant associate acting interim chief senior junior lead top
    general executive managing prime foreign defense defence interior finance health justice
    education national security press communications campaign policy political legal media
    sports senate house state federal regional local city county district attorney
    presidential vice-presidential democratic republican conservative liberal labour
    independent opposition majority minority government party team film tv television radio
    talk show news crime science history law police fire army navy military air force
    intelligence homeland trade energy environment transport treasury budget commerce labor
    housing culture european parliamentary congressional gubernatorial mayoral supreme high
    court retired veteran outgoing incoming honorary joint staff head real estate hedge fund
    venture business investment union outspoken billionaire millionaire
    reality music pop rock jazz human rights civil public private head-of-state research
    marketing sales operating technology information financial chief-of-staff night right-wing
    left-wing far-right
    """
)

# Left out of a captured role: they tell when, not what.
TEMPORAL = frozenset({"new", "current", "then", "longtime", "long-time", "newly", "late"})

_FEMALE = words(
    """
    woman spokeswoman chairwoman congresswoman businesswoman councilwoman saleswoman
    anchorwoman actress queen princess duchess countess baroness mother wife daughter sister
    widow girl lady grandmother aunt niece stateswoman policewoman housewife girlfriend nun
    mom waitress
    """
)
_MALE = words(
    """
    man businessman congressman councilman salesman anchorman king prince duke baron
    count father husband son brother widower boy grandfather uncle nephew statesman policeman
    fisherman cameraman postman boyfriend monk pope patriarch imam dad waiter
    """
)
_PERSON_ENDINGS = ("man", "woman", "person", "ist", "ologist", "eer", "ician", "crat")


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """A word as the lexicons have it: small, with no dot and no plural possessive."""
    return word.strip(".,;:'’\"“”()").replace("’", "'").removesuffix("'s").lower()


def office(word: str) -> str:
    """One name for the forms of one office: "Sen." and "senator", "spokeswoman" and "spokesman"."""
    plain = bare(word)
    return OFFICES.get(plain, plain)


@lru_cache(maxsize=20_000)
def is_role(word: str) -> bool:
    """Whether a word names what a person is or does: "spokesman", "Sen.", "president-elect"."""
    plain = bare(word)
    if plain in _NOUNS:
        return True
    head, _, tail = plain.rpartition("-")
    return head in _NOUNS if tail in AFTER else tail in _NOUNS and bool(head)


def looks_like_role(word: str) -> bool:
    """Whether a word in apposition may be a role though no lexicon has it: "ventriloquist"."""
    plain = bare(word)
    return is_role(plain) or (len(plain) > 5 and plain.endswith(_PERSON_ENDINGS))


def goes_before(word: str) -> bool:
    """Whether a word may stand before a role noun as part of the role."""
    plain = bare(word)
    return plain in _BEFORE or is_role(plain) or plain.removeprefix("ex-") in _BEFORE


def is_honorific(word: str) -> bool:
    """Mr., Ms., Dr. and the like."""
    return bare(word) in HONORIFICS and word[:1].isupper()


def gender(word: str) -> Literal["male", "female"] | None:
    """What a noun itself says of the person's gender: "congresswoman", "king"."""
    plain = bare(word)
    if plain in _FEMALE:
        return "female"
    return "male" if plain in _MALE else None
