-- One row: places and projects of batches in the record, before any filter.
select
    (select count(*) from core.fct_cohort_place) as places,
    (select count(*) from core.dim_project where batch is not null) as projects,
