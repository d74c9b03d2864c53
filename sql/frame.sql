-- The frame around every KPI. From what the files of sql/metrics give (the table `given`, see
-- given.sql) it makes the figures (metrics.metric_value) and the rows behind them
-- (metrics.metric_row); and how old those are (metrics.metric_age).
--
-- What it does with a KPI is in the header of its file:
--   * `rollup`: how rows make a figure (sum, ratio, none);
--   * `places`: where a row counts (province, region, national), or `own`: in its own place alone;
--   * `absence`: with `zero`, a province without rows has the figure 0, in each set of rows that
--     has a row of some province; with `named`, the same once public documents name all that is
--     published of the measure `named_of`, and until then each place has at least what is named; of
--     an earlier day (an `edition`) the signs of its rows say which of both held then;
--   * `unit`: a percentage is 100 times the ratio.
-- It runs once for all KPIs, and once more for those that read the figures of others.

-- 1. The rows behind figures, with defaults filled in. The rows of one `figure_set` make one figure
-- per place. A row holds unless it rests on a statement that was revised since, or that a steward
-- set aside.
create or replace temp table gone as
select
    coalesce(list(statement_id), []) as gone_ids,
from (
    select
        unnest(statement_ids) as statement_id,
    from marts.figure
    where not is_known_now or is_refuted

    union

    select
        statement_id,
    from marts.conflict_statement
    where is_set_aside
);

create or replace temp table absence as
select
    metric.metric_id,
    metric.absence in ('zero', 'named') as is_grid,
    metric.absence = 'named' as is_of_names,
    is_of_names and not coalesce(naming.is_complete, false) as is_open,
from meta.metric as metric
left join marts.naming as naming
    on metric.named_of = naming.measure;

create or replace temp table behind as
with filled as (
    select
        given.* replace (
            coalesce(given.place_code, 'TH') as place_code,
            coalesce(given.segment_kind, 'national') as segment_kind,
            coalesce(given.segment, 'TH') as segment,
            coalesce(given.phase, 'result') as phase,
            coalesce(given.code, given.statement_ids[1]) as code,
            coalesce(given.qualifier, '=') as qualifier,
            coalesce(given.nature, 'derived') as nature,
            case
                when given.segment_kind = 'plan' then ['own']
                else coalesce(given.places, metric.places)
            end as places
        ),
        given.above is not null or given.below is not null as gives,
        given.above is null and given.below is not null as is_below,
        coalesce(given.above, given.below, 0) as amount,
    from given
    inner join meta.metric as metric
        on given.metric_id = metric.metric_id
    where given.kind is not null
),

bounded as (
    select
        * replace (
            coalesce(lower, case when qualifier in ('=', '>', '>=') then amount end) as lower,
            coalesce(upper, case when qualifier in ('=', '<', '<=') then amount end) as upper
        ),
    from filled
)

select
    metric_id,
    concat_ws(
        '/', metric_id, segment_kind, segment, phase, edition,
        case when list_contains(places, 'own') then place_code end
    ) as figure_set,
    segment_kind,
    segment,
    phase,
    place_code,
    places,
    as_of,
    as_of_precision,
    kind,
    code,
    above,
    below,
    case when is_below then 0 else lower end as lower,
    case when is_below then 0 else upper end as upper,
    case when is_below then '=' else qualifier end as qualifier,
    case when is_below then lower else coalesce(below, 0) end as below_lower,
    case when is_below then upper else coalesce(below, 0) end as below_upper,
    case when is_below then qualifier else '=' end as below_qualifier,
    nature,
    adds,
    gives,
    case when edition is not null then qualifier = '>=' end as was_open,
    case when gives then ids(statement_ids) else [] end as statement_ids,
    case when gives then ids(rests_on) else [] end as rests_on,
    case when gives then ids(doc_ids) else [] end as doc_ids,
    not gives
    or not list_has_any(coalesce(statement_ids, []) || coalesce(rests_on, []), gone_ids) as holds,
from bounded
cross join gone;

-- 2. Sums by province first, so that a wider place adds up 77 rows per set and not every row again.
create or replace temp table by_place as
with sets as (  -- where absence is zero, those that have a row of a province
    select distinct
        behind.figure_set,
        behind.metric_id,
        behind.segment_kind,
        behind.segment,
        behind.phase,
        behind.places,
    from behind
    inner join absence
        on behind.metric_id = absence.metric_id
    where
        absence.is_grid
        and list_contains(behind.places, 'province')
        and behind.place_code <> 'TH'
),

grid as (  -- every province of each
    select
        sets.*,
        province.province_code as place_code,
    from sets
    cross join core.dim_province as province
),

added as (
    select
        figure_set,
        metric_id,
        segment_kind,
        segment,
        phase,
        places,
        place_code,
        max(as_of) as as_of,
        arg_max(as_of_precision, (as_of, statement_ids))
            filter (where as_of is not null) as as_of_precision,
        added(above) as above,
        added(below) as below,
        added_bound(lower) as lower,
        added_bound(upper) as upper,
        added_qualifier(qualifier) as qualifier,
        added_bound(below_lower) as below_lower,
        added_bound(below_upper) as below_upper,
        added_qualifier(below_qualifier) as below_qualifier,
        any_value(nature) as nature,
        any_value(adds) as adds,
        list(above) filter (where adds is not null) as ranked,
        count(*) filter (where gives) as row_count,
        bool_and(kind = 'statement') filter (where gives) as is_stated,
        bool_and(holds) as holds,
        bool_or(was_open) as was_open,
        min(period_end(as_of, as_of_precision)) filter (where above is not null) as oldest_on,
        count(*) filter (where above is not null and as_of is null) as undated_rows,
        ids(flatten(list(rests_on))) as rests_on,
        ids(flatten(list(doc_ids))) as doc_ids,
    from behind
    group by figure_set, metric_id, segment_kind, segment, phase, places, place_code
)

select
    figure_set,
    metric_id,
    segment_kind,
    segment,
    phase,
    place_code,
    added.* exclude (figure_set, metric_id, segment_kind, segment, phase, places, place_code),
    case
        when list_contains(places, 'own') or place_code = 'TH' then [place_code]
        else list_filter(
            [
                case when list_contains(places, 'province') then place_code end,
                case when list_contains(places, 'region') then province.region_code end,
                case when list_contains(places, 'national') then 'TH' end
            ],
            lambda place: place is not null
        )
    end as counts_in,
from added
full join grid
    using (figure_set, metric_id, segment_kind, segment, phase, places, place_code)
left join core.dim_province as province
    on place_code = province.province_code;

-- 3. The figures that are made of rows, in every place where these count.
create or replace temp table counted as
with placed as (
    select
        by_place.* exclude (place_code, counts_in),
        unnest(by_place.counts_in) as place_code,
    from by_place
),

added as (
    select
        placed.figure_set,
        placed.metric_id,
        placed.place_code,
        placed.segment_kind,
        placed.segment,
        placed.phase,
        max(placed.as_of) as as_of,
        arg_max(placed.as_of_precision, (placed.as_of, placed.as_of_precision))
            filter (where placed.as_of is not null) as as_of_precision,
        case
            when absence.is_grid then coalesce(added(placed.above), 0)
            else added(placed.above)
        end as above,
        added(placed.below) as below,
        -- a province of the grid has no row, and adds nothing
        added_bound(case when placed.row_count is null then 0 else placed.lower end) as lower,
        added_bound(case when placed.row_count is null then 0 else placed.upper end) as upper,
        added_bound(case when placed.row_count is null then 0 else placed.below_lower end)
            as below_lower,
        added_bound(case when placed.row_count is null then 0 else placed.below_upper end)
            as below_upper,
        ratio_qualifier(
            added_qualifier(placed.qualifier), added_qualifier(placed.below_qualifier)
        ) as qualifier,
        coalesce(any_value(placed.nature), 'derived') as nature,
        any_value(placed.adds) as adds,
        list_sort(flatten(list(placed.ranked))) as ranked,
        sum(placed.row_count) as row_count,
        min(placed.oldest_on) as oldest_on,
        sum(placed.undated_rows) as undated_rows,
        bool_and(placed.is_stated) as is_stated,
        coalesce(bool_and(placed.holds), true) as holds,
        ids(flatten(list(placed.rests_on))) as statement_ids,
        ids(flatten(list(placed.doc_ids))) as doc_ids,
        metric.unit,
        metric.rollup,
        coalesce(absence.is_of_names and bool_or(placed.was_open), absence.is_open)
        and placed.place_code <> 'TH' as is_open,
    from placed
    inner join meta.metric as metric
        on placed.metric_id = metric.metric_id
    inner join absence
        on placed.metric_id = absence.metric_id
    group by
        placed.figure_set,
        placed.metric_id,
        placed.place_code,
        placed.segment_kind,
        placed.segment,
        placed.phase,
        metric.unit,
        metric.rollup,
        absence.is_grid,
        absence.is_of_names,
        absence.is_open
),

shown as (  -- without a numerator there is no figure; a ratio needs a denominator and a sign too
    select
        *,
        case when below is null then 1 when unit = 'percent' then 100 else 1 end as scale,
        coalesce(nullif(below, 0), 1) as divisor,
        case when coalesce(below, 0) = 0 then 1 else below_lower end as least,
        case when coalesce(below, 0) = 0 then 1 else below_upper end as most,
        case adds
            when 'median' then list_median(ranked)
            when 'p90' then list_aggregate(ranked, 'quantile_cont', 0.9)
        end as rank,
    from added
    where
        above is not null
        and qualifier is not null
        and (adds is not null or coalesce(below > 0, rollup <> 'ratio'))
)

select
    figure_set,
    metric_id,
    place_code,
    segment_kind,
    segment,
    phase,
    -- a place without rows is as of its set's day
    case when row_count is null then max(as_of) over one_set else as_of end as as_of,
    case
        when row_count is null then arg_max(as_of_precision, as_of) over one_set
        else as_of_precision
    end as as_of_precision,
    case
        when is_open and above = 0 then null  -- none is named: there may be some
        else coalesce(rank, case when adds is null then scale * above / nullif(divisor, 0) end)
    end as value,
    coalesce(rank, scale * lower / nullif(most, 0)) as lower,
    case when not is_open then coalesce(rank, scale * upper / nullif(least, 0)) end as upper,
    case when is_open then '>=' else qualifier end as qualifier,
    case when below is not null then above end as numerator,
    below as denominator,
    nature,
    statement_ids,
    doc_ids,
    coalesce(
        adds,
        case
            when below is not null then 'ratio'
            when row_count = 1 and is_stated then 'stated'
            else 'sum'
        end
    ) as adds,
    holds,
    row_count,
    oldest_on,
    undated_rows,
from shown
window
    one_set as (partition by figure_set);

-- 4. The figures that statements give, and finished ones, with the rows behind each as `lines`.
create or replace temp table stated as
with filled as (
    select
        given.metric_id,
        coalesce(given.place_code, 'TH') as place_code,
        coalesce(given.segment_kind, 'national') as segment_kind,
        coalesce(given.segment, 'TH') as segment,
        given.phase,
        given.as_of,
        given.as_of_precision,
        given.value,
        given.lower,
        given.upper,
        given.qualifier,
        given.below,
        case
            when given.below is null then 1 when metric.unit = 'percent' then 100 else 1
        end as scale,
        given.numerator,
        given.denominator,
        -- an estimate over a count stays an estimate
        case when given.below is null or given.nature = 'estimated' then given.nature end as nature,
        given.statement_ids || coalesce(given.below_statement_ids, []) as statement_ids,
        given.doc_ids || coalesce(given.below_doc_ids, []) as doc_ids,
        given.adds,
        given.is_current,
        given.parts,
        stated_parts(given.value, given.statement_ids) as above_line,
        [
            part(
                coalesce(given.below_kind, 'statement'),
                coalesce(given.below_code, given.below_statement_ids[1]),
                null,
                given.below,
                coalesce(given.below_statement_ids, [])
            )
        ] as below_line,
    from given
    inner join meta.metric as metric
        on given.metric_id = metric.metric_id
    where given.kind is null
),

figures as (
    select
        metric_id,
        place_code,
        segment_kind,
        segment,
        phase,
        as_of,
        as_of_precision,
        scale * value / nullif(coalesce(below, 1), 0) as value,
        scale * lower / nullif(coalesce(below, 1), 0) as lower,
        scale * upper / nullif(coalesce(below, 1), 0) as upper,
        coalesce(qualifier, '=') as qualifier,
        case when below is null then numerator else value end as numerator,
        coalesce(below, denominator) as denominator,
        coalesce(nature, 'derived') as nature,
        statement_ids,
        doc_ids,
        adds,
        is_current,
        coalesce(parts, above_line)
        || case
            when below is null or len(list_filter(parts, lambda one: one.below is not null)) > 0
                then []
            else below_line
        end as lines,
    from filled
),

latest as (  -- of each province the newest, whatever its day
    select
        *,
    from figures
    where segment_kind <> 'plan' and place_code <> 'TH'
    qualify coalesce(is_current, is_newest(figures, statement_ids))
),

regions as (  -- figures of provinces that may be added, where all are exact
    select
        latest.metric_id,
        province.region_code as place_code,
        latest.segment_kind,
        latest.segment,
        latest.phase,
        max(latest.as_of) as as_of,
        arg_max(latest.as_of_precision, (latest.as_of, latest.statement_ids))
            filter (where latest.as_of is not null) as as_of_precision,
        added(latest.value) as total,
        added(latest.numerator) as numerator,
        added(latest.denominator) as denominator,
        flatten(list(latest.statement_ids)) as statement_ids,
        flatten(list(latest.doc_ids)) as doc_ids,
        list_sort(flatten(list(latest.lines))) as lines,
        metric.rollup,
    from latest
    inner join meta.metric as metric
        on latest.metric_id = metric.metric_id
    inner join core.dim_province as province
        on latest.place_code = province.province_code
    where metric.rollup in ('sum', 'ratio') and province.region_code is not null
    group by
        latest.metric_id,
        province.region_code,
        latest.segment_kind,
        latest.segment,
        latest.phase,
        metric.rollup
    having bool_and(latest.value is not null and latest.qualifier = '=')
),

placed as (
    select
        *
    from figures

    union all by name

    select
        * exclude (total, rollup),
        roll_up(rollup, total, numerator, denominator) as value,
        value as lower,
        value as upper,
        '=' as qualifier,
        'derived' as nature,
        true as is_current,
    from regions
)

select
    placed.* replace (
        ids(statement_ids) as statement_ids,
        ids(doc_ids) as doc_ids,
        coalesce(
            adds,
            case
                when len(list_filter(lines, lambda one: one.below is not null)) > 0 then 'ratio'
                when len(lines) = 1 and lines[1].kind = 'statement' then 'stated'
                else 'sum'
            end
        ) as adds
    ),
    concat_ws(  -- each has rows of its own
        '/', metric_id, place_code, segment_kind, segment, phase, as_of,
        row_number() over (
            partition by metric_id, place_code, segment_kind, segment, phase, as_of
            order by statement_ids, value, lower, upper, qualifier, as_of_precision
        )
    ) as figure_set,
from placed;

-- 5. All figures. Statements that only rows behind a figure rest on are kept in those rows alone.
insert into metrics.metric_value by name
with figures as (
    select
        * exclude (row_count, oldest_on, undated_rows)
    from counted

    union all by name

    select
        stated.* exclude (lines) replace (
            case
                when  -- it states what is above the line
                    len(
                        list_filter(
                            lines,
                            lambda one: one.above is not null and one.kind <> 'statement'
                        )
                    )
                    = 0
                    then statement_ids
                else list_filter(
                    statement_ids,
                    lambda named: not list_contains(
                        flatten(list_transform(lines, lambda one: one.statement_ids)), named
                    )
                )
            end as statement_ids
        ),
        not list_has_any(
            statement_ids || flatten(list_transform(lines, lambda one: one.statement_ids)),
            gone_ids
        ) as holds,
    from stated
    cross join gone
)

select
    * replace (coalesce(is_current, is_newest(figures, figure_set)) as is_current),
    concat_ws('/', metric_id, place_code, segment_kind, segment, phase) as figure,
    case
        when place_code = 'TH' then 'national'
        when regexp_full_match(place_code, '[0-9]{2}') then 'province'
        else 'region'
    end as place_kind,
    period_text(as_of, as_of_precision) as period,
from figures
order by metric_id, figure_set, place_code;

insert into metrics.metric_age by name
select
    figure_set,
    place_code,
    oldest_on,
    undated_rows,
from counted
where row_count > 0
order by figure_set, place_code;

-- 6. The rows behind figures, each once, whatever number of places it counts in.
insert into metrics.metric_row by name
with lines as (
    select
        behind.figure_set,
        behind.metric_id,
        behind.place_code,
        behind.kind,
        behind.code,
        case when not absence.is_open or behind.above <> 0 then behind.above end as above,
        behind.below,
        behind.statement_ids,
        behind.doc_ids,
    from behind
    inner join absence
        on behind.metric_id = absence.metric_id
    semi join counted
        on behind.figure_set = counted.figure_set
    where behind.gives

    union all by name

    select
        figure_set,
        metric_id,
        place_code,
        unnest(lines, recursive := true),
    from stated
)

select
    *
from lines
order by figure_set, place_code, kind, code, above;
