"""A refusal in words: a place, a kind and names within it, in both languages."""

from sql.refusal import render, texts

MISFIT = {
    "code": "misfit",
    "problems": [
        {"code": "missing", "columns": ["จังหวัด"]},
        {"code": "unknown", "columns": ["เมือง", "{ชื่อ}"]},
    ],
    "source": "plans",
    "location": {"code": "sheet_row", "sheet": "ข้อมูล", "row": 1},
}


def test_what_stands_within_is_worded_too() -> None:
    assert render(MISFIT, "en").startswith(
        "column 'จังหวัด' is missing; unknown column 'เมือง', '{ชื่อ}' "
        "(headings of 'plans' in sheet 'ข้อมูล' row 1). Write"
    )
    assert render(MISFIT, "th").startswith(
        "ขาดคอลัมน์ “จังหวัด” มีคอลัมน์ที่ไม่อยู่ในแบบ คือ “เมือง” “{ชื่อ}” "
        "(หัวคอลัมน์ของแบบ “plans” แผ่นงาน “ข้อมูล” แถวที่ 1) โปรด"
    )


def test_numbers_are_written_with_their_commas() -> None:
    told = {"code": "rows", "limit": 200_000}
    assert render(told, "th").startswith("มีมากกว่า 200,000 แถว")
    assert render(told, "en").startswith("more than 200,000 rows.")


TOLD = {  # what was done, which asks for nothing; or what can be named instead, by name
    *("resent", "filed", "filed_for_review", "filed_held", "dry_run", "not_filed", "no_row"),
    *("no_repair", "newly_rejected", "none_accepted", "replaces_list", "warned", "filed_before"),
    *("stopped", "no_stand_in", "no_file", "nothing_of_name", "no_template", "no_template_near"),
    *("no_build", "does_not_wait", "no_way_back", "no_way_back_to"),
    *("alerts_no_file", "alerts_wrong"),
}


def test_every_sentence_says_what_to_do_next() -> None:
    assert texts().keys() > TOLD
    sentences = {
        code: said
        for code, said in texts().items()
        if said["en"].endswith(".") and code not in TOLD
    }
    assert len(sentences) > 30
    assert [code for code, said in sentences.items() if "โปรด" not in said["th"]] == []
