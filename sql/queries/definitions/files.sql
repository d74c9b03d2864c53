-- One row per source file of this build: who published it, under which licence, read when. The note
-- of a file that was sent in names it: null unless $operator.
select
    document.source,
    document.edition,
    source.title_th,
    source.title_en,
    document.title as file_title,
    case when $operator or document.kind <> 'submitted' then document.note end as note,
    document.publisher,
    document.url,
    document.licence,
    document.kind,
    document.accessed::date as accessed,
    'day' as accessed_precision,
    load.rows_read,
    load.accepted,
    load.quarantined,
from meta.document as document
inner join meta.source as source
    on document.source = source.source
left join meta.source_load as load
    on document.source = load.source and document.edition = load.edition
order by document.source
