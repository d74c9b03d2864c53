-- One row per source file of this build: who published it, under which licence, read when.
select
    document.source,
    document.edition,
    document.title,
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
left join meta.source_load as load
    on document.source = load.source and document.edition = load.edition
order by document.source
