-- A build of shape 1, attached as `as_made`, in today's shape: it had rows behind in its figures.
-- The texts of its KPIs said then what the frame says now, so they say nothing of the definition.
create view meta.build as
select
    *,
    1 as shape,
from as_made.meta.build;

create view meta.metric as
select
    * replace (null::varchar as sql),
    null::varchar[] as places,
from as_made.meta.metric;

create view metrics.as_made as
select
    *,
    concat_ws('/', metric_id, place_code, segment_kind, segment, phase) as figure,
    concat_ws(
        '/', metric_id, place_code, segment_kind, segment, phase, as_of,
        row_number() over (
            partition by metric_id, place_code, segment_kind, segment, phase, as_of
            order by statement_ids, value, lower, upper, qualifier, as_of_precision
        )
    ) as figure_set,
from as_made.metrics.metric_value;

create view metrics.metric_value as
select
    as_made.* exclude (parts),
    not list_has_any(as_made.statement_ids, gone.statement_ids) as holds,
from metrics.as_made as as_made
cross join (
    select
        coalesce(list(statement_id), []) as statement_ids,
    from (
        select
            unnest(statement_ids) as statement_id,
        from as_made.marts.figure
        where not is_known_now

        union

        select
            statement_id,
        from as_made.marts.conflict_statement
        where is_set_aside
    )
) as gone;

create view metrics.metric_row as
select
    figure_set,
    metric_id,
    place_code,
    unnest(parts, recursive := true),
from metrics.as_made;
