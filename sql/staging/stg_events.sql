/*
description = "A seminar, agreement, ceremony or meeting. Newest edition only."
grain = ["event_key"]
*/
select
    event_key,
    kind,
    name_th,
    name_en,
    start_date,
    end_date,
    date_precision,
    venue,
    province_code,
    organisers,
    attendance,
    attendance_qualifier,
    doc_id,
    note,
from raw.events
qualify _edition = max(_edition) over ()
