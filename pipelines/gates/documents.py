"""What Great Expectations found, as its own Data Docs page, made to stand alone.

Only how the page looks; where pages lie is decided by whoever asks for them.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from pipelines.gates.verdict import Verdict

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuiteValidationResult

# The page would load styles, scripts and a logo from six hosts, and tell them who reads it.
_FROM_OUTSIDE = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*>|<img\b[^>]*https?://[^>]*>", re.DOTALL
)
_STYLE = """<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; margin: 1em 0 }
td, th { border: 1px solid #ccc; padding: .3em .6em; text-align: left; vertical-align: top }
.collapse { display: block }
nav, footer, .modal, .navbar, button { display: none }
</style>"""
_END = "</body>"


def page(verdict: Verdict) -> str:
    """The page of a verdict; of a batch whose rows could not be asked about, only why."""
    title = html.escape(f"{verdict.table}, batch {verdict.batch_id}")
    head = f"<title>{title}</title>{_STYLE}<h1>{title}</h1><p>{html.escape(_said(verdict))}</p>"
    if verdict.outcome is None:
        return f"<!DOCTYPE html><meta charset='utf-8'>{head}"
    return f"<!DOCTYPE html><meta charset='utf-8'>{head}{_rendered(verdict.outcome)}"


def _rendered(outcome: object) -> str:
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer

    found = cast("ExpectationSuiteValidationResult", outcome)
    made = _view().render(ValidationResultsPageRenderer().render(found))
    page = _FROM_OUTSIDE.sub("", made)
    start, end = page.find("<body"), page.rfind(_END)
    return page[start : end + len(_END)] if 0 <= start < end else ""


@cache
def _view() -> Any:
    """Kept, because a new one compiles its templates anew."""
    from great_expectations.render.view.view import DefaultJinjaPageView

    return DefaultJinjaPageView()


def _said(verdict: Verdict) -> str:
    if verdict.closed:
        return f"Closed: {verdict.why_closed}"
    return (
        f"{verdict.accepted.num_rows} rows accepted, "
        f"{verdict.quarantined.num_rows} entries in quarantine"
    )
