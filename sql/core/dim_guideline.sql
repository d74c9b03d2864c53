/*
description = "A policy guideline of the meeting of 30 April 2567."
grain = ["no"]
*/
select
    no,
    title_th,
    title_en,
    doc_id,
    note,
    note_th,
from staging.stg_guidelines
