"""Plans: one row per smart-city plan or initiative.

`national` plans have evidence of a step of the national ladder; `other` ones never count. Points
are degrees (WGS 84) at the stated precision; `location_basis` is a document or says "estimate".
"""

import dataframely as dy

from etl.contract import Source
from etl.expressions import coded, number, province_code, text, text_list
from etl.vocabulary import KEY, PROVINCE_CODE

ORGANISATIONS = (
    *("province", "pao", "city_municipality", "town_municipality", "subdistrict_municipality"),
    *("sao", "special", "university", "state_enterprise", "private", "unknown"),
)
CITY_TYPES = ("existing", "new", "unknown")
PROGRAMMES = ("national", "other")
PRECISIONS = ("exact_site", "municipality", "district", "province")


class Plans(dy.Schema):
    """A plan: names, place, lead body."""

    plan_key = dy.String(primary_key=True, regex=KEY)
    name_th = dy.String(nullable=True)
    name_en = dy.String(nullable=False)
    aliases = dy.List(dy.String(), nullable=True)
    province_code = dy.String(nullable=False, regex=PROVINCE_CODE)
    lead_organisation_th = dy.String(nullable=True)
    lead_org_type = dy.Enum(ORGANISATIONS, nullable=False)
    city_type = dy.Enum(CITY_TYPES, nullable=False)
    programme = dy.Enum(PROGRAMMES, nullable=False)
    lat = dy.Float64(nullable=True, min=5, max=21)
    lon = dy.Float64(nullable=True, min=97, max=106)
    location_precision = dy.Enum(PRECISIONS, nullable=True)
    location_basis = dy.String(nullable=True)
    note = dy.String(nullable=True)


SOURCE = Source(
    name="plans",
    title_th="แผนและโครงการริเริ่มด้านเมืองอัจฉริยะ",
    title_en="Smart city plans and initiatives",
    contract=Plans,
    columns={
        "plan_key": text("plan_key"),
        "name_th": text("name_th"),
        "name_en": text("name_en"),
        "aliases": text_list("aliases"),
        "province_code": province_code("province_code"),
        "lead_organisation_th": text("lead_organisation_th"),
        "lead_org_type": coded("lead_org_type", ORGANISATIONS),
        "city_type": coded("city_type", CITY_TYPES),
        "programme": coded("programme", PROGRAMMES),
        "lat": number("lat"),
        "lon": number("lon"),
        "location_precision": coded("location_precision", PRECISIONS),
        "location_basis": text("location_basis"),
        "note": text("note"),
    },
)
