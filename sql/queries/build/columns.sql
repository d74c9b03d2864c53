-- One row per column of the build under way, with its model's own words: `meta.column`.
select
    columns.schema_name as table_schema,
    columns.table_name,
    columns.column_name,
    columns.data_type,
    coalesce(description.description, '') as description,
from duckdb_columns() as columns
left join meta.description as description
    on
        columns.schema_name || '.' || columns.table_name = description.name
        and columns.column_name = description.column_name
where
    columns.schema_name in ('raw', 'quarantine', 'staging', 'core', 'marts', 'metrics', 'meta')
    and columns.table_name not in ('column', 'description')  -- this one and its scratch
    and columns.table_name not in (select metric_id from meta.metric)  -- as metric_value
    and not starts_with(columns.column_name, '_')
order by all
