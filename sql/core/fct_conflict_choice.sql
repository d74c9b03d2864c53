/*
description = "A steward's choice of the statement to display in a conflict, in force."
grain = ["conflict_id"]
[columns]
conflict_id = "as in marts.conflict"
statement_id = "the statement to display"
decided_by = "an office"
*/
select
    conflict_id,
    statement_id,
    reason_th,
    reason_en,
    decided_on,
    decided_by,
from staging.stg_conflict_choices
where statement_id is not null
