"""Web pages, saved one by one or by a crawler in WARC files."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from pipelines.ingest.records import RawDocument, Rejection
from tests.unit.ingest.ingest_helpers import document, documents, outcome, rejection

PAGE = """<!DOCTYPE html>
<html lang="en"><head>{charset}<title>Port strike ends after a week | The Courier</title>
<meta property="og:site_name" content="The Courier">
<meta property="og:title" content="Port strike ends after a week">
<meta name="description" content="Dockers went back to work on Monday.">
<meta name="author" content="Ana Dias">
<meta property="article:published_time" content="2021-01-24T10:00:00+00:00">
<link rel="canonical" href="https://courier.example/port"><script>var tracking = "on";</script>
</head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/world">World news</a></li></ul></nav>
<div class="cookie-banner">We value your privacy and use cookies.</div>
<article><h1>Port strike ends after a week</h1>
<p>LISBON — Dockers ended their strike on Monday, the union said, after a week in which no ship
was unloaded at any of the city’s quays.</p>
<p>“We got what we asked for,” said Rui Melo, who leads the union. “Nobody will be dismissed.”</p>
<h2>A lesson for all</h2>
<p>The port&rsquo;s director, Inês Leão, called the strike “a lesson for all of us” and promised
that talks about night shifts would begin in the spring.</p></article>
<section class="comments" id="comments"><h3>Readers’ comments</h3><div class="comment">
<p>Typical union nonsense, and nobody who works there believes a word of it, I am sure.</p></div>
</section><footer>Copyright The Courier. <a href="/subscribe">Subscribe now</a></footer>
</body></html>"""
PARAGRAPHS = [
    "LISBON — Dockers ended their strike on Monday, the union said, after a week in which no ship "
    "was unloaded at any of the city’s quays.",
    "“We got what we asked for,” said Rui Melo, who leads the union. “Nobody will be dismissed.”",
    "A lesson for all",
    "The port’s director, Inês Leão, called the strike “a lesson for all of us” and promised "
    "that talks about night shifts would begin in the spring.",
]


def page(charset: str = "") -> str:
    return PAGE.format(charset=f'<meta charset="{charset}">' if charset else "")


def warc(path: Path, *responses: tuple[str, bytes], status: str = "200 OK") -> None:
    """A WARC with an info record, the pages, and what else a crawler stores."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number, (kind, body) in enumerate(responses):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            uri = f"https://courier.example/{number}"
            for record in ("request", "response"):
                body_of = io.BytesIO(body if record == "response" else b"")
                writer.write_record(
                    writer.create_warc_record(uri, record, payload=body_of, http_headers=headers)
                )


def test_the_article_is_read_without_what_stands_round_it(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("utf-8"), "utf-8")
    read = document(path)
    lines = read.text.split("\n\n")
    assert [line for line in lines if line != "Port strike ends after a week"] == PARAGRAPHS
    assert (read.title, read.publisher) == ("Port strike ends after a week", "The Courier")
    assert (read.authors, read.published) == (("Ana Dias",), "2021-01-24")
    assert read.subtitle == "Dockers went back to work on Monday."
    assert read.url == "https://courier.example/port"
    assert (read.source_format, read.encoding) == ("html", "utf-8")


@pytest.mark.parametrize(
    ("declared", "codec", "repairs"),
    [
        ("iso-8859-1", "cp1252", ()),
        ("windows-1252", "cp1252", ()),
        ("iso-8859-1", "utf-8", ("declared as cp1252",)),
        ("", "cp1252", ("encoding detected",)),
        ("utf-16", "utf-8", ()),
        ("no-such-thing", "utf-8", ()),
    ],
)
def test_the_declared_encoding_is_believed_as_far_as_it_goes(
    tmp_path: Path, declared: str, codec: str, repairs: tuple[str, ...]
) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(page(declared).encode(codec))
    read = document(path)
    assert PARAGRAPHS[1] in read.text
    assert PARAGRAPHS[3] in read.text
    assert (read.encoding, read.repairs) == (codec, repairs)


def test_a_page_under_the_name_of_a_text_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(page(), "utf-8")
    assert document(path).source_format == "html"


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>x()</script></body></html>")
    assert rejection(path).rule == "no_text"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_a_crawl_are_documents_and_the_rest_is_not(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    warc(
        path,
        ("text/html; charset=windows-1252", page().encode("cp1252")),
        ("image/png", b"\x89PNG"),
        ("text/html", page("utf-8").encode()),
    )
    first, second = documents(path)
    assert first.text == second.text
    assert PARAGRAPHS[3] in first.text
    assert (first.encoding, second.encoding) == ("cp1252", "utf-8")
    assert first.url == "https://courier.example/0"
    assert first.record_locator is not None
    assert first.record_locator.startswith("record=urn:uuid:")
    assert first.document_id != second.document_id


def test_pages_that_were_not_fetched_well_are_no_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    warc(path, ("text/html", page().encode()), status="404 Not Found")
    assert rejection(path).rule == "no_documents"


def test_a_response_may_be_chunked_and_compressed(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    packed = gzip.compress(page("utf-8").encode())
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:90], packed[90:]))
    sent = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
    headers = StatusAndHeaders("200 OK", [*sent, ("Content-Encoding", "gzip")], protocol="HTTP/1.1")
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=False)
        payload = io.BytesIO(body + b"0\r\n\r\n")
        writer.write_record(
            writer.create_warc_record("https://e.org", "response", payload, http_headers=headers)
        )
    assert PARAGRAPHS[3] in document(path).text


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_of_a_crawl_that_was_cut_off_the_whole_pages_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    html = page("utf-8").encode()
    warc(path, ("text/html", html), ("text/html", html))
    path.write_bytes(path.read_bytes()[:-200])
    read, refused = outcome(path)
    assert isinstance(read, RawDocument)
    assert read.url == "https://courier.example/0"
    assert isinstance(refused, Rejection)
    assert refused.rule == "damaged"


def test_records_with_the_same_identifier_stay_two_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    warc(path, ("text/html", page("utf-8").encode()))
    path.write_bytes(path.read_bytes() * 2)
    assert len({read.document_id for read in documents(path)}) == 2
