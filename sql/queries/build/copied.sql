-- One row per table of a build that its record as known on a day begins with, and how its rows are
-- told apart. Those that name documents come first: they say which plans were known.
select
    schema_name || '.' || table_name as name,
    list_contains(list(column_name), 'doc_id') as names_document,
    list_contains(list(column_name), 'plan_key') as names_plan,
    list_contains(list(column_name), 'decided_on') as is_decision,
from duckdb_columns()
where database_name = 'published' and schema_name in ('staging', 'meta')
group by schema_name, table_name
order by names_document desc, name
