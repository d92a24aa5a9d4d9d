"""The words that generated articles are made of: our own, about nobody. How they are put together
is in `corpus`."""

from __future__ import annotations

FIRST = (
    "Anna Boris Clara Daniel Elena Frank Greta Hassan Ingrid James Karen Leon Maria Nikolai Olga "
    "Peter Rosa Samuel Teresa Victor Wendy Yusuf Alice Bruno Carmen David Emma Felix Hannah Ivan"
).split()

LAST = (
    "Abbott Baranov Castell Dietrich Eklund Farrow Grant Holm Ivanova Jensen Keller Lindqvist "
    "Moreno Novak Okafor Petrov Quinn Romero Schulz Tanaka Ustinov Vega Weber Young Zeman Archer "
    "Brandt Corrigan Dalton Engel Fischer Gorman Hale Ibsen Jovanovic Kowalski Larsen Mercer Nolan"
).split()

PLACES = (
    "London Berlin Moscow Ottawa Madrid Vienna Warsaw Oslo Lisbon Prague Athens Dublin Helsinki "
    "Budapest Stockholm Brussels Geneva Ankara Cairo Nairobi Tokyo Seoul Canberra Santiago"
).split()

COUNTRIES = (
    "Britain Germany Russia Canada Spain Austria Poland Norway Portugal Greece Ireland Finland "
    "Hungary Sweden Belgium Switzerland Turkey Egypt Kenya Japan Australia Chile"
).split()

ORGANIZATIONS = (
    "the Transport Ministry",
    "the European Commission",
    "the Health Ministry",
    "the United Nations",
    "the World Bank",
    "Northern Rail",
    "Harbour Energy",
    "the Central Bank",
    "the City Council",
    "the Farmers Union",
    "the Foreign Ministry",
    "Meridian Airlines",
)

TITLES = (
    "Transport Minister",
    "spokesman",
    "spokeswoman",
    "Mayor",
    "Professor",
    "chief executive",
    "Foreign Minister",
    "Senator",
    "union leader",
    "Prime Minister",
)

TOPICS = (
    "the new bridge",
    "the budget",
    "the water supply",
    "the peace talks",
    "the housing plan",
    "the rail strike",
    "the harvest",
    "the school reform",
    "the energy price cap",
    "the trade agreement",
    "the vaccination campaign",
    "the airport extension",
)

SAID = (
    "We will not wait another year for {topic}",
    "Nobody expected {topic} to cost this much",
    "I have read every page about {topic} and I am not convinced",
    "It is too early to say what {topic} means for {country}",
    "What matters now is that {topic} is paid for in full and on time",
    "There is no agreement with {country} on {topic}, and there may never be one",
    "People in {place} deserve an honest answer about {topic}",
    "We welcome what {organization} has done, but {topic} remains unsolved",
    "My colleagues and I have asked for {topic} to be looked at again",
    "If {country} keeps its word, {topic} can be settled before the winter",
)

REPORTED = (
    "{topic} would be finished by the end of the year",
    "{organization} had been told about {topic} in good time",
    "talks with {country} over {topic} had come to nothing",
    "no decision on {topic} had been made in {place}",
    "{country} was ready to pay its share of {topic}",
)

NARRATIVE = (
    "The dispute over {topic} began in {month} when {organization} published its first figures.",
    "Several hundred people gathered outside the parliament in {place} on {day} evening.",
    "In {place} and in {country} the plans for {topic} have been under discussion since {month}.",
    "Costs have risen by {number} percent since the contract was signed, according to documents.",
    "{organization} declined to answer questions about {topic}.",
    "The next meeting between {country} and {organization} is planned for {day} in {place}.",
    "Rain delayed the work for {number} days, and two of the suppliers have since withdrawn.",
    "A first vote on {topic} failed in {month} by a margin of only {number} votes.",
    "Shops along the main road stayed open, although few customers came in the afternoon.",
    "Analysts at {organization} expect prices in {country} to settle at a lower level by {month}.",
)

HEADLINES = (
    "{country} delays {topic} again",
    "{last} defends {topic} in {place}",
    "Doubts grow over {topic}",
    "{place} waits for an answer on {topic}",
    "{country} and {organization} at odds over {topic}",
)

MONTHS = (
    "January February March April May June July August September October November December"
).split()

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

CUES = "added stressed explained noted insisted warned".split()
