"""Names of news agencies and publishers as datelines, credits and bylines print them."""

from __future__ import annotations

import re

_PRINTED_AS = {
    "TASS": ("TASS", "ITAR-TASS"),
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters"),
    "Thomson Reuters Foundation": ("Thomson Reuters Foundation",),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "UPI": ("UPI", "United Press International"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "ANSA": ("ANSA",),
    "EFE": ("EFE", "Agencia EFE"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "KCNA": ("KCNA",),
    "RIA Novosti": ("RIA Novosti", "RIA", "Sputnik/RIA"),
    "Sputnik": ("Sputnik",),
    "Interfax": ("Interfax",),
    "Interfax-Ukraine": ("Interfax-Ukraine",),
    "Ukrinform": ("Ukrinform",),
    "Unian": ("Unian",),
    "BelTA": ("BelTA",),
    "Kazinform": ("Kazinform",),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "Bernama": ("Bernama",),
    "Antara": ("Antara",),
    "Anadolu": ("AA", "Anadolu", "Anadolu Agency"),
    "SANA": ("SANA",),
    "IRNA": ("IRNA",),
    "WAM": ("WAM",),
    "MENA": ("MENA",),
    "NAN": ("NAN",),
    "PA Media": ("PA", "PA Media", "Press Association"),
    "The Canadian Press": ("CP", "The Canadian Press", "Canadian Press"),
    "AAP": ("AAP",),
    "CNN": ("CNN",),
    "BBC": ("BBC", "BBC News"),
    "NBC News": ("NBC", "NBC News"),
    "CBS News": ("CBS", "CBS News"),
    "ABC News": ("ABC", "ABC News"),
    "Fox News": ("Fox News",),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "Dow Jones": ("Dow Jones", "Dow Jones Newswires"),
    "MarketWatch": ("MarketWatch",),
    "Al Jazeera": ("Al Jazeera",),
    "RFE/RL": ("RFE/RL", "Radio Free Europe"),
    "VOA": ("VOA", "VOA News", "Voice of America"),
    "PRNewswire": ("PRNewswire", "PR Newswire"),
    "Business Wire": ("BUSINESS WIRE", "Business Wire"),
    "GLOBE NEWSWIRE": ("GLOBE NEWSWIRE", "GlobeNewswire"),
    "DW": ("DW", "Deutsche Welle"),
    "Euronews": ("Euronews",),
    "Financial Times": ("Financial Times",),
    "France 24": ("France 24",),
    "NPR": ("NPR",),
    "Politico": ("Politico",),
    "RT": ("RT",),
    "Sky News": ("Sky News",),
    "The Guardian": ("The Guardian",),
    "The Independent": ("The Independent",),
    "The Moscow Times": ("The Moscow Times",),
    "The New York Times": ("The New York Times",),
    "The Telegraph": ("The Telegraph",),
    "The Wall Street Journal": ("The Wall Street Journal",),
    "The Washington Post": ("The Washington Post",),
    "USA Today": ("USA Today",),
}
_NAMES = {printed.casefold(): name for name, all_ in _PRINTED_AS.items() for printed in all_}
_OUTLET = re.compile(r"(?:[\w.&'’-]+ ){1,4}(?:News|Press|Agency|Times|Post|Newswire)")
_LONGEST_NAME = 60


def known_agency(printed: str) -> str | None:
    """The usual name of an agency that is known by this name, or None."""
    return _NAMES.get(" ".join(printed.split()).strip(" ./").casefold())


def agency(printed: str) -> str | None:
    """The usual name of an agency, also of one that only its name shows to be an outlet."""
    words = " ".join(printed.split()).strip(" ./")
    is_outlet = len(words) <= _LONGEST_NAME and _OUTLET.fullmatch(words) is not None
    return known_agency(words) or (words if is_outlet else None)
