"""The glossary: each term in Thai and English, its meaning, and whose word it is."""

import polars as pl
import streamlit as st

from dashboard.parts import rows, tables
from dashboard.reader import glossary
from dashboard.reader.page import Page
from dashboard.reader.text import LANGS


def terms(page: Page) -> None:
    """A field to search, and the terms that hold what is written there: all of them, if nothing."""
    column = tables.Columns(page.reader)
    reader = column.reader
    st.caption(reader.t("glossary.note"))
    sought = st.text_input(
        reader.t("glossary.search"), key="glossary", icon=":material/search:", max_chars=100
    )
    known = _rows(page)
    found = known.filter(_holds(sought))
    if found.is_empty():
        st.info(reader.t("glossary.none"), icon=":material/search_off:")
        return
    names = [
        column.text("glossary.thai", "name_th"),
        column.text("glossary.english", "name_en"),
    ]
    rows.listed(
        found,
        [
            *(names if reader.lang == "th" else reversed(names)),
            column.named("glossary.meaning", "meaning"),
            column.named("glossary.official", "official"),
        ],
        alt="glossary.title",
        key="glossary_terms",
        opens=lambda row: f"term:{row['key']}",
        by=(),
        of=known.height,
        prose=True,
    )


def _holds(sought: str) -> pl.Expr:
    """Every word that is sought stands somewhere in the row."""
    row = pl.concat_str(pl.selectors.string(), separator="\n", ignore_nulls=True).str.to_lowercase()
    return pl.all_horizontal(
        pl.lit(True),
        *(row.str.contains(word, literal=True) for word in sought.lower().split()),
    )


def _rows(page: Page) -> pl.DataFrame:
    """One row per term, also with the forms that are not used, so that they are found."""
    dimensions = {
        row["dimension"]: {lang: row[f"name_{lang}"] for lang in LANGS}
        for row in page.dimensions.iter_rows(named=True)
    }
    known = glossary.terms(dimensions)
    return pl.DataFrame(
        [
            {
                "key": term.key,
                "avoid": " · ".join(form for lang in LANGS for form in term.avoid[lang]),
                **{f"name_{lang}": term.full(lang) for lang in LANGS},
                **{f"meaning_{lang}": term.meaning[lang] for lang in LANGS},
                **{
                    f"official_{lang}": known[term.official].called(lang) if term.official else None
                    for lang in LANGS
                },
            }
            for term in known.values()
        ],
        infer_schema_length=None,
    )
