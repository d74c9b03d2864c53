-- What rows behind figures are about, by the codes that `rows.sql` gives. It is of the whole build.
select
    segment_kind || '/' || segment as code,
    name_th,
    name_en,
    null as title,
from core.dim_segment

union all by name

select
    'kpi/' || metric_id as code,
    label_th as name_th,
    label_en as name_en,
from meta.metric

union all by name

select
    'measure/' || measure as code,
    name_th,
    name_en,
from core.dim_measure

union all by name

select
    'form/' || source as code,
    title_th as name_th,
    title_en as name_en,
from meta.source

union all by name

select
    'document/' || doc_id as code,
    title,
from core.dim_document
