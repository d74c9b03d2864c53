/*
description = "Private investment that a document says smart cities have attracted."
code = "INV-02"
unit = "THB"
headline = { segment = "since-2564", phase = "announced" }
pages = ["overview", "investment"]

[label]
th = "เงินลงทุนภาคเอกชนตามรายงาน (ตั้งแต่ พ.ศ. 2564)"
en = "Private investment as reported (since 2021)"

[definition]
th = "มูลค่าการลงทุนของภาคเอกชนที่เอกสารรายงานว่าการขับเคลื่อนเมืองอัจฉริยะดึงดูดได้ นับตั้งแต่ พ.ศ. 2564"
en = "Private investment that documents say the smart city programme has attracted since 2564 BE (2021)"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุ ส่วนวงเงินของภาคเอกชนที่ทำสัญญาแล้วตามที่หน่วยงานเจ้าของแผนรายงาน รวมเป็นตัวเลขต่างหาก"
en = "The amount as stated; private money under contract, as lead bodies report of their plans, is a sum of its own"

[caveats]
th = "เอกสารไม่ระบุว่าเป็นเงินที่ทำสัญญาหรือจ่ายแล้ว และเป็นการลงทุนของภาคเอกชนเท่านั้น ไม่รวมเงินของภาครัฐ จึงไม่นำไปหารด้วยมูลค่าการลงทุนตามแผนของชุดแผนอื่น"
en = "Documents do not say whether the money is contracted or paid. It is private investment alone, without public money, and must not be divided by the planned investment of another set of plans"
*/
select *
from marts.figure
where measure = 'private_investment_thb'

union all by name

select  -- private money under contract, as agencies report of their plans; beside the public figure
    * exclude (statement_id, plan_key, stage, funder),
from marts.reported_amount
where stage = 'contracted' and funder = 'private'
