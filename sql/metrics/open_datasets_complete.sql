/*
description = "Open datasets of city data platforms whose mandatory metadata is complete, of those listed: of all, of a province, of one plan."
code = "DAT-02"
unit = "percent"
format = "percent2"
direction = "up"
rollup = "ratio"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "result" }
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
        plan_key,
        province_code,
        is_complete,
        as_of,
        as_of_precision,
        statement_id,
        doc_id,
    from core.fct_city_dataset
    where is_open
),

scopes as (
    select
        'national' as place_kind,
        'TH' as place_code,
        'national' as segment_kind,
        'TH' as segment,
        datasets.*,
    from datasets

    union all by name

    select
        'province' as place_kind,
        province_code as place_code,
        'national' as segment_kind,
        'TH' as segment,
        datasets.*,
    from datasets
    where province_code is not null

    union all by name

    select
        'province' as place_kind,
        plan.province_code as place_code,
        'plan' as segment_kind,
        datasets.plan_key as segment,
        datasets.*,
    from datasets
    inner join core.dim_plan as plan
        on datasets.plan_key = plan.plan_key
),

counted as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_id)) as as_of_precision,
        (count(*) filter (where is_complete))::double as numerator,
        count(*)::double as denominator,
        list(statement_id order by statement_id) as statement_ids,
        list_sort(list(distinct doc_id)) as doc_ids,
        added_parts('statement', statement_id, coalesce(is_complete::int, 0), 1, [statement_id])
            as parts,
    from scopes
    group by place_kind, place_code, segment_kind, segment
),

figures as (
    select
        place_kind,
        place_code,
        segment_kind,
        segment,
        'result' as phase,
        period_text(as_of, as_of_precision) as period,
        as_of,
        as_of_precision,
        100 * numerator / nullif(denominator, 0) as value,
        100 * numerator / nullif(denominator, 0) as lower,
        100 * numerator / nullif(denominator, 0) as upper,
        '=' as qualifier,
        numerator,
        denominator,
        'derived' as nature,
        statement_ids,
        doc_ids,
        parts,
        true as is_current,
    from counted
)

select
    'open_datasets_complete' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    numerator,
    denominator,
    nature,
    statement_ids,
    doc_ids,
    parts,
    is_current,
from figures
