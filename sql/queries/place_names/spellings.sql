-- Every spelling of a region or province, in the form in which it is looked up.
select
    province_code as code,
    name_key(alias) as spelling,
from core.dim_province_alias

union all

select
    province_code as code,
    name_key(unnest([name_th, name_en])) as spelling,
from core.dim_province

union all

select
    region_code as code,
    name_key(unnest([name_th, name_en])) as spelling,
from core.dim_region
