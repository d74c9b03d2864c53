-- One row: whether any invented number is in the published build.
select
    has_sample,
from meta.build
