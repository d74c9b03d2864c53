/*
description = "A document that statements rest on. Newest edition only."
grain = ["doc_id"]
*/
select
    doc_id,
    url,
    title,
    publisher,
    published_on,
    published_on_precision,
    kind,
from raw.documents
qualify _edition = max(_edition) over ()
