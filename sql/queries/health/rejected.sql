-- One row per problem of a rejected row that is still open: where it stands, what is wrong with it.
-- The first 500 alone: a page is to be read, the workbook of rejected rows has them all. They are
-- agencies' and not public: none unless $operator.
with open_rows as (
    select
        *,
    from quarantine.rejected_row
    where not superseded and $operator
),

problems as (
    select
        *,
        unnest(generate_series(1, greatest(len(reasons), 1))) as problem,
    from open_rows
)

select
    problems.source,
    nullif(source.title_th, '') as title_th,
    nullif(source.title_en, '') as title_en,
    problems.edition,
    problems.file,
    problems.sheet,
    problems.row,
    problems.problem,
    problems.cells[problems.problem] as cell,
    problems.columns[problems.problem] as heading,
    problems.reasons[problems.problem] as reason,
    nullif(problems.suggestions[problems.problem], '') as suggestion,
from problems
left join meta.source as source
    on problems.source = source.source
order by problems.source, problems.edition, problems.sheet, problems.row, problems.problem
limit 500
