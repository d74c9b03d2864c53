-- One row: whether any invented number is in the build, and the edition of its borders.
select
    build.has_sample,
    max(load.edition) as borders,
from meta.build as build
left join meta.source_load as load
    on load.source = 'boundaries'
group by build.has_sample
