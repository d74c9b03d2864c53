/*
description = "Open datasets of city data platforms whose mandatory metadata is complete, of those listed: of all, of a province, of one plan."
code = "DAT-02"
unit = "percent"
rollup = "ratio"
pages = ["solutions"]
owner = "plan_lead"
promise_days = 92

[label]
th = "ชุดข้อมูลเปิดที่มีคำอธิบายครบ"
en = "Open datasets with complete metadata"

[definition]
th = "ร้อยละของชุดข้อมูลเปิดในแพลตฟอร์มข้อมูลเมืองที่ระบุคำอธิบายข้อมูลส่วนหลักครบทุกรายการ"
en = "Share of the open datasets of city data platforms with every mandatory metadata field filled"

[formula]
th = "ชุดข้อมูลเปิดที่ระบุคำอธิบายส่วนหลักครบทุกรายการ ÷ ชุดข้อมูลเปิดที่อยู่ในรายการ × 100 คำนวณทั้งประเทศ รายจังหวัด และรายแผน"
en = "Open datasets with all mandatory fields filled ÷ open datasets listed × 100; for the country, by province and by plan"

[caveats]
th = "นับจากรายการล่าสุดของแต่ละแพลตฟอร์มที่ส่งข้อมูล ซึ่งอาจจัดทำต่างวันกัน ชุดข้อมูลที่ไม่เปิดเผยไม่นับ ชุดข้อมูลของแพลตฟอร์มที่ไม่อยู่ในรายการแพลตฟอร์มนับเฉพาะในค่าทั้งประเทศ"
en = "By the newest list of each platform that sent one, of whatever day; datasets that are not open do not count. Datasets of a platform that is not on the list of platforms count nationally alone"
*/
with datasets as (
    select
        province_code as place_code,
        as_of,
        as_of_precision,
        'statement' as kind,
        coalesce(is_complete::int, 0) as above,
        1 as below,
        [statement_id] as statement_ids,
        [doc_id] as doc_ids,
        plan_key,
    from core.fct_city_dataset
    where is_open
)

select
    * exclude (plan_key),
from datasets

union all by name

select
    datasets.* exclude (plan_key) replace (plan.province_code as place_code),
    'plan' as segment_kind,
    datasets.plan_key as segment,
from datasets
inner join core.dim_plan as plan
    on datasets.plan_key = plan.plan_key
