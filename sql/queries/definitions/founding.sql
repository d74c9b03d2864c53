-- One row per statement of a founding document, with the document and where the record held the
-- statement when the list was made.
select
    founding.doc_id,
    founding.statement_th,
    founding.held_as,
    document.title,
    document.publisher,
    document.url,
    document.is_secondary,
    document.published_on,
    document.published_on_precision,
from core.fct_founding_statement as founding
left join core.dim_document as document
    on founding.doc_id = document.doc_id
order by founding.doc_id, founding.statement_th
