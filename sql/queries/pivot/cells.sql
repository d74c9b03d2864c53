-- One row per cell of a table, and its totals (`is_total_row`: of all rows, `is_total_column`: of
-- all columns): what stands in it is counted, added, or divided after it was added, as $adds says;
-- of 'none' it is the one row that there is. Its day is that of its records where they have one.
-- The codes of rows and columns are put in place of these, and filters in place of `true`. At most
-- $most cells and one more, which says "too many".
with chosen as (
    select
        coalesce(province_code, '') as row_code,
        coalesce(stage, '') as column_code,
        above,
        below,
        lower,
        upper,
        qualifier,
        as_of,
        as_of_precision,
        doc_ids,
    from countable_here($subject, $region, $province, $from_date, $to_date, $operator)
    where true
)

select
    row_code,
    column_code,
    grouping(row_code) = 1 as is_total_row,
    grouping(column_code) = 1 as is_total_column,
    count(*) as records,
    count(*) filter (where above is not null or below is not null) as added,
    case $adds
        when 'count' then count(*)::double
        when 'sum' then added(above)
        when 'ratio' then $scale * added(above) / nullif(added(below), 0)
        when 'none' then case when count(*) = 1 then any_value(above) end
    end as value,
    case
        when $adds in ('sum', 'none') and count(above) = count(lower) then added(lower)
    end as lower,
    case
        when $adds in ('sum', 'none') and count(above) = count(upper) then added(upper)
    end as upper,
    case when $adds in ('sum', 'none') then added_qualifier(qualifier) else '=' end as qualifier,
    case when count(distinct as_of) = 1 and count(as_of) = count(*) then min(as_of) end as as_of,
    case
        when count(distinct as_of) = 1 and count(as_of) = count(*) then min(as_of_precision)
    end as as_of_precision,
    list(distinct {'as_of': as_of, 'as_of_precision': as_of_precision})
        filter (where as_of is not null)
        as days,
    list_sort(list_distinct(flatten(list(doc_ids)))) as doc_ids,
from chosen
group by grouping sets ((row_code, column_code), (row_code), (column_code), ())
order by is_total_row, is_total_column, row_code, column_code
limit $most + 1
