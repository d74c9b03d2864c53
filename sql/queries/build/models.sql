-- One row per model that the build carries and that can be run again over what was known on a day.
select
    name,
    sql,
    depends_on,
from meta.model
where schema_name in ('core', 'marts', 'metrics')
