-- One row per document: what a file that draws on it says of it. Its licence is that of the source
-- that transcribes its facts; of what an agency sent in, none is stated.
with transcribed as (
    select
        licence,
    from meta.document
    where source = 'documents'
    order by edition desc
    limit 1
)

select
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    case when document.kind <> 'submitted' then transcribed.licence end as licence,
from core.dim_document as document
left join transcribed
    on true
order by document.doc_id
