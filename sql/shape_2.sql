-- A build of shape 2, attached as `as_made`, in today's shape: it marked no document as secondary
-- and had no Thai wording of notes, subjects and the like, nor what is named at events. What it has
-- is searched through today's model, which `sql/builds.py` adds as a view.
create view core.dim_document as
select
    *,
    false as is_secondary,
from as_made.core.dim_document;

create view core.fct_programme_event as
select
    *,
    null::varchar as venue_th,
    null::varchar as organisers_th,
    null::varchar as note_th,
from as_made.core.fct_programme_event;

create view core.dim_project as
select
    *,
    null::varchar as award_th,
    null::varchar as impact_th,
    null::varchar as impact_en,
    null::varchar as note_th,
from as_made.core.dim_project;

create view core.dim_solution as
select
    *,
    null::varchar as adopted_by_th,
    null::varchar as evidence_th,
    null::varchar as note_th,
from as_made.core.dim_solution;

create view core.dim_guideline as
select
    *,
    null::varchar as note,
    null::varchar as note_th,
from as_made.core.dim_guideline;

create view core.fct_investment_statement as
select
    *,
    null::varchar as subject_th,
    null::varchar as note_th,
from as_made.core.fct_investment_statement;

create view core.fct_observation as
select
    *,
    null::varchar as note_th,
from as_made.core.fct_observation;

create view marts.statement as
select
    *,
    null::varchar as note_th,
from as_made.marts.statement;

create view core.fct_event_detail as
select
    null::varchar as event_key,
    null::varchar as kind,
    null::bigint as seq,
    null::varchar as name_th,
    null::varchar as name_en,
    null::varchar as doc_id,
where false;

create view core.fct_founding_statement as
select
    null::varchar as doc_id,
    null::varchar as statement_th,
    null::varchar as held_as,
where false;

create view marts.conflict_statement as
select
    *,
    false as is_rounding,
from as_made.marts.conflict_statement;

create view marts.conflict as
select
    *,
    false as is_rounding,
from as_made.marts.conflict;

create view marts.figure as
select
    *,
    false as is_refuted,
from as_made.marts.figure;

-- It kept no age of rows behind: the age of a sum counts from its as-of.
create view metrics.metric_age as
select
    null::varchar as figure_set,
    null::varchar as place_code,
    null::date as oldest_on,
    null::bigint as undated_rows,
where false;
