"""As known on a day: what each page shows of it, that it says so, and how the day is chosen."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from dashboard.reader import format as fmt
from dashboard.reader.filters import ALL
from dashboard.reader.text import LANGS, Lang, t
from dashboard.warehouse.data import WHOLE
from tests.app.conftest import Opened, Opening
from tests.app.test_overview import tiles
from tests.cases import some

# day -> (certified cities, provinces, zones) on it; None where no document spoke
KNOWN = {
    date(2020, 12, 31): (None, None, "40"),
    date(2021, 12, 31): ("15", None, "50"),
}
LABELS = {
    "th": (
        "เมืองอัจฉริยะที่ได้รับตราสัญลักษณ์",
        "สัดส่วนจังหวัดที่มีเมืองอัจฉริยะ",
        "เขตส่งเสริมเมืองอัจฉริยะที่ประกาศแล้ว",
    ),
    "en": ("Certified smart cities", "Provinces with a certified city", "Promotion zones declared"),
}


def notices(page: Opened) -> list[str]:
    return [notice.value for notice in page.app.info]


def long_day(day: date, lang: Lang) -> str:
    return fmt.day(day, "day", lang, "be" if lang == "th" else "ce", long=True)


@pytest.mark.parametrize(("day", "lang"), some([*zip(KNOWN, LANGS, strict=True)], every=2))
def test_the_overview_shows_what_was_known_on_the_day(
    opening: Opening, day: date, lang: Lang
) -> None:
    page = opening("overview", view="kpis", lang=lang, known=day.isoformat())
    shown = tiles(page)
    for label, count in zip(LABELS[lang], KNOWN[day], strict=True):
        if count is None:
            assert shown[label].startswith(t("state.no_statement", lang)), label
        else:
            assert shown[label].startswith(f"{count} "), label
    changes = opening("overview", lang=lang, known=day.isoformat())
    assert t("known.no_changes", lang) in notices(changes)


@pytest.mark.parametrize(("day", "lang"), [*zip(KNOWN, LANGS, strict=True)])
@pytest.mark.parametrize("name", some(PAGES, every=3))
def test_every_page_says_which_day_it_shows(
    opening: Opening, name: str, day: date, lang: Lang
) -> None:
    page = opening(name, lang=lang, known=day.isoformat())
    key = "known.whole" if name in WHOLE else "known.notice"
    assert notices(page)[0].startswith(t(key, lang, date=long_day(day, lang)))
    if name not in WHOLE:
        assert t("known.hidden", lang, later="", undated="").split()[0] in notices(page)[0]


def test_the_notice_counts_what_it_hides(opening: Opening) -> None:
    early = notices(opening("overview", lang="en", known="2020-12-31"))[0]
    late = notices(opening("overview", lang="en", known="2021-12-31"))[0]
    assert t("known.hidden", "en", later=383, undated=83) in early
    assert t("known.hidden", "en", later=302, undated=83) in late


def test_off_there_is_no_notice_and_everything_is_there(opening: Opening) -> None:
    page = opening("overview", view="kpis")
    assert not notices(page)
    assert tiles(page)[LABELS["th"][0]].startswith("37 เมือง")


def test_pace_is_counted_from_the_day_chosen(opening: Opening) -> None:
    page = opening("overview", view="targets", list="pace", known="2021-12-31")
    heading = page.t("overview.pace_from_known", date="31 ธ.ค. 2564")
    assert any(heading in table.value.columns for table in page.app.table)


def test_no_plan_event_of_a_later_document_is_listed(opening: Opening) -> None:
    now = opening("programme", view="events").listings
    then = opening("programme", view="events", known="2020-12-31").listings
    assert sum(map(len, then)) < sum(map(len, now)) / 2


@pytest.mark.trial
def test_before_any_document_there_is_nothing_by_province(opening: Opening) -> None:
    assert opening("provinces").app.segmented_control(key="kpi").options
    page = opening("provinces", known="2015-06-20")
    assert page.t("known.empty") in notices(page)


def chosen(app: AppTest, **picked: str) -> AppTest:
    """The page after a reader has opened the chip of points in time and taken these."""
    app.session_state["chip_point"] = True
    app.run()
    for name, value in picked.items():
        app.selectbox(key=f"pick_known_{name}").set_value(value)
    next(button for button in app.button if button.form_id == "point").click().run()
    return app


def test_a_year_alone_is_its_last_day(opening: Opening) -> None:
    assert chosen(opening("overview").app, year="2021").query_params["known"] == "2021-12-31"


@pytest.mark.trial
def test_no_month_has_more_days_than_it_has(opening: Opening) -> None:
    app = opening("overview", known="2021-12-31").app
    assert chosen(app, month="2", day="31").query_params["known"] == "2021-02-28"
    assert chosen(app, day="14").query_params["known"] == "2021-02-14"
    assert "known" not in chosen(app, year=ALL).query_params
    assert not app.info


@pytest.mark.trial
def test_this_years_last_day_is_today(opening: Opening) -> None:
    assert chosen(opening("overview").app, year="2026").query_params["known"] == "2026-11-29"


def test_reset_lifts_the_day(opening: Opening) -> None:
    page = opening("overview", known="2021-12-31")
    reset = next(button for button in page.app.button if button.label == page.t("filter.reset"))
    reset.click().run()
    assert "known" not in page.app.query_params


@pytest.mark.parametrize("name", some(PAGES, every=3))
def test_every_page_stands_where_little_or_nothing_was_known(opening: Opening, name: str) -> None:
    for day, province in (("1999-12-31", ALL), ("2016-12-31", ALL), ("2016-12-31", "50")):
        assert opening(name, known=day, province=province).app.title


def test_a_fact_of_a_province_that_no_document_stated_yet_is_no_zero(opening: Opening) -> None:
    def facts(day: str) -> str:
        page = opening("profile", province="50", known=day, view="figures", of="facts")
        return " ".join(text.value for text in page.app.markdown)

    shown, later = facts("2016-12-31"), facts("2020-12-31")
    for fact in ("gpp_per_capita", "local_bodies"):
        assert f"**{t(f'profile_figure.{fact}', 'th')}** {t('state.no_statement', 'th')}" in shown
    assert f"**{t('profile_figure.local_bodies', 'th')}** 211 " in later
