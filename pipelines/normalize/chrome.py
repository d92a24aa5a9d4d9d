"""Which lines belong to the web site and not to the article: notices, share bars, credits.

A whole paragraph is judged, never a part of one, so that no sentence of an article is lost.
What a removed line tells (publisher, author, date) is read in `credits` and `dates`.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SHORTEST, _LONGEST = len("menu"), 300
_NETWORKS = (
    r"(?:twitter|facebook|instagram|telegram|whatsapp|linkedin|youtube|tiktok|threads|bluesky"
    r"|google news|x|vk|snapchat|pinterest|reddit|flipboard)"
)
# Lines that are chrome wherever they stand. Each pattern must match a whole paragraph.
_NOTICES = (
    r"(?:your|this) (?:web )?browser (?:is|does) (?:not|no longer) (?:supported?|fully).*",
    r"(?:please )?(?:enable|turn on|activate) (?:java ?script|cookies)\b.*",
    (
        r"(?:java ?script|cookies) (?:is|are|must be|seems? to be|needs? to be) (?:currently )?"
        r"(?:disabled|enabled|required|turned off|blocked)\b.{0,120}"
    ),
    r"get more news\s?live\s?on\b.*",
    r"(?:we|this (?:web ?)?site|our (?:web ?)?sites?) uses? (?:\w+ )?cookies\b.*",
    r"we and our (?:\d+ )?partners\b.*",
    (
        r"by (?:continuing|using|clicking|signing up|subscribing|browsing)\b.*"
        r"\byou(?:r|['’]re)?\b.*"
        r"\b(?:cookies|terms|privacy|policy)\b.*"
    ),
    r"(?:accept|reject|manage)(?: all)? cookies.*",
    r"(?:this site is )?protected by recaptcha\b.*",
    r"-*\s*advertise?ments?\s*-*",
    r"(?:story|article) continues (?:below|after)\b.*",
    r"(?:scroll (?:down )?|skip )to (?:main |site )?(?:content|continue|navigation|read)\b.*",
    r"(?:skip|report this) ad(?:vertisement)?",
    r"(?:sponsored|promoted|paid)(?: content| post| links?)?",
    (
        r"(?:read|see|watch|listen|view|find|learn)(?: out)? (?:more|also)"
        r"(?: (?:here|on|about|at|from|stories|news|coverage)\b.{0,80})?[.…»›>]*"
    ),
    (
        r"(?:most|trending|top)[ -](?:read|popular|viewed|shared|commented|now|stories|news"
        r"|headlines|videos)(?: (?:stories|news|today|now))?:?"
    ),
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in)|don['’]t miss)\b.{0,100}",
    (
        r"(?:read|see|view|watch) (?:the )?(?:rest|full (?:story|article|report|text|interview)"
        r"|original(?: article)?|more|it)\b(?: (?:here|on|at|in)\b.{0,60})?[.:]?"
    ),
    r"(?:click|tap) here (?:to|for) .{2,120}",
    (
        r"(?:please )?(?:subscribe|sign up|log in|sign in)"
        r"(?: (?:here|now|today|to|for|free|below|with)\b.{0,160})?[.!]?"
    ),
    r"register(?: here| now| for free| to (?:read|continue|comment)\b.{0,60})?[.!]?",
    r"\(?(?:for more, )?(?:subscribe|sign up) (?:to|for) .{2,160}",
    r"(?:already a|become a|not a) (?:subscriber|member)\b.{0,100}",
    r"(?:get|receive) (?:our|the|your)\b.{0,60}\b(?:newsletters?|alerts?|inbox)\b.{0,80}",
    (
        r"(?:want|would you like) (?:more|to (?:receive|get))\b.{0,100}"
        r"\b(?:sign up|subscribe|newsletter)\b.{0,80}"
    ),
    r"(?:create (?:a|your) free account|start your free trial|support (?:us|our work))\b.{0,120}",
    (
        r"(?:please )?(?:(?:follow|find|join|contact|email|reach) (?:@\w+|(?:\w[\w.'’-]*,? ){1,6}?)"
        r"|(?:follow|like|join) us)\s?(?:on|at|via) "
        rf"(?:(?:our )?{_NETWORKS}\b|[\w.+-]+@[\w.-]+).{{0,80}}"
    ),
    r"follow @\w+.{0,80}",
    r"(?:share and comment|share your thoughts|have your say|tell us what you think)\b.{0,60}",
    r"download (?:our|the) .{0,40}\bapps?\b.{0,80}",
    r"(?:©|copyright ?(?:©|\(c\))|(?:copyright|\(c\)),? (?=(?:19|20)\d\d\b)).{0,200}",
    r"this material may not be published, broadcast\b.*",
    r"reprinted (?:with permission|courtesy)\b.{0,120}",
    r"\d[\d.,]*k? ?(?:comments?|shares?|views|likes|min(?:ute)?s? read)",
    r"(?:comments?|share|shares|views)(?: ?\(?\d*\)?)",
    (
        r"(?:back to top|view comments|leave a (?:comment|reply)|post a comment|show more posts\.?"
        r"|loading ?(?:\.{3}|…)?|load more|show more|view all|see all|close|menu|print|tweet"
        r"|e-?mail|copy link|link copied!?|play video|live tv|listen to this article|this story"
        r"|home ?page)"
    ),
    r"(?:media playback|this video)(?: file)? (?:is (?:un|not a)\w+|cannot be played)\b.{0,80}",
    r"our standards: .{2,80}",
    r"(?:new)?you can now listen to .{0,40}articles!?",
    r"reuse this content",
    r"also on \w+\.\w{2,3}\b.{0,120}",
    r"(?:published|posted|updated|last (?:updated|modified)) ?:?",
    r"get (?:the )?(?:latest|breaking) news\b.{0,160}",
    r"let our news meet your inbox\b.{0,120}",
    r"you have successfully subscribed\b.{0,80}",
    r"your e-?mail address will not be published\b.{0,60}",
    r"required fields are marked.{0,4}",
    (
        r"(?:(?:privacy(?: policy| notice)?|terms of (?:service|use)|terms (?:and|&) conditions"
        r"|cookie (?:policy|settings)|about us|contact us|advertise with us|site ?map)[\s|•·,]*)+"
    ),
    r"(?:republish this article|view in browser|join the conversation|add (?:a )?comment)",
    r"(?:play|back|listen|donate|newsletters?|whatsapp|watch (?:the )?video|now playing|keywords)",
    r"(?:video ad feedback|file photo|support independent journalism|\d+ min listen)",
    r"to contact the (?:reporters?|editors?|authors?)\b.*@.*",
    r"share (?:on|via|to|with) .{2,40}",
    r"more from .{2,40}",
    r"[-–—•]\s*source: .{2,60}",
    r"\(?(?:file )?photos? (?:by|courtesy of) .{2,60}",
    r"image (?:source|caption), .{2,120}",
    r"(?:photo|picture|image|illustration)s?(?: credits?| courtesy(?: of)?)? ?:.{0,160}",
    r"(?:REUTERS|AP Photo|AFP PHOTO)\s?/\s?.{2,80}",
    (
        r"\(?(?:[\w.'’-]+ ){0,5}[\w.'’-]+ ?(?: via |/ ?| - )"
        r"(?:(?:AFP|AP|Reuters|EPA|TASS)(?: ?/ ?| via | - ))?"
        r"(?:Getty Images|Instagram|AFP|AP|Reuters|TASS|EPA|Shutterstock|Zuma Press)"
        r"(?: file)?\.?\)?"
    ),
    r"getty(?: images)?\.?",
)
_NOTICE = re.compile("|".join(_NOTICES), re.IGNORECASE)
# Those that may begin with anything are slow, and tried only where the case-folded line holds the
# key of each. No key may have an "i": "İ" matches that, but does not case-fold to it.
_NOTICES_HOLDING = {
    "reserved": r".{0,160}\ball rights reserved\b.{0,80}",
    "share": r".{0,80}\bshare this (?:story|article|post)[.!]?",
    "? ": r".{0,40}\? (?:sign up|log in|subscribe)(?: here| now)?[.!]?",
    # A caption ends with its credit where a sentence would end with a full stop.
    "©": (
        r"[^.!?]{0,160}© ?[\w.'’-]+(?: [\w.'’-]+){0,4}"
        r"(?: ?/ ?[\w.'’-]+(?: [\w.'’-]+){0,3})?"
    ),
}
_NOTICE_HOLDING = {
    held: re.compile(pattern, re.IGNORECASE) for held, pattern in _NOTICES_HOLDING.items()
}
# A label and a colon before a link, whose words are another story's even where it reports.
_LABELLED = re.compile(
    r"(?:(?:read|see|watch)(?: more| also| next)?|also read|more on(?: this(?: story)?)?|up next"
    r"|tags|topics|full coverage"
    r"|(?:related|recommended|similar)(?: (?:articles?|stories|story|news|content|topics?"
    r"|coverage|reading|links?|posts?|videos?))?) ?:.{0,200}"
    r"|(?:related|recommended|similar) (?:articles?|stories|news|content|topics|coverage|reading"
    r"|links|posts|videos|for you)|related|recommended|up next|also on \w+:?",
    re.IGNORECASE,
)
# What sites put before the first words of a page, sometimes in the same line as these.
_OPENING = re.compile(
    r"(?:IE ?\d{1,2} is not supported\.?|For an optimal experience,? (?:please )?visit our site"
    r" on another browser\.?|Skip to (?:main )?content\b)\s*",
    re.IGNORECASE,
)
# What an article reports is kept, whatever words surround it.
_REPORTED = re.compile(r"\b(?:said|says|told|added|according to)\b", re.IGNORECASE)
# Words that share bars and menus are made of; a line of nothing else is one.
_BAR_WORDS_LISTED = """
    ad alerts all and app article bookmark breaking close comment comments content copy e email
    emails facebook flag flipboard follow for get gift gplus hide home in instagram latest less
    link linkedin listen live log login mail main menu messenger more navigation news newsletter
    newsletters next now on open pinterest play post previous print read reddit register reply
    save search send share shared shares show sign site skip stories story subscribe telegram
    this to toggle top tweet twitter up us version via video videos view vk watch whatsapp x
    your youtube
"""
_BAR_WORDS = frozenset(_BAR_WORDS_LISTED.split())
_FEWEST_BAR_WORDS, _MOST_BAR_WORDS = 2, 14
_BAR_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_BAR_SIGNS = re.compile(r"[\w\s|/•·,+&()»›>-]+")
# Names of sections; only at the head or foot of a page, where a menu or a trail may stand.
_SECTIONS_LISTED = """
    africa, agencies, all news, americas, analysis, arts, asia, breaking news, business,
    categories, culture, defense, economy, editorial, education, elections, energy,
    entertainment, europe, exclusive, features, finance, health, home, home page, in other
    media, latest, latest news, life, lifestyle, live, local, main, main page, markets, middle
    east, military, money, more, nation, national, news, newsroom, opinion, politics, press
    release, press releases, press review, regions, russia, russian politics & diplomacy,
    science, society, sport, sports, tags, tech, technology, top news, top stories, topics,
    travel, u.s., u.s. news, uk, us, us news, video, videos, weather, world, world news
"""
_SECTIONS = frozenset(" ".join(name.split()) for name in _SECTIONS_LISTED.split(","))
_TIME_OF_DAY = re.compile(r"[0-2]?\d[:.][0-5]\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,5})?")
_TRAIL = re.compile(r"\s*(?:[>»›|•·/\\]|\s-\s)\s*")


def is_chrome(paragraph: str) -> bool:
    """Whether a paragraph is chrome wherever it stands."""
    if not any(map(str.isalnum, paragraph)):
        return True
    if not _SHORTEST <= len(paragraph) <= _LONGEST:
        return False
    return _is_worded_chrome(paragraph)


# Remembered because foot, head and body of a document ask about the same paragraphs.
@lru_cache(maxsize=128)
def _is_worded_chrome(paragraph: str) -> bool:
    bare = paragraph.strip("\"“”'‘’ ")
    if _LABELLED.fullmatch(bare):
        return True
    return (_is_notice(bare) and not _REPORTED.search(bare)) or _is_bar(bare)


def _is_notice(line: str) -> bool:
    folded = line.casefold()
    for held, pattern in _NOTICE_HOLDING.items():
        if held in folded and pattern.fullmatch(line):
            return True
    return _NOTICE.fullmatch(line) is not None


def length_of_opening(paragraph: str) -> int:
    """How many characters are a notice that a page, not an article, opens with."""
    length = 0
    while match := _OPENING.match(paragraph, length):
        length = match.end()
    return length


def is_section_trail(paragraph: str) -> bool:
    """Whether a paragraph only names sections of a site, "Home > World", or a time of day."""
    if len(paragraph) > _LONGEST // 2:
        return False
    if _TIME_OF_DAY.fullmatch(paragraph):
        return True
    parts = _TRAIL.split(paragraph.strip(" >»›|•·/#").casefold())
    return all(" ".join(part.split()) in _SECTIONS for part in parts)


def _is_bar(line: str) -> bool:
    if len(line) > _LONGEST // 2 or not _BAR_SIGNS.fullmatch(line):
        return False
    words = [word.casefold() for word in _BAR_WORD.findall(line)]
    letters = sum(len(word) for word in words)
    is_all_words = letters == sum(character.isalnum() for character in line)
    is_bar = all(word in _BAR_WORDS or word.isdigit() for word in words)
    return is_all_words and is_bar and _FEWEST_BAR_WORDS <= len(words) <= _MOST_BAR_WORDS
