"""Which paragraphs are the site's, and which look so but are the article's."""

from __future__ import annotations

import pytest

from pipelines.normalize.chrome import is_chrome, is_section_trail, length_of_opening

_CHROME = """
Advertisement
ADVERTISEMENT
Story continues below advertisement
Article continues after ad
All news
Get more newsLiveon
FacebookTwitterEmail
Share on Facebook
Share Tweet Email Print
Share this article
Print
Read more
Read more: A headline of another story
READ ALSO: A headline of another story
See also: Another story
Related: Another story
RELATED STORIES
Recommended for you
Most read
Top stories
More on this story: Another story
Read the full story here.
Read the rest here.
Click here to read our guide to the vote
Sign up for our morning newsletter
Subscribe to our newsletter to get the news in your inbox.
Subscribe now
Log in to comment
Already a subscriber? Log in
Want more? Sign up for our newsletter.
Get our daily newsletter in your inbox every morning
Follow us on Twitter
Follow us on Facebook, Instagram and Telegram
Follow Jane Roe on Twitter @janeroe.
"Follow Jane Roe on Twitter @janeroe."
Follow @example for more
Like us on Facebook
Join us on Telegram
Email Jane Roe at jane.roe@example.org
Download our new app for free
This website uses cookies to improve your experience.
We use cookies and similar technologies
By continuing to use this site you agree to our use of cookies.
Accept all cookies
Please enable JavaScript to view this page
JavaScript is disabled in your browser
Your browser is not supported
© 2019 Example Media. All rights reserved.
Copyright 2019 Example Media
Copyright © Example Media
This material may not be published, broadcast, rewritten or redistributed.
12 comments
1.2k shares
5 min read
Comments (12)
Loading...
Back to top
Photo: Jane Roe
Jane Roe / Getty Images
Jane Roe via Getty Images.
AFP/Getty Images
REUTERS/Jane Roe
Image source, Getty Images
Get breaking news alerts and special reports.
Let our news meet your inbox. The stories that matter, delivered weekday mornings.
Privacy Policy | Terms of Service
Don't have an account? Sign up here
Your email address will not be published.
To contact the reporter on this story: Jane Roe in Oslo at jane.roe@example.org
The mayor of Oslo in May © Jane Roe/TASS
© Jane Roe/TASS
Jane Roe / AFP - Getty Images file
Photo by Jane Roe
Tags: Oslo, rain
More from Example
Share on WhatsApp
***
—
• • •
"""
_TEXT = """
Advertising is expensive, the minister said.
Cookies are what children like best.
By signing up, Norway accepted the terms of the treaty.
Related costs rose by a third.
Share prices fell on Friday.
Print media have suffered most.
Follow the money, he told them.
Read more slowly, said the teacher.
See more people than ever before, she said, and you will understand.
Sign the treaty, they demanded.
Register to vote by Friday, officials said.
Like Smith on Twitter, the senator insults everyone.
Copyright law will change next year.
(c) the third point of the plan
Paid by the state, the trolls wrote around the clock.
Photo: the president said it was taken in May.
This video is shocking, said the mayor.
Flexibility in relations
On alleged hacker attacks
Next steps
A share of the blame
No comment.
Reports by the ministry are late.
More than half of it is gone.
The letter © was invented in Oslo, she said.
Would you sign up? Sign up here, he said.
More to come, she promised.
1
Sign up to the deal and we will pay, he said.
By using force, you broke our terms, she told the ministers.
"""


@pytest.mark.parametrize("line", _CHROME.strip().splitlines())
def test_chrome(line: str) -> None:
    assert is_chrome(line)


@pytest.mark.parametrize("line", _TEXT.strip().splitlines())
def test_text(line: str) -> None:
    assert not is_chrome(line)


@pytest.mark.parametrize(
    "line", ["Home > World > Europe", "World", "News | Politics", "Home / News", "WORLD NEWS"]
)
def test_section_trail(line: str) -> None:
    assert is_section_trail(line)


@pytest.mark.parametrize(
    "line", ["World leaders meet", "Home is where it rains", "Health: a right"]
)
def test_no_section_trail(line: str) -> None:
    assert not is_section_trail(line)


def test_opening_notice_in_the_line_of_the_article() -> None:
    notice = "IE 11 is not supported. For an optimal experience visit our site on another browser. "
    assert length_of_opening(notice + "It rained.") == len(notice)
    assert length_of_opening("It rained.") == 0
