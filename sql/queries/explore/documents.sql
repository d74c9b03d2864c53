-- One row per document that a record rests on: those with most records first.
with named as (
    select unnest(doc_ids) as doc_id
    from marts.record
)

select
    document.doc_id,
    document.title,
    document.publisher,
    count(*) as records,
from named
inner join core.dim_document as document
    on named.doc_id = document.doc_id
group by document.doc_id, document.title, document.publisher
order by records desc, document.doc_id
