/*
description = "Investment reported as made or contracted."
code = "INV-02"
unit = "THB"
headline = { segment = "since-2564", phase = "announced" }
pages = ["overview", "investment"]

[label]
th = "มูลค่าการลงทุนที่เกิดขึ้นแล้ว"
en = "Investment mobilised"

[definition]
th = "มูลค่าการลงทุนที่รายงานว่าเกิดขึ้นแล้วหรือทำสัญญาแล้ว โดยแยกภาครัฐและภาคเอกชน"
en = "Investment reported as made or contracted, public and private kept apart"

[formula]
th = "จำนวนเงินตามที่เอกสารระบุ"
en = "The amount as stated"

[caveats]
th = "ตัวเลขกว่า 30,900 ล้านบาทเป็นการลงทุนของภาคเอกชนตั้งแต่ พ.ศ. 2564 จึงไม่นำไปหารด้วยมูลค่าการลงทุนตามแผนของชุดแผนอื่น"
en = "Over 30,900 million baht is private investment since 2021; it must not be divided by the planned investment of another set of plans"
*/
select *
from marts.figure
where measure = 'private_investment_thb'
