-- The table that figure_history.sql fills, build by build: one row per change of a headline figure.
create table meta.figure_history (
    metric_id varchar,
    build_id varchar,
    built_at timestamp,
    value double,
    lower double,
    upper double,
    qualifier varchar,
    as_of date,
    as_of_precision varchar,
    definition varchar,
    changed varchar[],
    parts struct(part varchar, change double)[]
)
