-- One row per document: what it is, from when it was known, how many statements it bears.
with statements as (
    select
        doc_id,
        count(*) as statements,
        arg_max(as_of_precision, as_of) as latest_precision,
    from marts.statement
    group by doc_id
)

select
    document.doc_id,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    document.kind,
    document.published_on,
    document.published_on_precision,
    document.known_from,
    case document.known_from_basis
        when 'published' then document.published_on_precision
        else coalesce(statements.latest_precision, 'day')
    end as known_from_precision,
    document.known_from_basis,
    coalesce(statements.statements, 0) as statements,
from core.dim_document as document
left join statements
    on document.doc_id = statements.doc_id
order by coalesce(statements.statements, 0) desc, document.publisher, document.doc_id
