/*
description = "A seminar, agreement, ceremony or meeting."
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
    venue_th,
    province_code,
    organisers,
    organisers_th,
    attendance,
    attendance_qualifier,
    doc_id,
    note,
    note_th,
from staging.stg_events
