"""What opens a page is worked out for its day, era and language; no sentence names a figure."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.reader.text import Lang
from tests.app.conftest import Opening

ROOT = Path(__file__).parents[2]
FIGURE = re.compile(r"(?<![{\d])\d{2,}[\d,.]* ?(?:เมือง|คน|แผน|พื้นที่|จังหวัด|ล้านบาท|บาท)")


@pytest.mark.parametrize(
    ("query", "lang", "words"),
    [
        ({}, "th", "ความก้าวหน้าสู่เป้าหมาย 105 เมือง ภายในปี พ.ศ. 2570"),
        ({}, "en", "against 105 cities by 2570 BE"),
        ({"era": "ce"}, "th", "105 เมือง ภายในปี ค.ศ. 2027"),
        ({"era": "ce"}, "en", "against 105 cities by 2027"),
        ({"known": "2021-12-31"}, "th", "สู่เป้าหมาย 100 เมือง ภายในปี พ.ศ. 2567"),
        ({"known": "2020-08-31"}, "th", "สู่เป้าหมาย 100 เมือง ภายในปี พ.ศ. 2565"),
        ({"known": "2015-06-20"}, "th", "ยังไม่มีเป้าหมายจำนวนเมือง"),
    ],
)
def test_the_overview_opens_with_the_target_of_the_day(
    opening: Opening, query: dict[str, str], lang: Lang, words: str
) -> None:
    assert any(words in text.value for text in opening("overview", lang=lang, **query).app.markdown)


def test_no_lead_note_or_name_holds_a_figure_of_the_record() -> None:
    texts = tomllib.loads((ROOT / "dashboard" / "reader" / "text.toml").read_text(encoding="utf-8"))
    said = {
        f"{page}.{key}": entry["th"]
        for page in ("overview", "cohorts", "programme", "provinces", "profile")
        for key, entry in texts[page].items()
        if key.endswith(("lead", "note"))
    }
    for path in (ROOT / "sql" / "metrics").glob("*.sql"):
        header = tomllib.loads(path.read_text(encoding="utf-8").split("*/")[0].removeprefix("/*"))
        said[f"{path.stem}.label"] = header["label"]["th"]
    assert {key: words for key, words in said.items() if FIGURE.search(words)} == {}
