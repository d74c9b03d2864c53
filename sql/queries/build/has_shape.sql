-- One row: whether the attached build $name has the column that names its shape (1) or not (0).
select
    count(*) as has_shape,
from duckdb_columns()
where
    database_name = $name
    and schema_name = 'meta'
    and table_name = 'build'
    and column_name = 'shape'
