/*
description = "Planned money of projects that are no plan of the national programme, by province."
code = "INV-01"
unit = "THB"
direction = "neutral"
time = "flow"
pages = ["provinces", "investment"]
breaks = [100000000, 1000000000, 10000000000, 100000000000]

[label]
th = "โครงการอื่น (วงเงินตามแผน)"
en = "Other projects (planned amounts)"

[definition]
th = "วงเงินตามแผนของโครงการในจังหวัดซึ่งเอกสารไม่ได้ระบุว่าเป็นแผนในโครงการเมืองอัจฉริยะระดับชาติ เช่น อีอีซี โครงการอสังหาริมทรัพย์ และงานเฉพาะด้าน"
en = "Planned amounts of projects in a province that no document names as a plan of the national programme: the EEC, real estate and works of one kind"

[formula]
th = "ผลรวมเฉพาะรายการที่นับได้ คือวงเงินตามแผนที่ผู้จัดทำข้อมูลระบุว่าไม่ซ้ำกันและอยู่ในจังหวัดเดียว หากเอกสารไม่ตรงกันและยังไม่มีข้อยุติ ผลรวมใช้เป็นช่วงจากค่าต่ำสุดถึงค่าสูงสุด และหากมีวงเงินโดยประมาณ ผลรวมเป็นค่าโดยประมาณ"
en = "The counted sum: planned amounts that a curator marked as distinct and that name one province. Of an open conflict it takes the range from the lowest to the highest side; a rough amount leaves it rough"

[caveats]
th = "ไม่ใช่เงินของโครงการเมืองอัจฉริยะ จึงไม่นำไปรวมหรือเปรียบเทียบกับมูลค่าการลงทุนตามแผน ผลรวมไม่ใช่ยอดทั้งจังหวัด เพราะรายการที่ซ้ำหรือซ้อนกันไม่นับ จังหวัดที่ไม่มีข้อมูลไม่ได้หมายความว่าเป็นศูนย์"
en = "Not money of the programme: it is never added to planned investment or compared with it. The sum is no total of the province, as repeats and overlaps are left out. A province without a statement is not a zero"
*/
select
    * exclude (stage, covers),
    'other_projects' as segment,
from marts.counted_amount
where stage = 'planned' and covers = 'project'
