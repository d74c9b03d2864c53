-- One row per document that is known now and was not before: the newest first.
select
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    document.published_on,
    document.published_on_precision,
    document.known_from,
from core.dim_document as document
left join previous.core.dim_document as earlier
    on document.doc_id = earlier.doc_id
where earlier.doc_id is null
order by document.known_from desc nulls last, document.doc_id
