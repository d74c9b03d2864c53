-- One row a corrected cell: as the file has it, as it was loaded, why, on what evidence.
select
    correction.source,
    nullif(source.title_th, '') as title_th,
    nullif(source.title_en, '') as title_en,
    correction.edition,
    correction.record,
    correction.column_name,
    correction.was,
    correction.became,
    correction.reason,
    correction.evidence,
from meta.correction as correction
left join meta.source as source
    on correction.source = source.source
order by correction.source, correction.edition, correction.record, correction.column_name
