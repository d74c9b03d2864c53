-- One row per model of the warehouse: what it is made of, and how many rows it came to.
select
    name,
    schema_name,
    depends_on,
    rows,
from meta.model
where schema_name in ('staging', 'core', 'marts', 'metrics')
order by name
