/*
description = "A policy guideline of the meeting of 30 April 2567. Newest edition only."
grain = ["no"]
*/
select
    no,
    title_th,
    title_en,
    doc_id,
    note,
    note_th,
from raw.guidelines
qualify _edition = max(_edition) over ()
