/*
description = "Private investment reported as made or contracted."
code = "INV-02"
unit = "THB"
headline = { segment = "since-2564", phase = "announced" }
pages = ["overview", "investment"]

[label]
th = "มูลค่าการลงทุนของภาคเอกชนที่เกิดขึ้นแล้ว ตั้งแต่ พ.ศ. 2564"
en = "Private investment mobilised since 2021"

[definition]
th = "มูลค่าการลงทุนของภาคเอกชนในเมืองอัจฉริยะที่รายงานว่าเกิดขึ้นแล้วหรือทำสัญญาแล้ว นับตั้งแต่ พ.ศ. 2564"
en = "Private investment in smart cities reported as made or contracted since 2564 BE (2021)"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุ"
en = "The amount as stated"

[caveats]
th = "เป็นการลงทุนของภาคเอกชนเท่านั้น ไม่รวมเงินของภาครัฐ จึงไม่นำไปหารด้วยมูลค่าการลงทุนตามแผนของชุดแผนอื่น"
en = "Private investment alone, without public money; it must not be divided by the planned investment of another set of plans"
*/
select *
from marts.figure
where measure = 'private_investment_thb'
