-- One row: places, projects and other batches' statements in the record, before any filter.
select
    (select count(*) from core.fct_cohort_place) as places,
    (select count(*) from core.dim_project where cohort is not null) as projects,
    (select count(*) from core.fct_cohort_result where cohort not in ('SCA-1', 'SCA-2')) as others,
