/*
description = "The statement chosen for display in a conflict, with the reason. Newest edition only."
grain = ["conflict_id"]
[columns]
statement_id = "the statement to display; empty where the conflict was opened again"
decided_by = "an office"
*/
select
    conflict_id,
    statement_id,
    reason_th,
    reason_en,
    decided_on,
    decided_by,
from raw.conflict_choices
qualify _edition = max(_edition) over ()
