/*
description = "A document that statements rest on. Newest edition only."
grain = ["doc_id"]
[columns]
is_secondary = "it only cites another document; an edition from before the column marks none"
*/
select
    doc_id,
    url,
    title,
    publisher,
    published_on,
    published_on_precision,
    kind,
    coalesce(secondary, false) as is_secondary,
from raw.documents
qualify _edition = max(_edition) over ()
