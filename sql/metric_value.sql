-- Every figure of every KPI, and the rows behind them, as the frame (frame.sql) writes them. A file
-- of sql/metrics has no table: `metrics.<metric_id>` is a view of its figures.
create table metrics.metric_value (
    metric_id varchar not null,
    figure varchar not null,  -- metric/place/segment kind/segment/phase: the same in every build
    figure_set varchar not null,  -- which rows of metric_row make it; of this build alone
    place_kind varchar not null,
    place_code varchar not null,
    segment_kind varchar not null,
    segment varchar not null,
    phase varchar,
    period varchar,  -- as_of as text, no finer than stated
    as_of date,
    as_of_precision varchar,
    value double,
    lower double,
    upper double,
    qualifier varchar,
    numerator double,
    denominator double,
    nature varchar,
    statement_ids varchar[],  -- that it states or rests on; those of its rows are in metric_row
    doc_ids varchar[],
    adds varchar,  -- how its rows give it: stated, sum, ratio, median, p90
    is_current boolean,
    holds boolean  -- rests on nothing revised or refuted since, or set aside by a steward
);

-- One row per figure that is made of rows behind it: its as-of is the newest day of what it counts,
-- its age counts from the oldest.
create table metrics.metric_age (
    figure_set varchar not null,
    place_code varchar not null,
    oldest_on date,  -- the last day that the as-of of its oldest dated row may mean
    undated_rows bigint not null  -- rows without a day
);

-- One row per row behind: one plan, statement, province, ... and what it gives above or below the
-- line. Kept once: a figure's rows are those of its set that lie within its place.
create table metrics.metric_row (
    figure_set varchar not null,
    metric_id varchar not null,
    place_code varchar not null,
    kind varchar not null,
    code varchar,
    above double,
    below double,
    statement_ids varchar[] not null,
    doc_ids varchar[] not null
);
