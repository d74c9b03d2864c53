-- One row a document: what it is, from when it was known, how many statements it bears.
with statements as (
    select doc_id, count(*) as statements
    from marts.statement
    group by doc_id
)

select
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.kind,
    document.published_on,
    document.published_on_precision,
    document.known_from,
    document.known_from_basis,
    coalesce(statements.statements, 0) as statements,
from core.dim_document as document
left join statements
    on document.doc_id = statements.doc_id
order by statements desc, document.publisher, document.doc_id
