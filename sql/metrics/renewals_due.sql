/*
description = "Logos that fall due within 365 days of the newest report."
code = "REN-01"
unit = "cities"
direction = "neutral"
rollup = "sum"
pages = ["programme"]
promise_days = 31

[label]
th = "ตราสัญลักษณ์ที่ครบกำหนดต่ออายุใน 12 เดือน"
en = "Logos due for renewal within 12 months"

[definition]
th = "จำนวนเมืองซึ่งตราสัญลักษณ์มีวันสิ้นสุดตามที่หน่วยงานแจ้งไว้ภายใน 365 วันนับจากวันที่ของข้อมูล"
en = "Cities whose logo ends, on the day that the agency states, within 365 days of the day of the data"

[formula]
th = "นับแผนซึ่งตราสัญลักษณ์ครั้งล่าสุดมีวันสิ้นสุดตั้งแต่วันที่ของข้อมูลล่าสุดที่หน่วยงานส่ง จนถึง 365 วันหลังจากนั้น และยังไม่มีรายงานการต่ออายุ ไม่ผ่านการพิจารณา สิ้นอายุ หรือเพิกถอน"
en = "Plans whose latest logo ends between the newest day as of which the agency reports and 365 days later, with no renewal, refusal, lapse or revocation reported"

[caveats]
th = "นับเฉพาะตราสัญลักษณ์ที่หน่วยงานแจ้งวันสิ้นสุด ไม่ใช้อายุสองปีโดยสันนิษฐาน เอกสารสาธารณะไม่ระบุวันสิ้นสุด"
en = "Only logos whose last day the agency states; the two years of the rules are never assumed. Public documents state no last day"
*/
select  -- of logos with a stated end that has not passed
    term.province_code as place_code,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    term.plan_key as code,
    (term.valid_to - reported.as_of_end <= 365)::int as above,
    term.statement_ids,
    term.doc_ids,
from marts.logo_term as term
inner join marts.agency_as_of as reported
    on reported.source = 'agency_plan_events'
where term.is_latest and term.outcome is null and term.valid_to >= reported.as_of_end
