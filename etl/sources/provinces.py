"""Provinces: one row per first-level unit, the 76 provinces and Bangkok.

Keyed by the two-digit code of the Department of Provincial Administration, as text. The six
regions and 18 groups are those of the Gazette of 17 November 2017; Bangkok is in no group.
Areas in square kilometres, points in degrees (WGS 84).
"""

import dataframely as dy
import polars as pl

from etl.contract import Source
from etl.expressions import coded, integer, number, province_code, text
from etl.vocabulary import KEY, PROVINCE_CODE

REGIONS = ("Central", "East", "Northeast", "North", "South", "Southern Border")
FIVE_REGIONS = ("Central", "East", "Northeast", "North", "South")
GPP_REGIONS = (
    *("Bangkok and Vicinities", "Central", "Eastern", "Northeastern"),
    *("Northern", "Southern", "Western"),
)
POINTS = ("city_hall", "province_hall", "mueang_district_office")


class Provinces(dy.Schema):
    """A first-level unit: names, codes, regions, area, seat."""

    province_code = dy.String(primary_key=True, regex=PROVINCE_CODE)
    name_th = dy.String(nullable=False, unique=True)
    name_en = dy.String(nullable=False, unique=True)
    iso_3166_2 = dy.String(nullable=False)
    hasc = dy.String(nullable=False, regex=r"^TH\.[A-Z]{2}$")
    region_en = dy.Enum(REGIONS, nullable=False)
    region_th = dy.String(nullable=False)
    region5_en = dy.Enum(FIVE_REGIONS, nullable=False)
    province_group_th = dy.String(nullable=True)
    province_group_en = dy.String(nullable=True)
    gpp_region_en = dy.Enum(GPP_REGIONS, nullable=False)
    area_km2 = dy.Float64(nullable=False, min=100, max=30_000)
    area_year = dy.Int64(nullable=False, min=1900, max=2399)
    area_alt_km2 = dy.Float64(nullable=False, min=100, max=30_000)
    capital_lat = dy.Float64(nullable=False, min=5, max=21)
    capital_lon = dy.Float64(nullable=False, min=97, max=106)
    capital_point = dy.Enum(POINTS, nullable=False)
    doc_id = dy.String(nullable=False, regex=KEY)
    gpp_region_doc_id = dy.String(nullable=True, regex=KEY)
    area_alt_doc_id = dy.String(nullable=False, regex=KEY)
    region_basis = dy.String(nullable=False)
    note = dy.String(nullable=True)

    @dy.rule()
    def iso_holds_the_code(cls) -> pl.Expr:
        """ISO 3166-2 is TH- and the same code."""
        return pl.col("iso_3166_2") == pl.format("TH-{}", "province_code")


SOURCE = Source(
    name="provinces",
    title_th="จังหวัด: รหัส ชื่อ ภาค พื้นที่ และพิกัดตัวเมืองหลัก",
    title_en="Provinces: codes, names, regions, areas, capital points",
    folder="reference",
    contract=Provinces,
    columns={
        "province_code": province_code("province_code"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "iso_3166_2": text("iso_3166_2"),
        "hasc": text("hasc"),
        "region_en": coded("region_en", REGIONS),
        "region_th": text("region_th"),
        "region5_en": coded("region5_en", FIVE_REGIONS),
        "province_group_th": text("province_group_th"),
        "province_group_en": text("province_group_en"),
        "gpp_region_en": coded("gpp_region_en", GPP_REGIONS),
        "area_km2": number("area_km2"),
        "area_year": integer("area_year"),
        "area_alt_km2": number("area_alt_km2"),
        "capital_lat": number("capital_lat"),
        "capital_lon": number("capital_lon"),
        "capital_point": coded("capital_point", POINTS),
        "doc_id": text("doc_id"),
        "gpp_region_doc_id": text("gpp_region_doc_id"),
        "area_alt_doc_id": text("area_alt_doc_id"),
        "region_basis": text("region_basis"),
        "note": text("note"),
    },
)
