/*
description = "What a founding document names at an event. Newest edition only."
grain = ["event_key", "kind", "seq"]
*/
select
    event_key,
    kind,
    seq,
    name_th,
    name_en,
    doc_id,
from raw.event_details
qualify _edition = max(_edition) over ()
