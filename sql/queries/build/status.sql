-- One row: which build this is, its rows by outcome, checks with findings, problems of sources.
select
    build.build_id,
    build.content_hash,
    strftime(build.built_at, '%Y-%m-%dT%H:%M:%SZ') as built_at,
    build.seconds,
    (select count(*) from meta.source_load)::integer as editions,
    (select sum(rows_read) from meta.source_load)::integer as rows_read,
    (select sum(accepted) from meta.source_load)::integer as accepted,
    (select sum(quarantined) from meta.source_load)::integer as quarantined,
    (
        select count(*) from meta.check_result where offending > 0
    )::integer as checks_with_findings,
    (select list(message order by source) from meta.source_problem) as problems,
from meta.build as build
