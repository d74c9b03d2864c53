"""Every text that a reader meets keeps to the glossary and to the spelling of Thai offices."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from dashboard.reader import glossary, text
from dashboard.reader.text import LANGS, Lang
from etl.project import SHIPPED
from sql import warehouse
from tests.architecture.sql_files import sql_files

ROOT = Path(__file__).parents[2]
THAI = re.compile("[\u0e00-\u0e7f]")
LETTERS = (  # Thai outside declarations
    "etl/intake/quarantine.py",
    "etl/intake/templates.py",
    "etl/service/alerts.py",
)
NAMED = ("dimensions", "measures", "segments")  # reference lists with name_th and name_en

# rule | what breaks it | a breach
RULES = {
    "no comma after a Thai word": ("[\u0e00-\u0e7f],", "เมือง, แผน"),
    "a space on both sides of ๆ": (r"\Sๆ|ๆ[^\s”)]", "อื่นๆ"),
    "พ.ศ. has both stops and a space": (r"พ\.?ศ(?!\.)|พศ|พ\.ศ\.\d", "พ.ศ.2570"),
    "a year alone says its era": (r"ปี ?2[45]\d\d", "ภายในปี 2570"),
    "arabic digits": ("[๐-๙]", "๗๗ จังหวัด"),
    "a space between a number and its unit": (
        r"\d(?:ล้าน|บาท|คน|แห่ง|เมือง|แผน|จังหวัด|ฉบับ|รายการ|เดือน|วัน|แถว)|[ก-ฮะ-์]\d",
        "66,000ล้านบาท",
    ),
    "ร้อยละ, not %": (r"\d ?%", "เกิน 50%"),
    "no passive where none is needed": ("(?<!ไม่)ถูก(?!ต้อง|เพิกถอน)", "แผนถูกอนุมัติ"),
    "no two spaces": ("  ", "เมือง  แผน"),
}


class Said(NamedTuple):
    """A text and where it stands."""

    where: str
    lang: Lang
    words: str


def test_every_term_is_complete() -> None:
    known = documents()
    for key, term in terms().items():
        assert all(term.name[lang] and term.meaning[lang] for lang in LANGS), key
        assert term.official is None or terms()[term.official].name, key
        assert term.document is None or term.document in known, key


def test_no_two_terms_share_a_name() -> None:
    for lang in LANGS:
        names = [form for term in terms().values() for form in {term.name[lang], term.called(lang)}]
        assert sorted(names) == sorted(set(names))


def test_no_text_uses_a_form_that_the_glossary_says_not_to_use() -> None:
    assert [
        (said.where, form)
        for said in (*written(), *_names())
        for form in avoided(said.words, said.lang)
    ] == []


@pytest.mark.parametrize(
    ("words", "lang", "forms"),
    [
        ("มอบโลโก้ให้สมาร์ทซิตี้", "th", ["สมาร์ทซิตี้", "โลโก้"]),
        ("อายุตราสัญลักษณ์ในแพลตฟอร์ม", "th", []),  # each holds a form, and is a term or kept
        ("อายุตราในแบบฟอร์ม", "th", ["อายุตรา", "ฟอร์ม"]),
        ("DEPA's Template", "en", ["DEPA", "template"]),
        ("depa's promotional zone readiness index", "en", []),
    ],
)
def test_the_forms_are_found(words: str, lang: Lang, forms: list[str]) -> None:
    assert sorted(avoided(words, lang)) == sorted(forms)


@pytest.mark.parametrize("rule", RULES)
def test_the_thai_is_written_as_offices_write_it(rule: str) -> None:
    breach, example = RULES[rule]
    assert re.search(breach, example)
    found = {said.where: said.words for said in written() if said.lang == "th"}
    assert len(found) > 1000
    assert [where for where, words in found.items() if re.search(breach, words)] == []


# ----------------------------------------------------------------------------------- the glossary


@cache
def terms() -> dict[str, glossary.Term]:
    names: dict[str, glossary.Words] = {
        row["dimension"]: {lang: row[f"name_{lang}"] for lang in LANGS}
        for row in rows("dimensions")
    }
    return glossary.terms(names)


@cache
def right(lang: Lang) -> re.Pattern[str]:
    """Every right form, the longest first: they may hold one that is not to be used."""
    forms = {
        form
        for term in terms().values()
        for form in (term.name[lang], term.short.get(lang, ""), *term.kept)
    }
    ordered = sorted(forms - {""}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)))


@cache
def wrong(lang: Lang) -> dict[str, re.Pattern[str]]:
    """Form not to use -> how it is found: in English as a word, also at a sentence's start."""
    forms = [form for term in terms().values() for form in term.avoid[lang]]
    forms += [
        form
        for word, misspelt in glossary.spelling().items()
        for form in misspelt
        if bool(THAI.match(word)) == (lang == "th")
    ]
    if lang == "th":
        return {form: re.compile(re.escape(form)) for form in forms}
    return {
        form: re.compile(rf"\b[{form[0]}{form[0].upper()}]{re.escape(form[1:])}\b")
        for form in forms
    }


def avoided(words: str, lang: Lang) -> list[str]:
    rest = right(lang).sub("\0", words)
    return [form for form, pattern in wrong(lang).items() if pattern.search(rest)]


# -------------------------------------------------------------------------------------- the texts


@cache
def written() -> tuple[Said, ...]:
    return (*_screen(), *_headers(), *_forms(), *_letters())


def _screen() -> Iterator[Said]:
    for key, entry in text.entries().items():
        yield Said(key, "th", entry["th"])
        yield Said(key, "en", entry["en"])
    for reason, words in warehouse.reject_reasons().items():
        yield Said(f"{reason}.bound", "th", words.get("bound", ""))
        yield Said(f"{reason}.says", "en", words.get("says", ""))
    for key, term in terms().items():
        for lang in LANGS:
            yield Said(f"glossary {key}", lang, f"{term.name[lang]} {term.meaning[lang]}")


def _headers() -> Iterator[Said]:
    """What the headers of KPIs and checks say in both languages."""
    for file in sql_files():
        if file.layer in {"metrics", "checks"}:
            for part, words in file.header.items():
                if isinstance(words, dict) and set(LANGS) <= words.keys():
                    for lang in LANGS:
                        yield Said(f"{file.name} {part} {lang}", lang, words[lang])


def _forms() -> Iterator[Said]:
    """What sources are called, and what forms ask for."""
    for source in SHIPPED.sources:
        yield Said(f"{source.name} title", "th", source.title_th)
        yield Said(f"{source.name} title", "en", source.title_en)
        if form := source.template:
            for part in ("purpose", "owner"):
                for lang in LANGS:
                    words = getattr(form, f"{part}_{lang}")
                    yield Said(f"{source.name} {part} {lang}", lang, words)
            for heading, field in form.fields.items():
                for words in (heading, field.help, *field.choices):
                    yield Said(f"{source.name} {words}", "th", words)


def _letters() -> Iterator[Said]:
    for name in LETTERS:
        tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and THAI.search(said):
                yield Said(f"{name} {said}", "th", said)


def _names() -> Iterator[Said]:
    for reference in NAMED:
        for row in rows(reference):
            for lang in LANGS:
                yield Said(f"{reference} {row[f'name_{lang}']}", lang, row[f"name_{lang}"])


def rows(source: str) -> list[dict[str, str]]:
    path = max(ROOT.glob(f"data/*/{source}/*/{source}.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def documents() -> set[str]:
    return {row["doc_id"] for row in rows("documents")}
