-- One macro rolls provincial parts up to a wider place. `none` gives nothing: such a KPI states its
-- own national row, so that an average of provincial percentages can't be written by accident.
create or replace macro roll_up(kind, total, numerator, denominator) as
    case kind
        when 'sum' then total
        when 'ratio' then 100 * numerator / nullif(denominator, 0)
    end;
