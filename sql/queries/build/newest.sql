-- One row per source: when its newest edition was read, and in how many days the next is promised.
select
    source,
    max_by(accessed, edition)::date as accessed,
    max_by(promise_days, edition) as promise_days,
from meta.source_load
group by source
order by source
