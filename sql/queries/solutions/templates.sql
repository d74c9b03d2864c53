-- One row per form of the page's agency files: its name and who sends it.
select
    source,
    title_th,
    title_en,
    owner_th,
    owner_en,
    promise_days,
from meta.source
where source in ('agency_solution_adoption', 'agency_plan_links', 'agency_provincial_pledges')
order by source
