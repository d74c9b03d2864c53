-- One row per source and reason: how many open rejected rows have it. A row may have several.
with open_rows as (
    select
        source,
        unnest(list_distinct(reasons)) as reason,
    from quarantine.rejected_row
    where not superseded
)

select
    open_rows.source,
    nullif(any_value(source.title_th), '') as title_th,
    nullif(any_value(source.title_en), '') as title_en,
    open_rows.reason,
    count(*) as rows,
from open_rows
left join meta.source as source
    on open_rows.source = source.source
group by open_rows.source, open_rows.reason
order by count(*) desc, open_rows.source, open_rows.reason
