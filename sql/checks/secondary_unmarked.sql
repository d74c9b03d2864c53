/*
description = "Rows that rest on a secondary source whose document is not marked as one."
blocking = true
message = { th = "หมายเหตุระบุแหล่งทุติยภูมิ (secondary) แต่เอกสารไม่ได้ระบุเช่นนั้น", en = "A note names a secondary source, but its document is not marked as one." }
holds = { th = "เอกสารทุกฉบับที่หมายเหตุระบุเป็นแหล่งทุติยภูมิ (secondary) มีเครื่องหมายเช่นนั้น", en = "Every document that a note calls secondary is marked as such." }
*/
with noted as (
    select
        obs_id as row_id,
        doc_id,
        note,
    from staging.stg_observations

    union all

    select
        event_id as row_id,
        doc_id,
        note,
    from staging.stg_plan_events

    union all

    select
        statement_id as row_id,
        doc_id,
        note,
    from staging.stg_investments

    union all

    select
        target_id as row_id,
        doc_id,
        note,
    from staging.stg_targets

    union all

    select
        event_key as row_id,
        doc_id,
        note,
    from staging.stg_events

    union all

    select
        project_key as row_id,
        doc_id,
        note,
    from staging.stg_projects

    union all

    select
        solution_key as row_id,
        doc_id,
        note,
    from staging.stg_solutions
)

select
    noted.row_id,
    noted.doc_id,
from noted
left join staging.stg_documents as document
    on noted.doc_id = document.doc_id
where
    starts_with(lower(noted.note), 'secondary')
    and not coalesce(document.is_secondary, false)
order by noted.row_id
