/*
description = "Plans that pass on all five components, of those assessed on all five."
code = "REN-06"
unit = "percent"
rollup = "ratio"
pages = ["programme", "profile"]
promise_days = 92

[label]
th = "แผนที่ผ่านเกณฑ์ครบ 5 องค์ประกอบ"
en = "Plans that pass on all five components"

[definition]
th = "ร้อยละของแผนที่ประเมินครบทั้งห้าองค์ประกอบ ซึ่งได้คะแนนไม่ต่ำกว่าเกณฑ์ผ่านทุกองค์ประกอบ"
en = "Share of plans assessed on all five components that reach the pass mark on each"

[formula]
th = "แผนที่ได้คะแนนไม่ต่ำกว่าเกณฑ์ผ่านครบทั้งห้าองค์ประกอบ ÷ แผนที่ประเมินครบทั้งห้าองค์ประกอบ × 100 ใช้ผลการประเมินล่าสุดของแต่ละองค์ประกอบ"
en = "Plans at or above the pass mark on all five ÷ plans assessed on all five × 100, by the latest score of each component"

[caveats]
th = "แผนที่ยังประเมินไม่ครบทั้งห้าองค์ประกอบไม่นับทั้งในตัวตั้งและตัวหาร เกณฑ์ผ่านเป็นเกณฑ์ของการประเมินครั้งนั้น"
en = "A plan not yet assessed on all five counts neither above nor below the line; the pass mark is that of the assessment"
*/
with latest as (
    select
        *,
    from core.fct_component_score
    qualify
        row_number() over (
            partition by plan_key, component
            order by assessed_on desc, statement_id desc
        ) = 1
)

select
    plan.province_code as place_code,
    reported.as_of,
    reported.as_of_precision,
    'plan' as kind,
    plan.plan_key as code,
    coalesce(bool_and(latest.score >= latest.pass_mark), false)::int as above,
    1 as below,
    list(latest.statement_id) as statement_ids,
    list(latest.doc_id) as doc_ids,
from latest
inner join core.dim_plan as plan
    on latest.plan_key = plan.plan_key and plan.programme = 'national'
inner join marts.agency_as_of as reported
    on reported.source = 'agency_component_scores'
group by all
having count(*) = 5  -- assessed on all five
