-- One row per document of the record $code of the kind $kind, and from when it was known.
select
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.kind,
    document.is_secondary,
    document.published_on,
    document.published_on_precision,
    document.known_from,
    document.known_from_basis,
from marts.record as record
inner join core.dim_document as document
    on list_contains(record.doc_ids, document.doc_id)
where record.kind = $kind and record.code = $code
order by document.published_on desc nulls last, document.doc_id
