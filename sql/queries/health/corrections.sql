-- One row per corrected cell: as the file has it, as it was loaded, why, on what evidence. Cells of
-- agencies' files and of repaired rows are not public: null unless $operator.
with corrections as (
    select
        correction.*,
        nullif(source.title_th, '') as title_th,
        nullif(source.title_en, '') as title_en,
        $operator
        or (
            source.folder <> 'inbox' and correction.reason <> 'แก้ไขในแบบแก้ไขข้อมูล'
        ) as is_shown,
    from meta.correction as correction
    left join meta.source as source
        on correction.source = source.source
)

select
    source,
    title_th,
    title_en,
    edition,
    column_name,
    reason,
    case when is_shown then record end as record,
    case when is_shown then was end as was,
    case when is_shown then became end as became,
    case when is_shown then evidence end as evidence,
from corrections
order by source, edition, corrections.record, column_name
