"""The dictionary describes every table and column of a built file."""

from __future__ import annotations

from pipelines.contracts.dictionary import dictionary
from pipelines.curate.dictionary import sections
from pipelines.curate.models import load_models
from pipelines.settings import PROJECT_ROOT, SQL_FOLDER

MODELS = load_models(SQL_FOLDER)


def test_the_page_is_what_contracts_and_headers_say() -> None:
    page = (PROJECT_ROOT / "docs" / "dictionary.md").read_text(encoding="utf-8")

    assert page == dictionary(sections(MODELS)), "run: make docs"


def test_every_table_of_the_main_schema_has_its_section_with_every_column() -> None:
    page = dictionary(sections(MODELS))
    of_table = {part.split("\n", 1)[0]: part for part in page.split("\n## Lake")[0].split("\n### ")}

    for model in MODELS:
        if model.layer != "staging":
            for name in model.columns:
                assert f"| `{name}` |" in of_table[model.name]
