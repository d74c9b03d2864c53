-- One row: the build that this one is compared with, empty where it is the first.
select
    previous,
    strptime(split_part(previous, '-', 1), '%Y%m%dT%H%M%SZ') as previous_built_at,
from meta.build
