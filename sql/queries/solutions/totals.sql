-- One row: how many rows of each kind the record holds, before any filter.
with solutions as (
    select
        count(*) as solutions,
        count(*) filter (where coalesce(province_code, 'TH') = 'TH') as unplaced,
    from core.dim_solution
),

adoptions as (
    select count(*) as adoptions
    from core.fct_solution_adoption
),

reports as (
    select
        count(*) as reports,
    from core.fct_adoption_report
),

links as (
    select
        count(*) as links,
    from core.bridge_plan_link
),

pledges as (
    select
        count(*) as pledges,
    from core.fct_provincial_pledge
),

events as (
    select
        count(*) as events,
        count(*) filter (where start_date is null) as undated,
        count(*) filter (where date_precision = 'year') as of_a_year,
        count(*) filter (where province_code is null) as unplaced_events,
    from core.fct_programme_event
),

details as (
    select
        count(*) as details,
    from core.fct_event_detail
)

select
    solutions.solutions,
    solutions.unplaced,
    adoptions.adoptions,
    reports.reports,
    links.links,
    pledges.pledges,
    events.events,
    events.undated,
    events.of_a_year,
    events.unplaced_events,
    details.details,
from solutions
cross join adoptions
cross join reports
cross join links
cross join pledges
cross join events
cross join details
