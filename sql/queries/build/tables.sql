-- One row per table or view of the attached build $name.
select distinct
    schema_name || '.' || table_name as name,
from duckdb_columns()
where
    database_name = $name
    and schema_name in ('raw', 'quarantine', 'staging', 'core', 'marts', 'metrics', 'meta')
order by name
