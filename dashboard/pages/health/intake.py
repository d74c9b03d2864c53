"""Files that agencies send: checked before they are sent, and the forms to fill in.

Only a server that is told so takes files (`SMARTCITY_UPLOADS=1`), from those alone who give its
secret. What a file comes to is worked out by the same code as `python -m etl ingest`, in a process
of its own; what is sent is published after an operator looked at it.
"""

from collections.abc import Callable
from functools import partial

import polars as pl
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.pages.health.load import problem_place, workbook
from dashboard.parts import layout, rows, sources, tables
from dashboard.parts.choose import choose
from dashboard.parts.tables import Columns
from dashboard.reader import format as fmt
from dashboard.reader.page import Page
from dashboard.reader.reader import Reader
from dashboard.warehouse import uploads
from sql import refusal

ENDINGS = ["xlsx", "xls", "ods", "csv", "tsv"]
UNFIT = """<style>
.st-key-upload_unfit, .st-key-upload [data-testid="stFileChip"] [role="alert"],
body:has(.st-key-upload [aria-invalid="true"]) [data-testid="stTooltipErrorContent"] {
    display: none;
}
[data-testid="stMain"]:has(.st-key-upload [aria-invalid="true"]) .st-key-upload_unfit {
    display: flex;
}
</style>"""  # only the browser knows of a file that it did not send; its own words are English
AS_STATUS = {"dry_run", "filed", "filed_for_review", "not_filed"}  # the verdict says so already
CHECKED, SENT = "upload_checked", "upload_sent"  # what this reader's file came to: (file, Outcome)

Answer = uploads.Outcome | uploads.Failed


def upload(page: Page) -> None:
    """A file to check, what it comes to, and a button that sends it; first the secret is asked."""
    reader = page.reader
    with layout.panel("upload", reader.t("health.upload")):
        st.caption(reader.t("health.upload_note"))
        if not uploads.enabled():
            st.info(reader.t("health.uploads_off"), icon=":material/upload:")
        elif uploads.admitted(_session()):
            _take(page)
        else:
            _ask(reader)


def _session() -> str:
    """The reader's session, as the server knows it; none outside of one."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _ask(reader: Reader) -> None:
    """The secret, typed by whoever has it; the uploader follows."""
    with st.form("door", clear_on_submit=True, border=False):
        given = st.text_input(reader.t("health.secret"), type="password", key="secret")
        asked = st.form_submit_button(reader.t("health.enter"), icon=":material/key:")
    if asked and uploads.admit(_session(), given):
        st.rerun()
    if asked:
        st.error(reader.t("health.secret_wrong"), icon=":material/error:")


def _take(page: Page) -> None:
    """The uploader, and what the chosen file comes to."""
    reader, limit = page.reader, int(st.get_option("server.maxUploadSize"))
    file = st.file_uploader(
        reader.t("health.upload_label", limit=limit), type=ENDINGS, key="upload"
    )
    st.html(UNFIT)
    with st.container(key="upload_unfit"):
        st.error(reader.t("health.upload_unfit", limit=limit), icon=":material/error:")
    if file is None:
        st.session_state.pop(CHECKED, None)
        st.session_state.pop(SENT, None)
        return
    name, content = file.name, file.getvalue()
    with st.spinner(reader.t("health.upload_checking")):
        found = _once(CHECKED, file.file_id, partial(uploads.check, name, content))
    if isinstance(found, uploads.Failed):
        _failed(found, reader)
        return
    _preview(found, page)
    if found.status != "checked":
        return
    sent = st.session_state.get(SENT, (None,))[0] == file.file_id
    if sent or st.button(
        reader.t("health.send"), type="primary", icon=":material/move_to_inbox:", key="send"
    ):
        with st.spinner(reader.t("health.upload_sending")):
            filed = _once(SENT, file.file_id, partial(uploads.send, name, content))
        if isinstance(filed, uploads.Failed):
            _failed(filed, reader)
        else:
            _said(filed, page)
            _mend(filed, reader)


def _once(key: str, file_id: str, answer: Callable[[], uploads.Outcome]) -> Answer:
    """What the command said of this file: asked once, then remembered until another file comes.

    That it was busy is not remembered.
    """
    known: tuple[str, Answer] | None = st.session_state.get(key)
    if known and known[0] == file_id:
        return known[1]
    found: Answer
    try:
        found = answer()
    except uploads.Failed as failed:
        if failed.reason == "busy":
            return failed
        found = failed
    st.session_state[key] = (file_id, found)
    return found


def _preview(found: uploads.Outcome, page: Page) -> None:
    """What the file would come to: its source, its rows, and each rejected cell with its reason."""
    reader = page.reader
    _said(found, page)
    if not found.rows_read:
        return
    said = reader.t(
        "health.upload_counts",
        read=fmt.number(found.rows_read),
        accepted=fmt.number(found.accepted),
        quarantined=fmt.number(found.quarantined),
    )
    if found.left_out:
        said += f"  \n{reader.t('health.upload_left_out', count=fmt.number(found.left_out))}"
    st.markdown(said)
    if found.problems.height:
        column = Columns(reader)
        rows.listed(
            found.problems,
            [
                column.made("health.cell", lambda row: problem_place(row, reader)),
                column.text("health.written", "text"),
                column.text("health.reason", reader.lang),
                column.text("health.suggestion", "suggestion"),
            ],
            alt="health.to_mend",
            key="upload_rejected",
            by=(),
        )
    if found.quarantined and found.status == "checked":
        st.caption(reader.t("health.mend_first"))
    _mend(found, reader)


def _mend(found: uploads.Outcome, reader: Reader) -> None:
    """The rows of a filed file that must be mended, as a workbook to be sent."""
    if found.workbook:
        st.caption(reader.t("health.mend_then"))
        workbook(lambda: found.workbook, "health.export", name="fix.xlsx", icon=":material/build:")


def _said(found: uploads.Outcome, page: Page) -> None:
    """The verdict on a file, then line by line what it changes, or why it is refused or held."""
    reader = page.reader
    verdict = reader.t(f"upload_status.{found.status}", source=_recognised(found, page))
    told = (refusal.render(one, reader.lang) for one in found.told if one["code"] not in AS_STATUS)
    why = [_why(found, page)] if found.status == "refused" else told
    words = "  \n".join([verdict, *map(tables.plain, why)])
    match found.status:
        case "refused":
            st.error(words, icon=":material/error:")
        case _ if found.is_held:
            st.warning(words, icon=":material/pause_circle:")
        case "filed":
            st.success(words, icon=":material/check_circle:")
        case _:
            st.info(words, icon=":material/fact_check:")


def _why(found: uploads.Outcome, page: Page) -> str:
    """Why a file was refused, in the page's language, its source by the name that pages give it."""
    if found.refusal is None:
        return found.message
    known = page.sources.iter_rows(named=True)
    names = {row["source"]: sources.named(row, page.reader) for row in known}
    source = found.refusal.get("source")
    phrase = {**found.refusal, "source": names.get(source, source)}
    return f"{found.file}: {refusal.render(phrase, page.reader.lang)}"


def _recognised(found: uploads.Outcome, page: Page) -> str:
    """The source that a file was recognised as, in bold; the system's name where it is new."""
    reader = page.reader
    held = page.sources.filter(pl.col("source") == (found.source or ""))
    known = sources.named(held.row(0, named=True), reader) if held.height else found.source
    return f"**{tables.plain(known)}**" if known else reader.t("health.several")


def _failed(failed: uploads.Failed, reader: Reader) -> None:
    """The command gave no answer: why, and what to do; never a traceback."""
    words = reader.t(f"upload_failed.{failed.reason}")
    detail = f"  \n{sources.code(failed.detail)}" if failed.detail else ""
    st.error(words + detail, icon=":material/error:")
    if failed.reason == "busy":
        st.button(reader.t("health.again"), icon=":material/refresh:", key="again")


def forms(page: Page) -> None:
    """The forms that agencies fill in: who sends each, how often, and its workbook."""
    reader = page.reader
    column = Columns(reader)
    offered = page.sources.filter(pl.col("has_template")).sort("source")
    if offered.is_empty():
        return
    names = {row["source"]: sources.named(row, reader) for row in offered.iter_rows(named=True)}
    with layout.panel("forms", reader.t("health.forms")):
        rows.listed(
            offered,
            [
                column.made("health.form", lambda row: names[str(row["source"])]),
                column.named("health.sender", "owner"),
                column.made("health.promise", lambda row: sources.cadence(row, reader)),
                column.made("health.feeds", lambda row: ", ".join(sources.strings(row, "kpis"))),
            ],
            alt="health.forms",
            key="health_forms",
            opens=lambda row: f"source:{row['source']}",
            by=(),
            shown=rows.FEW,
            note=reader.t("health.forms_note"),
        )
        chosen = choose("form", "health.form_choose", names, label="visible")
        workbook(
            partial(uploads.template, chosen),
            "health.form_download",
            name=f"{chosen}.xlsx",
            icon=":material/download:",
        )
