-- One row: how many records `rows` may read, a part at a time.
select
    count(*) as records,
from marts.record
