/*
description = "A statement, or small group of statements, of one of the five founding documents."
grain = ["doc_id", "statement_th"]
[columns]
held_as = "where the record held it on 28 November 2026; empty where it did not"
*/
select
    doc_id,
    statement_th,
    held_as,
from staging.stg_founding_statements
