"""The record's contradictions are found by computing: these, with these sides, and nothing else."""

from pathlib import Path

import duckdb

FALLS = {
    "certified_cities": {"OB049", "OB050"},
    "certified_provinces": {"OB056", "OB057", "OB058"},
}
AMOUNTS = {
    ("C-first30", "planned"): {"IN004", "IN005", "IN006"},
    ("C-depa-2567", "requested"): {"IN011", "IN012"},
    ("C-kk-lrt-red", "planned"): {"IN056", "IN057"},
    ("C-eec-total", "planned"): {"IN060", "IN064", "IN065"},
    ("C-eec-gov", "planned"): {"IN061", "IN066", "IN069"},
    ("C-eec-ppp", "planned"): {"IN062", "IN067", "IN070"},
    ("C-eec-p1-total", "planned"): {"IN071", "IN072"},
    ("C-one-bangkok", "planned"): {"IN087", "IN088", "IN089", "IN090"},
}


def test_the_conflicts_are_these_and_no_others(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.sql(
            "select kind, subject, commitment_id, measure_or_stage, list(statement_id) "
            "from marts.conflict_statement group by all"
        ).fetchall()
    falls = {what: set(sides) for kind, _, _, what, sides in found if kind == "cumulative_fall"}
    amounts = {
        (commitment, stage): set(sides)
        for kind, subject, commitment, stage, sides in found
        if (kind, subject) == ("interval", "amount")
    }
    assert falls == FALLS
    assert amounts == AMOUNTS
    assert len(found) == len(FALLS) + len(AMOUNTS)


def test_every_side_has_its_document(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.sql(
            "select conflict.conflict_id, conflict.statement_count, count(document.title) "
            "from marts.conflict as conflict "
            "inner join marts.conflict_statement as side "
            "on conflict.conflict_id = side.conflict_id "
            "inner join core.dim_document as document on side.doc_id = document.doc_id "
            "group by all"
        ).fetchall()
    assert len(found) == len(FALLS) + len(AMOUNTS)
    assert all(stated == shown for _, stated, shown in found)
