"""Invented records: a build's tables with random rows where the shipped record is empty or exact.

A seed gives the same record in every run and with every version of the KPIs, so that two versions
can be compared on what the shipped record does not have: signs, days at mixed precision, nested
areas, several reports of one plan, amounts of many senders.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import duckdb

from etl.build import models
from sql import warehouse

Cell = str | float | bool | None | list[str]
DAYS = ("2021-12-31", "2022-12-31", "2023-12-31", "2024-01-01")
SIGNS = ("=", "=", "=", "=", ">", "~", "<", "<=", ">=")
PRECISIONS = ("day", "day", "day", "month", "year")
STAGES = ["planned", "approved", "contracted"]


@contextmanager
def record(path: Path, seed: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of the build at `path` with invented rows, and the KPIs of these."""
    with duckdb.connect() as connection:
        connection.execute(warehouse.text("macros.sql"))
        connection.execute(f"attach '{path}' as published (read_only)")
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = 'published' "
            "and (schema_name in ('core', 'marts') or table_name = 'metric')"
        ).fetchall():
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create table {schema}.{table} as from published.{schema}.{table}")
        _Record(connection, random.Random(seed)).invent()
        _figures(connection)
        yield connection


def _figures(connection: duckdb.DuckDBPyConnection) -> None:
    """The KPIs as the code that is run makes them, and what they take of agencies' reports."""
    for model in models.read("marts"):
        if model.name.startswith("marts.reported_"):
            connection.execute(f"create or replace table {model.name} as {model.sql}")
    kpis = models.read("metrics")
    if find_spec("sql.run"):
        import_module("sql.run").run(connection, kpis)
        return
    connection.execute("create schema metrics")  # before the frame: a table a KPI, then their union
    by_name = {model.name: model for model in kpis}
    graph = {name: model.depends_on for name, model in by_name.items()}
    for name in TopologicalSorter(graph).static_order():
        if name in by_name:
            connection.execute(f"create table {name} as {by_name[name].sql}")
    union = " union all by name ".join(f"from {name}" for name in by_name)
    connection.execute(f"create view stated as {union}")
    connection.execute(warehouse.text("metric_value.sql"))


@dataclass(frozen=True)
class _Record:
    """A record under way."""

    database: duckdb.DuckDBPyConnection
    random: random.Random

    def invent(self) -> None:
        """Rows for every table that the shipped record has empty or exact."""
        plans = self._rows(
            "select plan_key, province_code from core.dim_plan where programme = 'national'"
        )
        provinces = [row[0] for row in self._rows("select province_code from core.dim_province")]
        self._holders(plans)
        self._areas(plans)
        self._progress(plans)
        self._platforms(plans)
        self._events(plans)
        self._people(provinces)
        self._amounts(plans, provinces)
        self._batches()
        self._announced()
        self._zones(plans)
        self._terms(plans)
        self._services(plans)
        self._scores(plans)
        self._followups(provinces)
        self._editions(provinces)
        self._values(plans)

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        return self.database.execute(f"{query} order by all").fetchall()

    def _add(self, table: str, rows: list[dict[str, Cell]]) -> None:
        for row in rows:
            marks = ", ".join(f"${name} as {name}" for name in row)
            self.database.execute(f"insert into {table} by name select {marks}", row)

    def _often(self, chance: float) -> bool:
        return self.random.random() < chance

    def _document(self) -> str:
        return f"d{self.random.randint(1, 5)}"

    def _sign(self) -> str:
        return self.random.choice(SIGNS)

    def _precision(self) -> str:
        return self.random.choice(PRECISIONS)

    def _holders(self, plans: list[tuple[str, ...]]) -> None:
        share = self.random.choice([0.0, 0.1, 0.5, 0.9])
        for plan, _ in plans:
            if self._often(share):
                self.database.execute(
                    "update marts.plan_status set is_certified = ?, first_certified_on = ? "
                    "where plan_key = ?",
                    [
                        self._often(0.5),
                        self.random.choice([None, "2020-01-01", "2026-01-01"]),
                        plan,
                    ],
                )

    def _areas(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_area_population",
            [
                {
                    "plan_key": plan,
                    "province_code": province,
                    "residents": self.random.randint(0, 99_999),
                    "nested_in": self.random.choice(
                        [None, None, *(one for one, other in plans if other == province)]
                    ),
                    "as_of": day,
                    "as_of_precision": self._precision(),
                    "statement_id": f"area/{plan}/{day}",
                    "doc_id": self._document(),
                }
                for plan, province in plans
                if self._often(0.5)
                for day in DAYS
                if self._often(0.5)
            ],
        )

    def _progress(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_plan_progress",
            [
                {
                    "plan_key": plan,
                    "report_period": str(number),
                    "due_on": f"2025-0{number}-01",
                    "reported_on": self.random.choice([None, "2025-01-01"]),
                    "progress_percent": self.random.choice(
                        [None, 0.0, 50.0, self.random.uniform(0, 100)]
                    ),
                    "statement_id": f"progress/{plan}/{number}",
                    "doc_id": self._document(),
                }
                for plan, _ in plans
                for number in (1, 2)
                if self._often(0.4)
            ],
        )

    def _platforms(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_city_data_platform",
            [
                {
                    "platform_key": f"{plan}{number}",
                    "plan_key": plan,
                    "province_code": province,
                    "in_use": self._often(0.6),
                    "statement_id": f"cdp/{plan}/{number}",
                    "doc_id": self._document(),
                }
                for plan, province in plans
                for number in (1, 2)
                if self._often(0.3)
            ],
        )

    def _events(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_plan_event",
            [
                {
                    "event_id": f"zone/{plan}/{number}",
                    "plan_key": plan,
                    "ladder_step": "zone_declared",
                    "event_date_end": self.random.choice([None, "2024-05-01", "2025-05-01"]),
                    "doc_id": self._document(),
                }
                for plan, _ in plans
                for number in (1, 2)
                if self._often(0.3)
            ],
        )
        self._add(
            "core.fct_plan_event",
            [
                {
                    "event_id": f"step/{plan}/{kind}",
                    "plan_key": plan,
                    "event_kind": kind,
                    "event_date": f"{2020 + number + self.random.randint(0, 3)}-0"
                    f"{self.random.randint(1, 9)}-15",
                    "date_precision": self._precision(),
                    "reported_by": "agency",
                    "doc_id": self._document(),
                    "is_certified": kind == "logo_awarded",
                }
                for plan, _ in plans
                for number, kind in enumerate(("submitted", "logo_awarded", "refused"))
                if self._often(0.4)
            ],
        )

    def _people(self, provinces: list[str]) -> None:
        self._add(
            "core.fct_agency_statement",
            [
                {
                    "statement_id": f"people/{cohort}/{province}/{number}",
                    "doc_id": self._document(),
                    "source": "agency_cohort_places",
                    "phase": "ambassador",
                    "segment": cohort,
                    "place_codes": [province],
                    "as_of": self.random.choice(
                        ["2019-06-30", "2021-12-31", "2022-11-30", "2023-06-30"]
                    ),
                    "as_of_precision": self._precision(),
                    "value": self.random.randint(0, 4),
                }
                for cohort in ("SCA-1", "SCA-2", "SCA-3")
                for province in provinces
                for number in (1, 2)
                if self._often(0.2)
            ],
        )

    def _amount(self, key: str, stage: str, day: str | None) -> dict[str, Cell]:
        amount, sign = self.random.randint(0, 999), self._sign()
        return {
            "statement_id": key,
            "stage": stage,
            "amount_thb": amount,
            "qualifier": sign,
            "lower_thb": amount if sign in ("=", ">", ">=") else None,
            "upper_thb": amount if sign in ("=", "<", "<=") else None,
            "as_of": day,
            "as_of_precision": self._precision() if day else None,
            "as_of_end": day,
            "doc_id": self._document(),
        }

    def _amounts(self, plans: list[tuple[str, ...]], provinces: list[str]) -> None:
        years = [row[0] for row in self._rows("select fiscal_year_be from core.dim_fiscal_year")]
        planned = [
            self._amount(f"IN9{number:02}", "planned", self.random.choice([None, *DAYS]))
            | {"counts_once": True, "province_codes": self._provinces(provinces)}
            for number in range(60)
        ]
        paid = []
        for number in range(160):
            plan, province = self.random.choice(plans)
            reported_by = self.random.choice(["agency", "agency", None])
            of_plan = reported_by is not None and self._often(0.7)
            paid.append(
                self._amount(
                    f"AG9{number:03}",
                    self.random.choice(["disbursed", "disbursed", "carried_over", *STAGES]),
                    self.random.choice(DAYS),
                )
                | {
                    "counts_once": self._often(0.8),
                    "reported_by": reported_by,
                    "funder": self.random.choice(["private", "public_private", "local"]),
                    "province_codes": self._provinces([province, *provinces]),
                    "plan_key": plan if of_plan else None,
                    "plan_set": None if of_plan else self.random.choice(["a", "b"]),
                    "fiscal_year_be": self.random.choice([*years, None]),
                }
            )
        self._add("core.fct_investment_statement", [*planned, *paid])
        self._add(
            "core.bridge_investment_province",
            [
                {
                    "statement_id": row["statement_id"],
                    "province_code": province,
                    "provinces": len(codes),
                }
                for row in [*planned, *paid]
                if isinstance(codes := row["province_codes"], list) and codes != ["TH"]
                for province in codes
            ],
        )

    def _provinces(self, provinces: list[str]) -> list[str]:
        """The country, one province or two."""
        one, other = provinces[0], self.random.choice(provinces[1:])
        choices = [["TH"], [one], [other], [one, other]]
        return self.random.choice(choices)

    def _batches(self) -> None:
        """Budgets of batches, and officials whom they trained by the forms."""
        self._add(
            "core.fct_agency_statement", [self._of_batch(f"batch/{number}") for number in range(12)]
        )

    def _of_batch(self, key: str) -> dict[str, Cell]:
        is_budget, value, sign = self._often(0.5), self.random.randint(1, 9_999_999), self._sign()
        sign = "=" if is_budget else sign
        return {
            "statement_id": key,
            "source": "agency_cohort_budgets" if is_budget else "agency_training_delivery",
            "segment": self.random.choice(["SCA-1", "SCA-2", "SCSA-2023"]),
            "phase": self.random.choice(["2566", "2567"]),
            "as_of": self.random.choice(["2023-03-01", "2023-11-01", "2024-01-01"]),
            "as_of_precision": "day" if self._often(0.9) else "year",
            "value": value,
            "qualifier": sign,
            "lower": value if sign in ("=", ">", ">=") else None,
            "upper": value if sign in ("=", "<", "<=") else None,
            "doc_id": self._document(),
        }

    def _announced(self) -> None:
        """The announced count inexact; or one document that states both counts of a share."""
        self.database.execute(
            "update marts.figure set qualifier = ? where measure = 'certified_cities' "
            "and is_current",
            [self._sign()],
        )
        if self._often(0.5):
            self.database.execute(
                "update marts.figure set as_of = '2025-08-27', as_of_precision = 'day', "
                "period = '2025-08-27', doc_ids = ['d1'] where is_current and "
                "measure in ('cdp_areas', 'certified_cities') and segment_kind = 'national'"
            )

    def _zones(self, plans: list[tuple[str, ...]]) -> None:
        """Zones declared, and logos earned and ended, by public documents or an agency."""
        self._add(
            "core.fct_plan_event",
            [
                {
                    "event_id": f"ladder/{plan}/{kind}/{number}",
                    "plan_key": plan,
                    "event_kind": kind,
                    "ladder_step": "zone_declared" if kind == "zone_declared" else None,
                    "event_date": f"{year}-05-01",
                    "event_date_end": self.random.choice([f"{year}-05-01", f"{year}-12-31"]),
                    "reported_by": self.random.choice([None, "agency"]),
                    "doc_id": self._document(),
                    "is_certified": kind == "logo_awarded",
                    "ends_logo": kind == "lapsed",
                }
                for plan, _ in plans
                for kind in ("zone_declared", "logo_awarded", "lapsed")
                for number in (1, 2)
                if self._often(0.3)
                for year in [self.random.randint(2020, 2025)]
            ],
        )

    def _terms(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "marts.logo_term",
            [
                {
                    "plan_key": plan,
                    "province_code": province,
                    "term": 1,
                    "valid_to": self.random.choice([None, "2025-01-01", "2027-01-01"]),
                    "outcome": self.random.choice([None, None, "renewed"]),
                    "is_latest": self._often(0.8),
                    "statement_ids": [f"term/{plan}"],
                    "doc_ids": [self._document()],
                }
                for plan, province in plans
                if self._often(0.5)
            ],
        )

    def _services(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_plan_service",
            [
                {
                    "plan_key": plan,
                    "dimension": dimension,
                    "services": self.random.randint(0, 2),
                    "statement_id": f"service/{plan}/{dimension}",
                    "doc_id": self._document(),
                }
                for plan, _ in plans
                if self._often(0.5)
                for dimension in ("ECO", "ENV", "GOV")
                if self._often(0.6)
            ],
        )

    def _scores(self, plans: list[tuple[str, ...]]) -> None:
        self._add(
            "core.fct_component_score",
            [
                {
                    "plan_key": plan,
                    "component": f"c{number}",
                    "score": self.random.randint(55, 99),
                    "pass_mark": 60,
                    "assessed_on": day,
                    "statement_id": f"score/{plan}/{number}/{day}",
                    "doc_id": self._document(),
                }
                for plan, _ in plans
                if self._often(0.6)
                for number in range(1, 6)
                for day in ("2024-05-01", "2025-05-01")
                if self._often(0.8)
            ],
        )

    def _followups(self, provinces: list[str]) -> None:
        self._add(
            "core.fct_cohort_followup",
            [
                {
                    "cohort": cohort,
                    "province_code": province,
                    "months_after": months,
                    "certificates": certificates,
                    "still_working": self.random.randint(0, certificates),
                    "followed_up_on": day,
                    "followed_up_on_precision": "day",
                    "statement_id": f"followup/{cohort}/{province}/{months}",
                    "doc_id": self._document(),
                }
                for cohort in ("SCA-8", "SCA-9")
                for day in [self.random.choice(DAYS)]
                for province in provinces
                for months in (6, 12)
                for certificates in [self.random.randint(0, 3)]
                if self._often(0.2)
            ],
        )

    def _editions(self, provinces: list[str]) -> None:
        self._add(
            "core.fct_index_score",
            [
                {
                    "index": index,
                    "segment": f"{index}-2569:{province}",
                    "province_code": self.random.choice([province, province, None]),
                    "score": self.random.choice([None, self.random.uniform(0, 100)]),
                    "rank": self.random.choice([None, self.random.randint(1, 77)]),
                    "ranked_of": self.random.choice([None, 77]),
                    "as_of": self.random.choice(DAYS),
                    "as_of_precision": self._precision(),
                    "statement_id": f"score/{index}/{province}",
                    "doc_id": self._document(),
                }
                for index in ("IMD", "SCPRI", "TSCCI-city", "TSCCI-province")
                for province in provinces
                if self._often(0.1)
            ],
        )

    def _values(self, plans: list[tuple[str, ...]]) -> None:
        later = (*DAYS, "2026-01-31", "2026-10-31")  # once an aim is stated
        self._add(
            "core.fct_investment_statement",
            [
                self._amount(f"AG8{number:03}", "economic_value", self.random.choice(later))
                | {
                    "as_of_precision": "day",
                    "reported_by": self.random.choice(["agency", "other"]),
                    "province_codes": [self.random.choice([province, "TH"])],
                    "plan_key": plan if self._often(0.4) else None,
                    "plan_set": self.random.choice(["a", "b"]),
                }
                for number in range(40)
                for plan, province in [self.random.choice(plans)]
            ],
        )
