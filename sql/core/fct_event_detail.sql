/*
description = "A topic, body, factor, audience, concept, goal, pledge or problem field that a founding document names at an event."
grain = ["event_key", "kind", "seq"]
[columns]
kind = "topic, body (an organisation of speakers or experts), factor, audience, concept, sdg, pledge or problem_field"
seq = "order in the text, from 1 for each kind"
name_th = "as the document has it"
name_en = "a translation"
*/
select
    event_key,
    kind,
    seq,
    name_th,
    name_en,
    doc_id,
from staging.stg_event_details
