-- One row per table of the build under way that its content hash covers, with the columns hashed.
-- Which file a row came from, and where it stood there, is not its content.
select
    tables.schema_name,
    tables.table_name,
    list(columns.column_name order by columns.column_name) filter (
        where
            columns.column_name not in (
                '_edition', '_file_sha256', '_row', 'file', 'sheet', 'row', 'cells'
            )
            and not (tables.table_name = 'source_problem' and columns.column_name = 'message')
    ) as columns,
from duckdb_tables() as tables
inner join duckdb_columns() as columns
    on
        tables.database_name = columns.database_name
        and tables.table_oid = columns.table_oid
where
    tables.schema_name in ('raw', 'quarantine', 'staging', 'core', 'marts', 'metrics')
    or (
        tables.schema_name = 'meta'
        and tables.table_name in ('metric', 'column', 'document', 'source', 'source_problem')
    )
group by tables.schema_name, tables.table_name
order by tables.schema_name, tables.table_name
