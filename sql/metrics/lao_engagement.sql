/*
description = "Local governments engaged, of the register, in all and by type."
code = "COV-03"
unit = "percent"
format = "percent3"
direction = "up"
rollup = "none"
time = "stock"
headline = { segment_kind = "national", segment = "TH", phase = "announced" }
pages = ["overview", "programme"]
owner = "dla"
promise_days = 180

[label]
th = "สัดส่วน อปท. ที่เข้าร่วม"
en = "Local governments engaged"

[definition]
th = "ร้อยละขององค์กรปกครองส่วนท้องถิ่น (อปท.) ที่เข้าร่วมโครงการนำร่อง เทียบกับจำนวน อปท. ในทะเบียนของกรมส่งเสริมการปกครองท้องถิ่น"
en = "Local governments (local administrative organisations) in the pilot, as a share of those on the register of the Department of Local Administration"

[formula]
th = "อปท. ที่เข้าร่วม ÷ อปท. ในทะเบียน × 100 และแยกตามประเภท"
en = "Local governments engaged ÷ local governments on the register × 100, also by type"

[caveats]
th = "นับเฉพาะเทศบาลนำร่อง 12 แห่งตามบันทึกข้อตกลงลงวันที่ 2 กรกฎาคม 2563 เทียบกับทะเบียน ณ วันที่ 5 มิถุนายน 2563 ไม่พบข้อมูลที่ใหม่กว่านี้"
en = "Only the 12 pilot municipalities of the memorandum of 2 July 2020, over the register of 5 June 2020; nothing newer was found"
*/
with engaged as (
    select
        case segment_kind when 'lao_type' then 'lao_type' else 'national' end as segment_kind,
        case segment_kind when 'lao_type' then segment else 'TH' end as segment,
        place_kind,
        place_code,
        phase,
        period,
        as_of,
        as_of_precision,
        value,
        lower,
        upper,
        qualifier,
        statement_ids,
        doc_ids,
        is_current,
    from marts.figure
    where
        measure = 'pilot_local_governments'
        and (segment_kind = 'lao_type' or segment = 'DLA-depa-pilots')
),

register as (
    select
        segment_kind,
        segment,
        as_of as registered_on,
        value as registered,
        statement_ids as register_statement_ids,
        doc_ids as register_doc_ids,
    from marts.figure
    where starts_with(measure, 'lao_register_') and qualifier = '='
),

figures as (  -- over the last register before the count, not over a later one
    select
        engaged.*,
        register.registered,
        register.register_statement_ids,
        register.register_doc_ids,
    from engaged
    inner join register
        on
            engaged.segment_kind = register.segment_kind
            and engaged.segment = register.segment
            and engaged.as_of >= register.registered_on
    qualify
        row_number() over (
            partition by engaged.statement_ids
            order by register.registered_on desc, register.register_statement_ids
        ) = 1
)

select
    'lao_engagement' as metric_id,
    place_kind,
    place_code,
    segment_kind,
    segment,
    phase,
    period,
    as_of,
    as_of_precision,
    100 * value / nullif(registered, 0) as value,
    100 * lower / nullif(registered, 0) as lower,
    100 * upper / nullif(registered, 0) as upper,
    qualifier,
    value as numerator,
    registered as denominator,
    'derived' as nature,
    list_sort(list_distinct(statement_ids || register_statement_ids)) as statement_ids,
    list_sort(list_distinct(doc_ids || register_doc_ids)) as doc_ids,
    stated_parts(value, statement_ids) || stated_below(registered, register_statement_ids)
        as parts,
    is_current,
from figures
