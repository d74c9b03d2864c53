-- One row per figure that places of the kind $among have, and how many of them: those that most
-- have first, what is known of every place after the KPIs.
select
    kind,
    figure_id,
    any_value(label_th) as label_th,
    any_value(label_en) as label_en,
    any_value(segment_th) as segment_th,
    any_value(segment_en) as segment_en,
    any_value(phase) as phase,
    count(*) as places,
from compared($among, $from_date, $to_date)
where coalesce(value, lower, upper) is not null
group by kind, figure_id
order by kind = 'fact' and $among <> 'plan', places desc, figure_id
