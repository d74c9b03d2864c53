-- Views and macros by which models, checks and queries read figures and the rows behind them.

-- One row per figure and per row behind it.
create or replace view metrics.figure_row as
select
    metric_value.metric_id,
    metric_value.figure,
    metric_value.figure_set,
    metric_value.place_code as figure_place,
    metric_row.place_code,
    metric_row.kind,
    metric_row.code,
    metric_row.above,
    metric_row.below,
    metric_row.statement_ids,
    metric_row.doc_ids,
from metrics.metric_value as metric_value
inner join metrics.metric_row as metric_row
    on metric_value.figure_set = metric_row.figure_set
left join core.dim_province as province
    on metric_row.place_code = province.province_code
where
    metric_value.place_kind = 'national'
    or metric_value.place_code in (metric_row.place_code, province.region_code);

-- The rows behind each figure of a KPI as `parts`, and their statements: for a KPI that reads it.
create or replace macro rows_of(kpi) as table
select
    figure_set,
    figure_place,
    added_parts(kind, code, above, below, statement_ids, doc_ids := doc_ids) as parts,
    flatten(list(statement_ids)) as statement_ids,
from metrics.figure_row
where metric_id = kpi
group by figure_set, figure_place;

-- One row per figure and statement: those that it states or rests on, and those of its rows.
create or replace view metrics.figure_statement as
select
    metric_id,
    figure,
    figure_set,
    place_code as figure_place,
    unnest(statement_ids) as statement_id,
from metrics.metric_value

union

select
    metric_id,
    figure,
    figure_set,
    figure_place,
    unnest(statement_ids) as statement_id,
from metrics.figure_row;

-- One row per KPI with a figure: its headline, of the country where it has one, else the newest.
create or replace view metrics.headline as
select
    metric_value.* exclude (adds, nature),
    coalesce(
        aged.oldest_on, period_end(metric_value.as_of, metric_value.as_of_precision)
    ) as as_of_end,
    metric.promise_days,
from metrics.metric_value as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id and is_headline_of(metric_value, metric)
left join metrics.metric_age as aged
    on metric_value.figure_set = aged.figure_set and metric_value.place_code = aged.place_code
where
    metric_value.is_current
    and coalesce(metric_value.value, metric_value.lower, metric_value.upper) is not null
qualify
    row_number() over (
        partition by metric_value.metric_id
        order by
            metric_value.place_kind <> 'national',
            metric_value.as_of desc nulls last,
            metric_value.period,
            metric_value.place_code
    ) = 1;

-- Every figure on a day (null: as stored). What is left until a deadline, a row behind of the kind
-- `deadline` below the line, is counted from that day; of a day before the figure's own, from its
-- own. Once the deadline has passed there is no value, and what is above the line stays. A row
-- behind of the kind `kpi` counts above the line where the headline of that KPI is current on the
-- day. Each figure has its age on the day, in days and in full months, and its state.
create or replace macro figures_on(today) as table
with left_over as (
    select
        figure_set,
        any_value(code::date) as deadline,
    from metrics.metric_row
    where kind = 'deadline'
    group by figure_set
),

spans as (
    select
        metric_value.figure_set,
        left_over.deadline,
        months_left(
            greatest(today, period_end(metric_value.as_of, metric_value.as_of_precision)),
            left_over.deadline
        ) as months,
    from metrics.metric_value as metric_value
    inner join left_over
        on metric_value.figure_set = left_over.figure_set
    where today is not null
),

fresh as (
    select
        behind.figure_set,
        count(*) filter (
            where age_state(today, headline.as_of_end, headline.promise_days) = 'current'
        ) as current_kpis,
        100 * current_kpis / count(*) as share,
    from metrics.metric_row as behind
    inner join metrics.headline as headline
        on behind.code = headline.metric_id
    where behind.kind = 'kpi' and today is not null
    group by behind.figure_set
)

select
    metric_value.* replace (
        case
            when fresh.figure_set is not null then fresh.share
            when spans.figure_set is null then metric_value.value
            else metric_value.numerator / spans.months
        end as value,
        case
            when fresh.figure_set is not null then fresh.share
            when spans.figure_set is null then metric_value.lower
            else metric_value.lower * metric_value.denominator / spans.months
        end as lower,
        case
            when fresh.figure_set is not null then fresh.share
            when spans.figure_set is null then metric_value.upper
            else metric_value.upper * metric_value.denominator / spans.months
        end as upper,
        coalesce(fresh.current_kpis, metric_value.numerator) as numerator,
        case
            when spans.figure_set is null then metric_value.denominator
            else spans.months
        end as denominator
    ),
    spans.deadline,
    spans.figure_set is not null and spans.months is null as is_passed,
    coalesce(
        aged.oldest_on, period_end(metric_value.as_of, metric_value.as_of_precision)
    ) as ages_from,
    aged.undated_rows,
    age_in('day', today::date, ages_from) as age_days,
    age_in('month', today::date, ages_from) as age_months,
    case when today is not null then age_state(today, ages_from, metric.promise_days) end
        as age_state,
from metrics.metric_value as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id
left join spans
    on metric_value.figure_set = spans.figure_set
left join fresh
    on metric_value.figure_set = fresh.figure_set
left join metrics.metric_age as aged
    on metric_value.figure_set = aged.figure_set and metric_value.place_code = aged.place_code;

-- Every figure, worked out for `today` where that matters. What is worked out for today is of every
-- period. The headline of an index names its own place, as Bangkok's rank, and is of the country.
create or replace macro figures_everywhere(from_date, to_date, today := null) as table
select
    metric_value.*,
    metric_value.deadline is not null
    or is_of_period(metric_value, metric, from_date, to_date) as is_in_period,
    is_headline_of(metric_value, metric) as is_headline,
    metric_value.place_kind = 'national'
    or (
        metric.headline_segment_kind = 'index'
        and metric_value.segment_kind = 'index'
        and metric_value.segment = metric.headline_segment
    ) as is_of_country,
from figures_on(today) as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id;

-- The figures of the chosen place and of the country.
create or replace macro figures_here(province, region, from_date, to_date, today := null) as table
select
    *
from figures_everywhere(from_date, to_date, today := today)
where
    place_kind = 'national'
    or (place_kind = 'province' and place_code = province)
    or (place_kind = 'region' and place_code = region and province is null)
    or (is_of_country and province is null and region is null);

-- Of each KPI the one figure that a tile shows. Without one for the place a KPI keeps its national
-- one; without one for the period, its last.
create or replace macro shown_figures(province, region, from_date, to_date, today := null) as table
select
    here.*
from figures_here(province, region, from_date, to_date, today := today) as here
where here.is_headline or here.place_kind <> 'national'
qualify is_shown(here, '');  -- all of one place

-- The newest day in the record: no model knows today, and the record is at least this old. Without
-- a statement or document there is none.
create or replace macro newest_day() as table
select
    max(day) as as_of,
    'day' as as_of_precision,
from (
    select
        as_of as day,
    from marts.statement

    union all

    select
        published_on as day,
    from core.dim_document
);

-- The latest figure of each KPI, segment and place of a kind within a period.
create or replace macro place_figures(kind, from_date, to_date) as table
select
    metric_value.*,
from metrics.metric_value as metric_value
inner join meta.metric as metric
    on metric_value.metric_id = metric.metric_id
where
    metric_value.place_kind = kind
    and is_of_period(metric_value, metric, from_date, to_date)
qualify
    row_number() over (
        partition by
            metric_value.metric_id,
            metric_value.segment_kind,
            metric_value.segment,
            metric_value.phase,
            metric_value.place_code
        order by metric_value.is_current desc, metric_value.as_of desc nulls last
    ) = 1;

-- Every figure of a kind of places that can stand beside that of another one, the latest of the
-- period: of provinces, regions, the country, plans ('plan') and batches ('batch') what is known of
-- them ('fact'), KPIs ('kpi') and, of batches, what documents state ('measure'). An index is one
-- figure over its editions, whose scores are ranked in their own list alone.
create or replace macro compared(among, from_date, to_date) as table
with kpis as (
    select
        *,
        place_code as own_code,
    from place_figures(among, from_date, to_date)

    union all by name

    select
        metric_value.*,
        metric_value.segment as own_code,
    from metrics.metric_value as metric_value
    inner join meta.metric as metric
        on metric_value.metric_id = metric.metric_id
    where
        metric_value.is_current
        and is_of_period(metric_value, metric, from_date, to_date)
        and (
            (among = 'plan' and metric_value.segment_kind = 'plan')
            or (
                among = 'batch'
                and metric_value.segment_kind in ('cohort', 'ambassadors')
                and metric_value.denominator is not null
            )
        )
)

select
    'fact' as kind,
    fact as figure_id,
    place_code,
    unit,
    case
        when unit = 'THB' and fact <> 'gpp_per_capita' then 'baht_million'
        when unit = 'percent' then 'percent2'
        else 'integer'
    end as format,
    'neutral' as direction,
    adds,
    of_list,
    as_of,
    as_of_precision,
    value,
    lower,
    upper,
    qualifier,
    doc_ids,
from marts.place_fact
where place_kind = among

union all by name

select
    'kpi' as kind,
    case
        when kpis.segment_kind = 'index' then kpis.metric_id
        when among in ('plan', 'batch') then concat_ws(':', kpis.metric_id, kpis.phase)
        else concat_ws(':', kpis.metric_id, kpis.segment_kind, kpis.segment, kpis.phase)
    end as figure_id,
    kpis.own_code as place_code,
    metric.label_th,
    metric.label_en,
    case when among not in ('plan', 'batch') then segment.name_th end as segment_th,
    case when among not in ('plan', 'batch') then segment.name_en end as segment_en,
    kpis.phase,
    metric.unit,
    metric.format,
    metric.direction,
    metric.rollup as adds,
    case
        when kpis.segment_kind = 'index'
            then array_to_string(string_split(kpis.segment, ':')[:-2], ':')
    end as of_list,
    case when metric.unit = 'rank' then kpis.denominator end as of,
    kpis.as_of,
    kpis.as_of_precision,
    kpis.value,
    kpis.lower,
    kpis.upper,
    kpis.qualifier,
    kpis.doc_ids,
from kpis
inner join meta.metric as metric
    on kpis.metric_id = metric.metric_id
left join core.dim_segment as segment
    on
        kpis.segment_kind = segment.segment_kind
        and kpis.segment = segment.segment
        and kpis.segment_kind not in ('national', 'index')
qualify
    row_number() over (
        partition by figure_id, kpis.own_code
        order by kpis.as_of desc nulls last, kpis.segment desc
    ) = 1

union all by name

select
    'measure' as kind,
    concat_ws(':', 'stated', figure.measure, figure.phase) as figure_id,
    figure.segment as place_code,
    measure.name_th as label_th,
    measure.name_en as label_en,
    figure.phase,
    measure.unit,
    case when measure.unit = 'THB' then 'baht_million' else 'integer' end as format,
    'neutral' as direction,
    'none' as adds,
    figure.as_of,
    figure.as_of_precision,
    figure.value,
    figure.lower,
    figure.upper,
    figure.qualifier,
    figure.doc_ids,
from marts.figure as figure
inner join core.dim_measure as measure
    on figure.measure = measure.measure
where
    among = 'batch'
    and figure.segment_kind = 'cohort'
    and figure.is_current
    and is_in_period(
        figure.as_of, from_date, to_date, stated_precision := figure.as_of_precision
    );

-- What a table of rows and columns counts or adds up, in the chosen area and period: of the subject
-- 'amounts' or 'events' statements of money or events of plans, of 'records' all that documents
-- state, of the name of a KPI the rows behind its figures: of a sum or ratio those that other pages
-- show of provinces and the country in the period; what is stated for itself is of each day. What
-- an agency sent of a plan that is not listed is not public.
create or replace macro countable_here(
    subject, region, province, from_date, to_date, operator
) as table
with latest as (
    select
        *
    from place_figures('province', from_date, to_date)

    union all by name

    select
        *
    from place_figures('national', from_date, to_date)
),

sets as (
    select
        figure.*
    from latest as figure
    inner join meta.metric as metric
        on figure.metric_id = metric.metric_id
    where
        figure.metric_id = subject
        and figure.holds
        and figure.adds = metric.rollup

    union all by name

    select
        figure.*
    from metrics.metric_value as figure
    inner join meta.metric as metric
        on figure.metric_id = metric.metric_id
    where
        figure.metric_id = subject
        and figure.holds
        and metric.rollup = 'none'
        and figure.adds = 'stated'
        and is_in_period(
            figure.as_of, from_date, to_date, stated_precision := figure.as_of_precision
        )
),

behind as (  -- of a row of the country and of its province, that of the province; a difference,
    select  -- where some rows are taken off others, is of the country alone
        sets.segment_kind || ':' || sets.segment as segment,
        sets.as_of,
        sets.as_of_precision,
        sets.qualifier,
        given.* replace (
            case
                when min(given.above) over (partition by given.figure_set, given.figure_place) < 0
                    then 'TH'
                else given.place_code
            end as place_code
        ),
    from sets
    inner join metrics.figure_row as given
        on sets.figure_set = given.figure_set and sets.place_code = given.figure_place
    qualify
        row_number() over (
            partition by
                sets.segment_kind,
                sets.segment,
                sets.phase,
                case when sets.adds = 'stated' then given.figure_set end,
                given.kind,
                given.code,
                given.above,
                given.below
            order by given.place_code = 'TH', given.figure_place = 'TH', given.figure_place
        ) = 1
),

listed as (
    select
        *
    from marts.countable as record
    where
        case subject
            when 'amounts' then kind = 'investment'
            when 'events' then kind = 'plan_event'
            else subject = 'records'
        end
        and (operator or kind <> 'agency' or len(place_codes) > 0)
        and is_in_period(
            record.as_of, from_date, to_date, stated_precision := record.as_of_precision
        )

    union all by name

    select
        behind.kind,
        behind.code,
        behind.segment,
        coalesce(dim_province.region_code, behind.place_code) as region_code,
        behind.place_code as province_code,
        year(behind.as_of)::varchar as year,
        [behind.place_code] as place_codes,
        behind.as_of,
        behind.as_of_precision,
        behind.doc_ids,
        behind.above,
        behind.below,
        case when behind.qualifier in ('=', '>', '>=') then behind.above end as lower,
        case when behind.qualifier in ('=', '<', '<=') then behind.above end as upper,
        behind.qualifier,
    from behind
    left join core.dim_province as dim_province
        on behind.place_code = dim_province.province_code
)

select
    listed.*,
from listed
where
    (region is null and province is null)
    or list_has_any(
        listed.place_codes,
        (
            select list(here.province_code)
            from core.dim_province as here
            where is_here(here.province_code, here.region_code, region, province)
        )
    );

-- The plans that these figures of provinces count.
create or replace macro plans_counted(from_date, to_date) as table
select distinct
    figure.metric_id,
    behind.code as plan_key,
from place_figures('province', from_date, to_date) as figure
inner join metrics.figure_row as behind
    on figure.figure_set = behind.figure_set and figure.place_code = behind.figure_place
where behind.kind = 'plan' and behind.above > 0;
