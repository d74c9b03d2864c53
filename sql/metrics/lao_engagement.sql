/*
description = "Local governments engaged, of the register, in all and by type."
code = "COV-03"
unit = "percent"
format = "percent3"
headline = { phase = "announced" }
pages = ["programme"]
owner = "dla"

[label]
th = "อปท. นำร่องตามบันทึกข้อตกลง สถ.–ดีป้า (2563)"
en = "Pilot local governments of the memorandum of DLA and depa (2020)"

[definition]
th = "ร้อยละขององค์กรปกครองส่วนท้องถิ่น (อปท.) ที่เข้าร่วมโครงการนำร่อง เทียบกับจำนวน อปท. ในทะเบียนของกรมส่งเสริมการปกครองท้องถิ่น"
en = "Local governments (local administrative organisations) in the pilot, as a share of those on the register of the Department of Local Administration"

[formula]
th = "อปท. ที่เข้าร่วม ÷ อปท. ในทะเบียน × 100 และแยกตามประเภท"
en = "Local governments engaged ÷ local governments on the register × 100, also by type"

[caveats]
th = "นับเฉพาะเทศบาลนำร่องตามบันทึกข้อตกลงระหว่าง สถ. กับดีป้า เทียบกับทะเบียนฉบับล่าสุดที่พบก่อนวันลงนาม ไม่พบข้อมูลสาธารณะที่ใหม่กว่านี้ สัดส่วนตามทะเบียนและการมีส่วนร่วมที่หน่วยงานส่งแสดงแยกต่างหาก"
en = "Only the pilot municipalities of the memorandum of DLA and depa, over the last register found before it was signed; nothing newer is public. The share by the register and the engagement that agencies send stands apart"
*/
select
    engaged.* replace (
        case engaged.segment_kind when 'lao_type' then 'lao_type' else 'national' end
            as segment_kind,
        case engaged.segment_kind when 'lao_type' then engaged.segment else 'TH' end as segment
    ),
    register.value as below,
    register.statement_ids as below_statement_ids,
    register.doc_ids as below_doc_ids,
from marts.figure as engaged
inner join marts.figure as register
    on
        starts_with(register.measure, 'lao_register_')
        and register.qualifier = '='
        and register.segment_kind
        = case engaged.segment_kind when 'lao_type' then 'lao_type' else 'national' end
        and register.segment
        = case engaged.segment_kind when 'lao_type' then engaged.segment else 'TH' end
        and engaged.as_of >= register.as_of  -- not over a later one
where
    engaged.measure = 'pilot_local_governments'
    and (engaged.segment_kind = 'lao_type' or engaged.segment = 'DLA-depa-pilots')
qualify
    row_number() over (
        partition by engaged.statement_ids
        order by register.as_of desc, register.statement_ids
    ) = 1

union all by name

select  -- of the register that was sent last, those that take part in any way
    unnest(
        [
            {'segment_kind': 'national', 'segment': 'TH'},
            {'segment_kind': 'lao_type', 'segment': body.segment}
        ],
        recursive := true
    ),
    'result' as phase,
    'reported' as edition,
    body.as_of,
    body.as_of_precision,
    'statement' as kind,
    body.statement_id as code,
    (count(engagement.statement_id) > 0)::int as above,
    1 as below,
    [body.statement_id]
    || list(engagement.statement_id) filter (where engagement.statement_id is not null)
        as statement_ids,
    [body.doc_id] || list(engagement.doc_id) filter (where engagement.doc_id is not null)
        as doc_ids,
from core.fct_lao_status as body
left join core.fct_agency_statement as engagement
    on engagement.source = 'agency_lao_engagement' and body.lao_key = engagement.segment
where body.is_present
group by body.statement_id, body.doc_id, body.as_of, body.as_of_precision, body.segment
