-- One row: whether the two sides are laid out alike. Those that are not have value, bounds and
-- period in common, and no more.
select
    count(distinct shape) = 1 as are_alike,
from sides('meta.build')
