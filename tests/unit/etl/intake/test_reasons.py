"""Every reason that a form's row can be rejected for has words in both languages."""

import json

import pytest

from etl.contract import Source
from etl.intake import reasons
from etl.project import SHIPPED

FORMS = {source.name: source for source in SHIPPED.sources if source.template}
BY_MAPPING = {"dtype", "inf", "nan", "inner_nullability"}  # no text maps to these
CONVERSIONS = (
    *("not_a_date", "not_a_number", "not_a_boolean"),
    *("unknown_province", "unknown_category"),
)


def told(source: Source, column: str, reason: str) -> reasons.Reason:
    template = source.template
    assert template is not None
    record = {heading: field.example or None for heading, field in template.fields.items()}
    (reason_told,) = reasons.explain(
        source,
        {
            "record": json.dumps(record),
            "columns": [column],
            "reasons": [reason],
            "suggestions": [""],
            "cells": ["A2"],
        },
    )
    return reason_told


@pytest.mark.parametrize("name", FORMS)
def test_each_rule_of_a_form_names_headings_and_has_words(name: str) -> None:
    source = FORMS[name]
    form = reasons.headings(source)
    _, failure = source.contract.filter(source.contract.create_empty(), cast=True)
    checks = {rule.rpartition("|")[::2] for rule in failure.details().columns} - {
        ("", column) for column in source.contract.columns()
    }
    assert ("", "primary_key") in checks
    for column, check in sorted(checks):
        if check in BY_MAPPING:
            continue
        reason = {"primary_key": "duplicate_key", "nullability": "missing"}.get(check, check)
        found = told(source, column, reason)
        assert found.texts, (column, reason)
        assert set(found.texts) <= set(form)
        assert "{}" not in found.thai + found.english
        assert reason in reasons.WORDS, f"name rule {reason} in sql/reject_reason.toml"


@pytest.mark.parametrize("reason", CONVERSIONS)
def test_each_reason_of_a_conversion_has_words(reason: str) -> None:
    found = told(FORMS["agency_plan_events"], "จังหวัด", reason)
    assert (dict(found.texts), found.cell) == ({"จังหวัด": "ยะลา"}, "A2")
    words = reasons.WORDS[reason]
    assert (found.thai, found.english) == (words["th"], words["says"])


def test_bounds_are_told() -> None:
    found = told(FORMS["agency_cohort_places"], "enrolled", "min")
    assert found.english.startswith("must be at least ")
    assert found.english != "must be at least "
    assert list(found.texts) == ["ผู้เข้าร่วม (คน)"]


def test_no_reader_is_shown_a_regular_expression() -> None:
    words = [text for said in reasons.WORDS.values() for text in said.values()]
    assert [text for text in words if "[a-z" in text or "^" in text or "$" in text] == []


def test_an_unknown_value_names_those_allowed_and_a_repeat_the_other_rows() -> None:
    events = FORMS["agency_plan_events"]
    unknown = told(events, "เหตุการณ์", "unknown_category")
    assert unknown.allowed[0] == "ยื่นแผน"
    assert "Allowed: ยื่นแผน, ประกาศเขตส่งเสริม" in reasons.what_next(unknown, "en")
    assert "ค่าที่กรอกได้: ยื่นแผน, ประกาศเขตส่งเสริม" in reasons.what_next(unknown, "th")
    many = told(events, "รุ่น", "unknown_category")
    assert reasons.what_next(many, "en").endswith("and 11 more")
    row = {"record": "{}", "columns": [""], "reasons": ["duplicate_key"], "cells": [""]}
    (repeat,) = reasons.explain(events, row | {"suggestions": ["4, 7"]})
    assert (repeat.thai, repeat.suggestion) == ("เป็นรายการเดียวกับแถวที่ 4, 7 แต่ข้อมูลต่างกัน", "")
    assert repeat.english == "is the same record as row 4, 7, with other content"
