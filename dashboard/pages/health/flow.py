"""How data flow: rows through the layers, what a KPI is made of, cells that were corrected."""

import polars as pl
import streamlit as st

from dashboard.pages.health import charts as drawings
from dashboard.parts import charts, layout, sources
from dashboard.parts import rows as rows_of
from dashboard.parts.choose import choose
from dashboard.parts.pictures import Drawn
from dashboard.parts.tables import Columns, Row, string
from dashboard.reader import format as fmt
from dashboard.reader import state
from dashboard.reader.page import Page


def layers(page: Page) -> None:
    """How many rows each layer holds, and each source's way into the first two."""
    reader = page.reader
    column = Columns(reader)
    raw = page.sources.filter(pl.col("editions") > 0)
    counted = pl.concat(
        [
            raw.select(pl.lit("raw").alias("layer"), pl.col("accepted").cast(pl.Int64).alias("n")),
            page.models.select(pl.col("schema_name").alias("layer"), pl.col("rows").alias("n")),
        ]
    )
    totals = counted.group_by("layer").agg(pl.len().alias("tables"), pl.col("n").sum().alias("n"))
    frame = pl.DataFrame({"layer": drawings.LAYERS}).join(
        totals, on="layer", how="left", maintain_order="left"
    )
    drawn = frame.select(
        pl.Series("category", [reader.label("layer", name) for name in frame["layer"]]),
        pl.col("n").cast(pl.Float64).alias("value"),
        pl.Series(
            "shown",
            [
                f"{fmt.number(row['n'] or 0)} ({reader.t('health.tables')} {row['tables'] or 0})"
                for row in frame.iter_rows(named=True)
            ],
        ),
    )
    with layout.panel("layers", reader.t("health.layers")):
        st.caption(reader.t("health.layers_note"))
        layout.chart(
            charts.bars(drawn, state.colours(), value_title=reader.t("health.rows")).properties(
                height=220
            ),
            alt_text=reader.t("health.layers_alt")
            + ": "
            + ", ".join(f"{name} {shown}" for name, _, shown in drawn.iter_rows()),
            credit=layout.credit_of_build(page),
            key="layers",
        )
        rows_of.listed(
            raw.sort("source"),
            [
                column.made("definitions.source", lambda row: sources.named(row, reader)),
                column.count("definitions.rows_read", "rows_read"),
                column.count("definitions.quarantined", "quarantined"),
                column.count("definitions.accepted", "accepted"),
                column.count("health.staged", "staged"),
            ],
            alt="health.by_source",
            key="health_layers",
            shown=6,
            opens=lambda row: f"source:{row['source']}",
            by=(),
        )


def lineage(page: Page) -> None:
    """What one KPI is made of, from the files: drawn, and as a table."""
    reader = page.reader
    column = Columns(reader)
    names = {
        row["metric_id"]: f"{row['code']} · {row[f'label_{reader.lang}']}"
        for row in page.kpis.iter_rows(named=True)
    }
    depends_on = dict(page.models.select("name", "depends_on").iter_rows())
    rows = dict(page.models.select("name", "rows").iter_rows())
    files = {f"raw.{row['source']}": row for row in page.sources.iter_rows(named=True)}
    with layout.panel("lineage", reader.t("health.lineage")):
        st.caption(reader.t("health.lineage_note"))
        chosen = choose("lineage", "provinces.kpi", names)
        nodes = drawings.lineage(f"metrics.{chosen}", depends_on)
        labels = {name: str(row["file"] or row["source"]) for name, row in files.items()}
        counts = {layer: sum(node.layer == layer for node in nodes) for layer in ("raw", "core")}
        with st.container(key="lineage_box"):
            drawing = drawings.lineage_drawing(
                drawings.lineage(f"metrics.{chosen}", depends_on, bundled=True),
                state.colours(),
                titles=reader.labels("layer"),
                labels=labels,
                several=reader.t("health.lineage_files"),
            )
            spec = layout.specification(drawing)
            st.vega_lite_chart(
                layout.sent(spec),
                width="content",  # wider than a phone: its box scrolls
                alt=reader.t("health.lineage_alt", kpi=names[chosen], nodes=len(nodes), **counts),
            )
        drawn = pl.DataFrame(
            [
                {
                    "layer": node.layer,
                    "node": node.table,
                    "file": labels.get(node.name),
                    "made_from": list(node.made_from),
                    "rows": rows.get(node.name),
                }
                for node in reversed(nodes)
            ]
        )
        credit = layout.credit_of_build(page)
        layout.credit_line(
            credit,
            lambda: drawn,
            lambda: Drawn(spec, state.colours()),
            credit=lambda: credit,
            key="lineage",
        )
        if not st.toggle(reader.t("health.as_table"), key="lineage_table"):
            return
        rows_of.listed(
            drawn,
            [
                column.text("health.node", "node"),
                column.coded("health.layer", "layer"),
                column.made("health.made_from", _made_from),
            ],
            alt="health.lineage",
            key="health_lineage",
            by=(),
        )


def _made_from(row: Row) -> str:
    """The tables that a model reads, or the file that a raw table holds."""
    made_from = sources.strings(row, "made_from")
    return " · ".join(made_from) or string(row, "file") or ""


def corrections(page: Page) -> None:
    """Cells that were corrected on their way in: what the file says, what was loaded, and why."""
    reader = page.reader
    column = Columns(reader)
    with layout.panel("corrections", reader.t("health.corrections")):
        st.caption(reader.t("health.corrections_note"))
        if page.corrections.is_empty():
            st.info(reader.t("health.no_corrections"), icon=":material/check:")
            return
        rows_of.listed(
            page.corrections,
            [
                column.made("definitions.source", lambda row: sources.named(row, reader)),
                column.made(
                    "health.record",
                    lambda row: " · ".join(
                        part for name in ("record", "column_name") if (part := string(row, name))
                    ),
                ),
                column.made("health.was", _moved),
                column.text("health.why", "reason"),
                column.text("health.evidence", "evidence"),
            ],
            alt="health.corrections",
            key="health_corrections",
            by=(),
        )


def _moved(row: Row) -> str:
    """A cell as received and as loaded; nothing where neither is public."""
    was, became = string(row, "was"), string(row, "became")
    return "" if was is None and became is None else f"{was or '–'} → {became or '–'}"
