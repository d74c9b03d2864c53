-- One row per table that can be taken along whole.
select
    name,
    description,
from meta.model
where schema_name in ('core', 'marts')
order by name
