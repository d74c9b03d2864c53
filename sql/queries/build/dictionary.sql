-- One row per table that others may read: what it is, and its columns as rows of a Markdown table.
select
    columns.table_schema || '.' || columns.table_name as name,
    any_value(model.description) as description,
    string_agg(
        '| `' || columns.column_name || '` | ' || columns.data_type || ' | '
        || columns.description || ' |',
        chr(10) order by columns.column_name
    ) as lines,
from meta.column as columns
left join meta.model as model
    on model.name = columns.table_schema || '.' || columns.table_name
where columns.table_schema in ('core', 'marts', 'metrics', 'meta', 'quarantine')
group by columns.table_schema, columns.table_name
order by name
