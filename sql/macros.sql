-- Rolls provincial parts up to a wider place. With `none` it gives null: such a KPI states its own
-- national row, so that nobody averages provincial percentages by accident.
create or replace macro roll_up(kind, total, numerator, denominator) as
    case kind
        when 'sum' then total
        when 'ratio' then 100 * numerator / nullif(denominator, 0)
    end;

-- The last day of a stated period: 2566-07 as a month ends on 31 July 2566.
create or replace macro period_end(first_day, stated_precision) as
    case stated_precision
        when 'day' then first_day
        when 'month' then last_day(first_day)
        when 'year' then make_date(year(first_day), 12, 31)
    end;

-- A stated date as text, no finer than it was stated: 2023-07-14, 2023-07 or 2023.
create or replace macro period_text(first_day, stated_precision) as
    case stated_precision
        when 'day' then strftime(first_day, '%Y-%m-%d')
        when 'month' then strftime(first_day, '%Y-%m')
        when 'year' then strftime(first_day, '%Y')
    end;

-- Of rows that state one thing, the greatest by this holds: the one that is as of the latest day,
-- then the one sent last. `row_standing` of etl/intake/standing.py says the same.
create or replace macro newness(as_of, as_of_precision, edition, line) as
    (period_end(as_of, as_of_precision), edition, line);

-- A row that an agency sent, by its source and key: agency_plan_events/yala/renewed/2025-08-01.
-- A stroke before the last part is written %2F, so that no two keys read alike.
create or replace macro agency_statement(source, parts) as
    array_to_string(
        [source]
        || list_transform(
            parts[:-2], lambda part: replace(replace(part, '%', '%25'), '/', '%2F')
        )
        || parts[-1:],
        '/'
    );

-- The document that such a row rests on: the file as it was sent.
create or replace macro agency_document(source, edition) as
    trim(regexp_replace(lower(source || '-' || edition), '[^a-z0-9]+', '-', 'g'), '-');

-- The sign of a sum, from the signs of its parts: 3 and "over 5" are "over 8". A rough part ("about
-- 2", which may be less) leaves the sum rough, as do signs of both directions. A sum of no parts is
-- exact.
create or replace macro added_qualifier(qualifier) as
    case
        when coalesce(bool_and(qualifier = '='), true) then '='
        when bool_or(qualifier = '~') then '~'
        when bool_or(qualifier in ('>', '>=')) and not bool_or(qualifier in ('<', '<='))
            then case when bool_or(qualifier = '>') then '>' else '>=' end
        when bool_or(qualifier in ('<', '<=')) and not bool_or(qualifier in ('>', '>='))
            then case when bool_or(qualifier = '<') then '<' else '<=' end
        else '~'
    end;

-- What an amount is of: a plan of the national programme; a project in one place that is none, as
-- real estate; several of both, a set of plans, several provinces or the country.
create or replace macro covers(programme, province_codes, reported_by) as
    case
        when programme = 'national' then 'plan'
        when reported_by is null and len(province_codes) = 1 and province_codes <> ['TH']
            then 'project'
        else 'several'
    end;

-- Whether the curator placed a point: no document is named for it, whether or not one is known yet.
create or replace macro is_estimated(location_basis) as
    coalesce(location_basis, 'curator''s estimate') = 'curator''s estimate';

-- A phase as readers are told it: what a batch's plans would bring is no result of the batch.
create or replace macro told_phase(phase, nature) as
    case when phase = 'result' and nature = 'estimated' then 'estimate' else phase end;

-- The unit of an amount: what is said of each project ("10 million per project") is no total.
create or replace macro amount_unit(subject) as
    case when contains(subject, 'per project') then 'THB_per_project' else 'THB' end;

-- A sum that has the same last digit in whatever order the rows come.
create or replace macro added(number) as sum(number order by number);

-- The bound of a sum: the sum of the bounds of its parts, null where one of them has none.
create or replace macro added_bound(bound) as
    case when bool_and(bound is not null) then added(bound) end;

-- The sign of a ratio, from the signs of numerator and denominator; null where they give none, as
-- "over" divided by "over".
create or replace macro ratio_qualifier(above, below) as
    case
        when below = '=' then above
        when above = '~' or below = '~' then '~'
        when above in ('=', '>', '>=') and below in ('<', '<=')
            then case when '>' = above or '<' = below then '>' else '>=' end
        when above in ('=', '<', '<=') and below in ('>', '>=')
            then case when '<' = above or '>' = below then '<' else '<=' end
    end;

-- A row behind a figure: it adds `above` to the numerator and, of a ratio, `below` to the
-- denominator. `kind` and `code` say what it is: a statement, a plan, a province, a document, ...
create or replace macro part(kind, code, above, below, statement_ids, doc_ids := []) as
    {
        'kind': kind::varchar,
        'code': code::varchar,
        'above': above::double,
        'below': below::double,
        'statement_ids': list_sort(list_distinct(statement_ids::varchar[])),
        'doc_ids': list_sort(list_distinct(doc_ids::varchar[]))
    };

-- The rows that an aggregate is made of: one per row of its group that adds something.
create or replace macro added_parts(kind, code, above, below, statement_ids, doc_ids := []) as
    coalesce(
        list_sort(
            list(part(kind, code, above, below, statement_ids, doc_ids := doc_ids))
                filter (where above is not null or below is not null)
        ),
        []
    );

-- The row behind a figure that statements give: statements that agree are one row.
create or replace macro stated_parts(value, statement_ids) as
    [part('statement', statement_ids[1], value, null, statement_ids)];

-- The same for the denominator of a ratio.
create or replace macro stated_below(value, statement_ids) as
    [part('statement', statement_ids[1], null, value, statement_ids)];

-- Whether the sides of a conflict differ by rounding alone: the highest that must be exceeded and
-- the lowest that must not be lie at most 1.5% of the larger apart, or one bounds the other.
create or replace macro differs_by_rounding(highest_low, lowest_high) as
    1000 * (highest_low - lowest_high) <= 15 * greatest(abs(highest_low), abs(lowest_high));

-- Whether all documents of a figure only cite others.
create or replace macro is_secondary(doc_ids) as
    len(doc_ids) > 0
    and list_has_all(
        (
            select coalesce(list(document.doc_id), [])
            from core.dim_document as document
            where document.is_secondary
        ),
        doc_ids
    );

-- Names in order, each once. Most lists have one: only longer ones need sorting.
create or replace macro ids(names) as
    case
        when len(names) > 1 then list_sort(list_distinct(names))
        else coalesce(names, [])
    end;

-- Whether a place is in the chosen region and province (null: all). What lies in no province is in
-- no region or province, but it is there where all are chosen.
create or replace macro is_here(province_code, region_code, region, province) as
    coalesce(region_code, '') = coalesce(region, region_code, '')
    and coalesce(province_code, '') = coalesce(province, province_code, '');

-- Whether a figure of a stock may be the state on the last day of a period, whenever that began.
-- Dated to a month or a year it is of the last day; undated, of the open period alone.
create or replace macro is_state_by(stated_on, stated_precision, to_date) as
    coalesce(period_end(stated_on, stated_precision) <= to_date, to_date is null);

-- Whether a day is in the chosen period; null leaves an end of the period open. A null day is in no
-- period but the one that is open at both ends. A month or year is where the whole of it is.
create or replace macro is_in_period(stated_on, from_date, to_date, stated_precision := 'day') as
    coalesce(
        stated_on >= coalesce(from_date, stated_on)
        and period_end(stated_on, stated_precision)
        <= coalesce(to_date, period_end(stated_on, stated_precision)),
        from_date is null and to_date is null
    );

-- Whether a figure belongs to a period: of a stock, that it may be the state on the period's last
-- day; of a flow, that it is of the period.
create or replace macro is_of_period(figure, metric, from_date, to_date) as
    case
        when metric.time = 'stock'
            then is_state_by(figure.as_of, figure.as_of_precision, to_date)
        else is_in_period(
            figure.as_of, from_date, to_date, stated_precision := figure.as_of_precision
        )
    end;

-- Whether a figure is of the segment and phase that lead its KPI; a header without a phase takes
-- any.
create or replace macro is_headline_of(figure, metric) as
    figure.segment_kind = metric.headline_segment_kind
    and figure.segment = metric.headline_segment
    and (metric.headline_phase is null or figure.phase is not distinct from metric.headline_phase);

-- Whether a published figure is the current one beside what agencies report of the same measure
-- themselves: only where that is not of a later day.
create or replace macro leads(figure, report) as
    figure.is_current
    and not coalesce(report.as_of_end > figure.as_of_end, report.segment is not null);

-- Whether a row is the newest of its figure's key; of one day, the first by `tie`.
create or replace macro is_newest(figure, tie) as
    row_number() over (
        partition by
            figure.metric_id, figure.place_code, figure.segment_kind, figure.segment, figure.phase
        order by
            period_end(figure.as_of, figure.as_of_precision) desc nulls last,
            figure.as_of desc nulls last,
            tie
    ) = 1;

-- Whether a figure is the one of its KPI that a tile shows in a place: one of the place before one
-- of the country, of the period before its last.
create or replace macro is_shown(figure, place) as
    row_number() over (
        partition by figure.metric_id, place
        order by
            figure.place_kind = 'national',
            figure.is_in_period desc,
            figure.is_headline desc,
            figure.is_current desc,
            figure.holds desc,
            figure.as_of desc nulls last,
            figure.segment
    ) = 1;

-- What a KPI's figures mean, as a name: another one where a row of meta.metric says another thing.
create or replace macro definition_of(metric) as
    sha256(
        to_json(
            [
                metric.sql, metric.formula_th, metric.formula_en, metric.rollup, metric.target,
                metric.unit, metric.headline_segment_kind, metric.headline_segment,
                metric.headline_phase
            ]
        )::varchar
    );

-- Documents in their order, but first those that do not only cite others.
create or replace macro primary_first(documents) as
    list_filter(documents, lambda named: not named.is_secondary)
    || list_filter(documents, lambda named: named.is_secondary);

-- A row of core.dim_document as readers see it; and the documents of a group of rows, each once.
create or replace macro document(doc) as
    {
        'doc_id': doc.doc_id,
        'title': doc.title,
        'publisher': doc.publisher,
        'url': doc.url,
        'is_secondary': doc.is_secondary
    };

create or replace macro documents(doc) as
    primary_first(list_sort(list(distinct document(doc)) filter (where doc.doc_id is not null)));

-- The same with the day on which it was published.
create or replace macro dated_document(doc) as
    struct_insert(
        document(doc),
        published_on := doc.published_on, precision := doc.published_on_precision
    );

-- A table of this build and of the one attached as `previous`, row by row: `side` is now or before.
create or replace macro sides(name) as table
select
    'now' as side,
    *,
from query_table(name)

union all by name

select
    'before' as side,
    *,
from query_table('previous.' || name);

-- For a group with at most one row per side: the value before, the value now, whether they differ.
create or replace macro was(side, content) as
    any_value(content) filter (where side = 'before');

create or replace macro became(side, content) as
    any_value(content) filter (where side = 'now');

create or replace macro differs(side, content) as
    count(distinct side) = 1 or count(distinct content) > 1;

-- Today is given ($today), never read: what follows is worked out for that day, the same for every
-- surface.
-- The last day of a year, which documents leave open: the calendar one or the fiscal one.
create or replace macro deadline(horizon, reading) as
    case reading
        when 'calendar' then make_date(horizon::integer, 12, 31)
        when 'fiscal' then make_date(horizon::integer, 9, 30)
    end;

-- Whole months from a day to a deadline, whose own day still counts: the last month is one, and
-- once the deadline has passed there are none.
create or replace macro months_left(today, deadline) as
    case when today <= deadline then greatest(date_sub('month', today, deadline), 1) end;

-- Days that a term has left; below zero once it has passed, and its last day still counts.
create or replace macro days_left(today, ends_on) as
    ends_on - today;

-- The age of a figure in days or full months, from the last day that its as-of may mean; none where
-- it is undated, and zero before that day.
create or replace macro age_in(part, today, as_of_end) as
    case when today < as_of_end then 0 else date_sub(part, as_of_end, today) end;

-- The state of a figure by its age, counted from the last day that its as-of may mean: current
-- within the days promised, ageing within twelve months, old beyond; old too where it is undated.
create or replace macro age_state(today, as_of_end, promise_days) as
    case
        when as_of_end is null then 'old'
        when date_sub('day', as_of_end, today) <= promise_days then 'current'
        when today <= as_of_end + interval 12 month then 'ageing'
        else 'old'
    end;

-- The pace needed over the pace seen: endless where nothing rose, and none once a deadline passed.
create or replace macro pace_ratio(needed, seen) as
    case
        when needed = 0 then 0
        when seen > 0 then needed / seen
        when needed > 0 then 'infinity'::double
    end;

-- The word for such a ratio.
create or replace macro verdict_word(ratio) as
    case
        when ratio <= 1 then 'on_track'
        when ratio <= 1.25 then 'near'
        when ratio <= 2 then 'behind'
        else 'far_behind'
    end;

-- The form in which words are compared and searched, as `thai_key` of the load makes it; a test
-- compares the two. Both spellings of sara am are one, also the "ด าเนินการ" of some PDFs; marks of
-- a letter stand in one order; Thai digits are Latin ones, and so is what looks like Latin letters;
-- no invisible characters, one plain space, lower case.
create or replace macro thai_key(words) as
    words
    .translate('๐๑๒๓๔๕๖๗๘๙', '0123456789')
    .nfc_normalize()
    .translate(
        '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯ'
        || 'ＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～'
        || 'АВСЕНІЈКМОРЅТУХаеіјорсухѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοικν',
        '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNO'
        || 'PQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~'
        || 'ABCEHIJKMOPSTYXaeijopcyxsdqwABEZHIKMNOPTYXoikv'
    )
    .regexp_replace(
        '[\x{AD}\x{34F}\x{61C}\x{180B}-\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}'
        || '\x{2060}-\x{206F}\x{FE00}-\x{FE0F}\x{FEFF}\x{FFF9}-\x{FFFC}\x{E0000}-\x{E0FFF}]',
        '',
        'g'
    )
    .regexp_replace('[\s\v\x{85}\pZ\x{115F}\x{1160}\x{2800}\x{3164}\x{FFA0}]+', ' ', 'g')
    .trim()
    .replace('เเ', 'แ')
    .regexp_replace('([่-์])([ัิ-ฺ็])', '\2\1', 'g')
    .regexp_replace('([่-๋])ํ', 'ํ\1', 'g')
    .regexp_replace('ํ([่-๋]?)า', '\1ำ', 'g')
    .regexp_replace('([ก-ฮ]) ?([่-๋]?) า', '\1\2ำ', 'g')
    .regexp_replace('([ก-ฮ]) ([่-๋])า', '\1\2ำ', 'g')
    .regexp_replace('ำ([่-๋])', '\1ำ', 'g')
    .regexp_replace(' ([ัิ-ฺำ็-๎])', '\1', 'g')
    .lower();

-- The form in which rows are found to be about the same thing, as `name_key` of the load makes it:
-- a name with a blank more is the same name.
create or replace macro name_key(words) as
    replace(thai_key(words), ' ', '');
