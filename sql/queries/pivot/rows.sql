-- One row per record that one cell holds, what it gives to the cell first. $row and $column are the
-- codes of the cell, null in a total; the codes of rows and columns are put in place of these, and
-- filters in place of `true`.
with chosen as (
    select
        coalesce(province_code, '') as row_code,
        coalesce(stage, '') as column_code,
        *,
    from countable_here($subject, $region, $province, $from_date, $to_date, $operator)
    where true
),

held as (
    select
        chosen.kind,
        chosen.code,
        chosen.province_code,
        chosen.above,
        chosen.below,
        chosen.qualifier,
        chosen.as_of,
        chosen.as_of_precision,
        chosen.doc_ids,
        record.kind as record_kind,
        record.labels,
        coalesce(record.name_th, plan.name_th, province.name_th) as name_th,
        coalesce(record.name_en, plan.name_en, province.name_en) as name_en,
        record.group_th,
        record.group_en,
        record.value::double as value,
        record.lower::double as lower,
        record.upper::double as upper,
        record.qualifier as stated_qualifier,
        record.unit,
    from chosen
    left join marts.record as record
        on
            chosen.code = record.code
            and (
                chosen.kind = record.kind
                or (
                    chosen.kind = 'statement'
                    and record.kind in (
                        'observation', 'investment', 'target', 'plan_event', 'agency'
                    )
                )
            )
    left join core.dim_plan as plan
        on chosen.kind = 'plan' and chosen.code = plan.plan_key
    left join core.dim_province as province
        on chosen.kind = 'province' and chosen.code = province.province_code
    where
        chosen.row_code = coalesce($row, chosen.row_code)
        and chosen.column_code = coalesce($column, chosen.column_code)
)

select
    coalesce(held.record_kind, held.kind) as kind,
    held.code,
    coalesce(held.labels, []) as labels,
    held.name_th,
    held.name_en,
    held.group_th,
    held.group_en,
    held.province_code,
    held.above,
    held.below,
    held.qualifier as sum_qualifier,
    held.value,
    held.lower,
    held.upper,
    held.stated_qualifier as qualifier,
    held.unit,
    held.as_of,
    held.as_of_precision,
    (
        select coalesce(documents(document), [])
        from core.dim_document as document
        where list_contains(held.doc_ids, document.doc_id)
    ) as documents,
from held
order by held.above desc nulls last, held.as_of desc nulls last, held.kind, held.code
limit $most + 1
