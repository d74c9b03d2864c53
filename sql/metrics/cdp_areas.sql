/*
description = "Areas with a city data platform in use: as published, and as the newest list of platforms has it."
code = "DAT-01"
unit = "areas"
rollup = "sum"
target = "cdp_areas"
headline = { phase = "announced" }
pages = ["solutions"]
promise_days = 92

[label]
th = "พื้นที่ที่ใช้แพลตฟอร์มข้อมูลเมือง"
en = "Areas with a city data platform"

[definition]
th = "จำนวนพื้นที่ที่มีแพลตฟอร์มข้อมูลเมืองเปิดใช้งานอยู่"
en = "Areas in which a city data platform is in use"

[formula]
th = "จำนวนตามที่เอกสารสาธารณะระบุ ส่วนค่าที่หน่วยงานรายงานนับแผนที่มีแพลตฟอร์มเปิดใช้งานอยู่อย่างน้อยหนึ่งระบบ และแพลตฟอร์มที่ไม่ได้อยู่ในแผนใด"
en = "The number as published; of an agency's list, plans with at least one platform in use, and platforms in use that belong to no plan"

[caveats]
th = "รายงานผลการดำเนินงานของรัฐบาล ปีที่ 4 ระบุ 7 พื้นที่โดยไม่ระบุวันที่ ไม่นำจำนวนที่ประกาศไปรวมกับจำนวนที่หน่วยงานรายงาน จังหวัดที่ไม่อยู่ในรายการของหน่วยงานไม่ได้หมายความว่าไม่มีแพลตฟอร์ม"
en = "The government's fourth-year report names 7 areas and no day. The published number and the agency's list are never added. A province that is not on the list is not a zero"
*/
select *
from marts.figure
where measure = 'cdp_areas' and segment_kind = 'national'

union all by name

select  -- a plan with two platforms is one area
    platform.province_code as place_code,
    reported.as_of,
    reported.as_of_precision,
    'area' as kind,
    coalesce(platform.plan_key, platform.platform_key) as code,
    bool_or(platform.in_use)::int as above,
    list(platform.statement_id) as statement_ids,
    list(platform.doc_id) as doc_ids,
from core.fct_city_data_platform as platform
inner join marts.agency_as_of as reported
    on reported.source = 'agency_city_data_platforms'
group by all
