"""Files of agencies from end to end: every form filled with its example row, sent, built.

What they say is in the record with its document; without them every figure is as shipped.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.build.build import Build, build
from etl.project import SHIPPED
from sql import warehouse as published
from tests.shipped import fill

pytestmark = pytest.mark.trial  # two builds of the whole record
FORMS = {source.name: source for source in SHIPPED.sources if source.folder == "inbox"}
EVENT = {"เหตุการณ์": "ยื่นแผน", "วันที่เกิดเหตุการณ์": "1 มีนาคม 2567", "ตราสัญลักษณ์มีผลถึงวันที่": ""}
NEW = {"รหัสแผน": "betong", "ชื่อแผน": "เบตงเมืองอัจฉริยะ", "หน่วยงานเจ้าของแผน": "เทศบาลเมืองเบตง"}
REFUSED = {
    "เหตุการณ์": "ไม่ผ่านการพิจารณา",
    "วันที่เกิดเหตุการณ์": "มิถุนายน 2567",
    "เหตุผลที่ไม่ผ่านการพิจารณา": "เอกสารไม่ครบ",
}
CHANGES = {
    "agency_plan_events": [{}, NEW | EVENT, NEW | EVENT | REFUSED],
    "agency_investment_flows": [
        {},
        {
            "รหัสรายการ": "2568-002",
            "รหัสแผน": "",
            "ชุดแผน": "แผนของเทศบาล",
            "จังหวัด": "ทั้งประเทศ",
            "สถานะวงเงิน": "ตามแผน",
            "จำนวนเงิน": "กว่า 3",
            "หน่วยเงิน": "พันล้านบาท",
        },
    ],
}
FIGURES = (
    "select metric_id, place_code, segment_kind, segment, phase, period, value, lower, upper, "
    "qualifier, statement_ids, doc_ids, is_current from metrics.metric_value order by all"
)


@dataclass(frozen=True)
class Filled:
    """A published build with a row of every form, and where it was made."""

    outcome: Build
    database: duckdb.DuckDBPyConnection
    folder: Path
    inbox: Path

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What a query of the build gives."""
        return self.database.sql(query).fetchall()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("filled")
    inbox = tmp_path_factory.mktemp("inbox")
    for source in FORMS:
        sent = fill(source, inbox, *CHANGES.get(source, []))
        assert (sent.status, sent.quarantined) == ("filed", 0), str(sent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMARTCITY_INBOX", str(inbox))
        outcome = build(folder=folder)
    with duckdb.connect(str(published.current(folder)), read_only=True) as database:
        yield Filled(outcome, database, folder, inbox)


def test_nothing_stops_the_build_and_nothing_is_amiss(filled: Filled) -> None:
    assert filled.outcome.outcome == "published"
    assert [check.check_name for check in filled.outcome.checks if check.offending] == []


@pytest.mark.parametrize("source", FORMS)
def test_every_row_is_a_statement_with_its_document(filled: Filled, source: str) -> None:
    (sent,) = [row for row in filled.outcome.sources if row.source == source]
    template = FORMS[source].template
    assert template
    found = filled.rows(
        "select statement.statement_id, document.doc_id, document.title, document.kind, "
        "document.published_on, document.published_on_precision, document.known_from, "
        "len(statement.place_codes), document.publisher "
        f"from staging.stg_{source} as form "
        "inner join marts.statement as statement using (statement_id, doc_id) "
        "inner join core.dim_document as document using (doc_id)"
    )
    assert len({row[0] for row in found}) == len(found) == sent.accepted
    document = f"{source}-{sent.edition}".lower().replace("_", "-")
    as_of = date(2025, 9, 30)
    reporter = template.fields["หน่วยงานผู้รายงาน"].example
    for statement_id, *rest in found:
        assert str(statement_id).startswith(f"{source}/")
        assert rest == [
            *(document, FORMS[source].title_th, "submitted"),
            *(as_of, "day", as_of, 1, reporter),
        ]


def test_statements_stay_one_row_each(filled: Filled) -> None:
    assert filled.rows("select count(*) = count(distinct statement_id) from marts.statement") == [
        (True,)
    ]
    assert filled.rows("select distinct source from core.fct_agency_statement order by source") == [
        (source,)
        for source in FORMS
        if source not in ("agency_plan_events", "agency_investment_flows")
    ]


def test_an_event_introduces_its_plan(filled: Filled) -> None:
    assert filled.rows(
        "select name_th, province_code, lead_organisation_th, programme "
        "from core.dim_plan where plan_key = 'betong'"
    ) == [("เบตงเมืองอัจฉริยะ", "95", "เทศบาลเมืองเบตง", "national")]
    assert filled.rows(
        "select status, status_since, is_certified from marts.plan_status where plan_key = 'betong'"
    ) == [("submitted", date(2024, 3, 1), False)]


def test_events_keep_what_the_form_tells(filled: Filled) -> None:
    assert filled.rows(
        "select event_id, ladder_step, event_date, event_date_end, valid_to, refusal_reason, "
        "is_certified from core.fct_plan_event where reported_by is not null order by event_id"
    ) == [
        (
            *("agency_plan_events/betong/refused/2024-06-01", None),
            *(date(2024, 6, 1), date(2024, 6, 30), None, "เอกสารไม่ครบ", None),
        ),
        (
            *("agency_plan_events/betong/submitted/2024-03-01", "submitted"),
            *(date(2024, 3, 1), date(2024, 3, 1), None, None, False),
        ),
        (
            *("agency_plan_events/yala/logo_awarded/2021-11-07", "logo_awarded"),
            *(date(2021, 11, 7), date(2021, 11, 7), date(2023, 11, 6), None, True),
        ),
    ]


def test_public_events_stay_beside_those_of_agencies(filled: Filled, warehouse: Path) -> None:
    public = "from core.fct_plan_event where reported_by is null"
    columns = "select event_id, plan_key, ladder_step, event_date, doc_id"
    with duckdb.connect(str(warehouse), read_only=True) as shipped:
        before = shipped.sql(f"{columns} {public} order by all").fetchall()
    assert filled.rows(f"{columns} {public} order by all") == before
    assert any(row[1:3] == ("yala", "logo_awarded") for row in before)


def test_money_comes_in_baht_with_its_bounds(filled: Filled) -> None:
    assert filled.rows(
        "select subject, plan_key, plan_set, province_codes, stage, fiscal_year_be, amount_thb, "
        "lower_thb, upper_thb, qualifier, counts_once "
        "from core.fct_investment_statement where reported_by is not null order by statement_id"
    ) == [
        (
            *("ยะลาเมืองอัจฉริยะเพื่อการมีส่วนร่วมของประชาชน", "yala", None, ["95"]),
            *("disbursed", 2568, *[Decimal(12_500_000)] * 3, "=", True),
        ),
        (
            *("แผนของเทศบาล", None, "แผนของเทศบาล", ["TH"]),
            *("planned", 2568, *[Decimal(3_000_000_000)] * 2, None, ">", True),
        ),
    ]


def test_new_plans_and_sets_have_names_as_segments(filled: Filled) -> None:
    assert filled.rows(
        "select segment_kind, segment, name_th, name_en from core.dim_segment "
        "where segment in ('betong', 'แผนของเทศบาล') order by all"
    ) == [
        ("plan", "betong", "เบตงเมืองอัจฉริยะ", "เบตงเมืองอัจฉริยะ"),
        ("plan_set", "แผนของเทศบาล", "แผนของเทศบาล", "แผนของเทศบาล"),
    ]
    twice = (
        "select segment from core.dim_segment group by segment_kind, segment having count(*) > 1"
    )
    assert filled.rows(twice) == []


def test_amounts_of_agencies_are_never_added_to_public_ones(
    filled: Filled, warehouse: Path
) -> None:
    query = (
        "select place_code, value, statement_ids from metrics.metric_value "
        "where metric_id = 'planned_investment' and segment = 'counted_once' order by all"
    )
    with duckdb.connect(str(warehouse), read_only=True) as shipped:
        assert filled.rows(query) == shipped.sql(query).fetchall()


def test_without_the_files_every_figure_is_as_shipped(
    filled: Filled, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied = tmp_path / "inbox"
    shutil.copytree(filled.inbox, emptied)
    shutil.rmtree(emptied / "editions")
    (emptied / "editions").mkdir()
    monkeypatch.setenv("SMARTCITY_INBOX", str(emptied))
    outcome = build(folder=filled.folder)
    assert (outcome.outcome, outcome.problems) == ("published", ())
    with (
        duckdb.connect(str(warehouse), read_only=True) as shipped,
        duckdb.connect(str(published.current(filled.folder)), read_only=True) as now,
    ):
        assert now.sql(FIGURES).fetchall() == shipped.sql(FIGURES).fetchall()
        (before,) = shipped.sql("select content_hash from meta.build").fetchall()
    assert outcome.content_hash == before[0]
