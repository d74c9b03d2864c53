"""What all forms of agencies share: who reports, as of when, in which document; and drop-downs.

In a cell with a drop-down, the Thai text of the list or the code behind it may stand.
"""

from collections.abc import Mapping

import dataframely as dy
import polars as pl

from etl import expressions
from etl.contract import Field
from etl.expressions import be_date_precision, be_one_date, coded, name_text, province_names
from etl.vocabulary import MONEY_UNITS, PRECISIONS

BY, AS_OF, DOCUMENT = "หน่วยงานผู้รายงาน", "ข้อมูล ณ วันที่", "เลขที่หนังสือหรือเอกสารอ้างอิง"
MONTHLY, QUARTERLY, YEARLY = 31, 92, 366  # cadences: at most so many days between two reports
DEPA = ("สำนักงานส่งเสริมเศรษฐกิจดิจิทัล", "Digital Economy Promotion Agency (depa)")
DLA = ("กรมส่งเสริมการปกครองท้องถิ่น", "Department of Local Administration (DLA)")
CITIES = ("หน่วยงานเจ้าของแผนเมืองอัจฉริยะ", "Lead bodies of smart city plans")


class Reported(dy.Schema):
    """Who reported a row, as of when, and the document it came with.

    What is read from the same cell as a value (its precision, its qualifier) may be null: an empty
    cell is one fault, which is reported of the value alone.
    """

    as_of = dy.Date(nullable=False)
    as_of_precision = dy.Enum(PRECISIONS, nullable=True)
    document = dy.String(nullable=True)
    reported_by = dy.String(nullable=False)


REPORTED: Mapping[str, pl.Expr] = {
    "as_of": be_one_date(AS_OF),
    "as_of_precision": be_date_precision(AS_OF),
    "document": name_text(DOCUMENT),
    "reported_by": name_text(BY),
}
REPORTER: Mapping[str, Field] = {  # the last three headings of every form
    BY: Field("ชื่อเต็มของหน่วยงานที่จัดทำข้อมูล", DEPA[0]),
    AS_OF: Field("วันที่ซึ่งข้อมูลในแถวนี้ถูกต้อง เช่น 30 กันยายน 2568", "30 กันยายน 2568"),
    DOCUMENT: Field("เลขที่หนังสือนำส่งหรือชื่อรายงาน (ถ้ามี)", "รายงานประจำปีงบประมาณ พ.ศ. 2568"),
}


def choice(heading: str, names: Mapping[str, str]) -> pl.Expr:
    """The code of a cell that holds one of the names (text -> code) or a code itself."""
    return coded(heading, {code: code for code in names.values()} | dict(names))


def money_unit(heading: str) -> pl.Expr:
    """The code of the unit in which the amount beside it is written."""
    return expressions.money_unit(heading, MONEY_UNITS)


def codes(names: Mapping[str, str]) -> tuple[str, ...]:
    """The codes that `choice` can give, in order, each once."""
    return tuple(dict.fromkeys(names.values()))


def provinces() -> tuple[str, ...]:
    """The official Thai names of the 77 provinces, for a drop-down list, in order of code."""
    official: dict[str, str] = {}
    for name, code in province_names().items():
        official.setdefault(code, name)
    return tuple(official[code] for code in sorted(official))
