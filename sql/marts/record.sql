/*
description = "Everything that documents state, one row per record: statements, plans, events and what is named at them, projects, solutions, guidelines, places of a batch; the newest first, as they are read."
grain = ["kind", "code"]
[columns]
code = "unique within its kind: the id of a statement, the key of a plan, an event, ..."
labels = "codes of what it is, each after the code list that words it: event_kind.renewed"
name_th = "what it is about"
group_th = "the group, plan, event or batch that it belongs to"
place_codes = "TH or province codes; empty where no place is stated"
words = "all that it can be found by, in the form of thai_key"
*/
with statements as (
    select
        statement.kind,
        statement.statement_id as code,
        case statement.kind
            when 'plan_event' then ['event_kind.' || event.event_kind]
            when 'investment'
                then
                    list_filter(
                        [
                            'stage.' || investment.stage,
                            'plan_set.' || investment.plan_set,
                            'funder.' || investment.funder
                        ],
                        lambda label: label is not null
                    )
            when 'agency' then ['source.' || agency.source]
            else []
        end as labels,
        coalesce(
            plan.name_th,
            plan.name_en,
            measure.name_th,
            investment.subject_th,
            investment.subject
        ) as name_th,
        coalesce(
            plan.name_en,
            plan.name_th,
            measure.name_en,
            investment.subject,
            investment.subject_th
        ) as name_en,
        segment.name_th as group_th,
        segment.name_en as group_en,
        concat_ws(' · ', event.refusal_reason, coalesce(statement.note_th, statement.note))
            as note_th,
        concat_ws(' · ', event.refusal_reason, statement.note) as note_en,
        statement.place_codes,
        statement.as_of,
        statement.as_of_precision,
        statement.value,
        statement.lower,
        statement.upper,
        statement.qualifier,
        statement.unit,
        statement.phase,
        statement.nature,
        [statement.doc_id] as doc_ids,
    from marts.statement as statement
    left join core.fct_plan_event as event
        on statement.kind = 'plan_event' and statement.statement_id = event.event_id
    left join core.dim_plan as plan
        on event.plan_key = plan.plan_key
    left join core.fct_investment_statement as investment
        on statement.kind = 'investment' and statement.statement_id = investment.statement_id
    left join core.fct_agency_statement as agency
        on statement.kind = 'agency' and statement.statement_id = agency.statement_id
    left join core.dim_measure as measure
        on statement.kind in ('observation', 'target') and statement.subject = measure.measure
    left join core.dim_segment as segment
        on
            statement.segment_kind = segment.segment_kind
            and statement.segment = segment.segment
            and statement.segment_kind <> 'national'
            and statement.kind in ('observation', 'target', 'agency')
),

plans as (
    select
        'plan' as kind,
        plan.plan_key as code,
        list_filter(
            [
                'ladder_step.' || plan_status.status,
                'city_type.' || plan.city_type,
                'programme_kind.' || plan.programme
            ],
            lambda label: label is not null
        ) as labels,
        coalesce(plan.name_th, plan.name_en) as name_th,
        coalesce(plan.name_en, plan.name_th) as name_en,
        plan.lead_organisation_th as group_th,
        plan.lead_organisation_th as group_en,
        array_to_string(list_append(plan.aliases, plan.note), ' · ') as note_th,
        array_to_string(list_append(plan.aliases, plan.note), ' · ') as note_en,
        [plan.province_code] as place_codes,
        plan_status.status_since as as_of,
        plan_status.precision as as_of_precision,
        coalesce(plan_status.doc_ids, []) as doc_ids,
    from core.dim_plan as plan
    left join marts.plan_status as plan_status
        on plan.plan_key = plan_status.plan_key
),

events as (
    select
        'event' as kind,
        event.event_key as code,
        ['event_kind.' || event.kind] as labels,
        coalesce(event.name_th, event.name_en) as name_th,
        coalesce(event.name_en, event.name_th) as name_en,
        concat_ws(' · ', event.organisers_th, event.venue_th) as group_th,
        concat_ws(' · ', event.organisers, event.venue) as group_en,
        event.note_th,
        event.note as note_en,
        [event.province_code] as place_codes,
        event.start_date as as_of,
        event.date_precision as as_of_precision,
        event.attendance as value,
        event.attendance_qualifier as qualifier,
        case when event.attendance is not null then 'persons' end as unit,
        [event.doc_id] as doc_ids,
    from core.fct_programme_event as event
),

details as (
    select
        'event_detail' as kind,
        concat_ws('/', detail.event_key, detail.kind, detail.seq) as code,
        ['event_detail.' || detail.kind] as labels,
        detail.name_th,
        detail.name_en,
        coalesce(event.name_th, event.name_en) as group_th,
        event.name_en as group_en,
        [event.province_code] as place_codes,
        event.start_date as as_of,
        event.date_precision as as_of_precision,
        [detail.doc_id] as doc_ids,
    from core.fct_event_detail as detail
    left join core.fct_programme_event as event
        on detail.event_key = event.event_key
),

projects as (
    select
        'project' as kind,
        project.project_key as code,
        ['project_kind.' || project.kind] as labels,
        coalesce(project.name_th, project.name_en) as name_th,
        coalesce(project.name_en, project.name_th) as name_en,
        concat_ws(' · ', cohort.name_th, plan.name_th, project.organisation) as group_th,
        concat_ws(' · ', cohort.name_en, plan.name_en, project.organisation) as group_en,
        concat_ws(
            ' · ', project.award_th, project.what_th, project.impact_th, project.note_th
        ) as note_th,
        concat_ws(
            ' · ', project.award, project.what_en, project.impact_en, project.note
        ) as note_en,
        [project.province_code] as place_codes,
        coalesce(project.budget_thb, project.grant_thb) as value,
        case
            when project.budget_thb is not null then project.budget_qualifier
            when project.grant_thb is not null then '='
        end as qualifier,
        case when coalesce(project.budget_thb, project.grant_thb) is not null then 'THB' end
            as unit,
        [project.doc_id] as doc_ids,
    from core.dim_project as project
    left join core.dim_cohort as cohort
        on project.cohort = cohort.cohort
    left join core.dim_plan as plan
        on project.plan_key = plan.plan_key
),

solutions as (
    select
        'solution' as kind,
        solution_key as code,
        ['evidence_level.' || evidence_level] as labels,
        coalesce(name_th, name_en) as name_th,
        coalesce(name_en, name_th) as name_en,
        organisation as group_th,
        organisation as group_en,
        concat_ws(' · ', adopted_by_th, evidence_th, note_th) as note_th,
        concat_ws(' · ', adopted_by, evidence, note) as note_en,
        [province_code] as place_codes,
        [doc_id] as doc_ids,
    from core.dim_solution
),

guidelines as (
    select
        'guideline' as kind,
        no::varchar as code,
        [] as labels,
        title_th as name_th,
        title_en as name_en,
        note_th,
        note as note_en,
        ['TH'] as place_codes,
        [doc_id] as doc_ids,
    from core.dim_guideline
),

places as (
    select
        'cohort_place' as kind,
        concat_ws('/', place.cohort, place.province_code, place.organisation) as code,
        case when place.what is null then [] else ['place_role.' || place.what] end as labels,
        place.organisation as name_th,
        place.organisation as name_en,
        cohort.name_th as group_th,
        cohort.name_en as group_en,
        [place.province_code] as place_codes,
        place.ambassador_count as value,
        case when place.ambassador_count is not null then '=' end as qualifier,
        case when place.ambassador_count is not null then 'persons' end as unit,
        [place.doc_id] as doc_ids,
    from core.fct_cohort_place as place
    inner join core.dim_cohort as cohort
        on place.cohort = cohort.cohort
),

founding as (
    select
        'founding' as kind,
        concat_ws(
            '/', doc_id, row_number() over (partition by doc_id order by statement_th)
        ) as code,
        [] as labels,
        statement_th as name_th,
        statement_th as name_en,
        ['TH'] as place_codes,
        [doc_id] as doc_ids,
    from core.fct_founding_statement
),

records as (
    select
        *,
    from statements

    union all by name

    select
        *,
    from plans

    union all by name

    select
        *,
    from events

    union all by name

    select
        *,
    from details

    union all by name

    select
        *,
    from projects

    union all by name

    select
        *,
    from solutions

    union all by name

    select
        *,
    from guidelines

    union all by name

    select
        *,
    from places

    union all by name

    select
        *,
    from founding
),

amounts as (  -- as readers write them: 66,000 and 66000 of 66 thousand million baht
    select
        kind,
        code,
        rtrim(
            format('{:,.2f}', case when unit = 'THB' then value / 1000000 else value end::double),
            '0'
        ).rtrim('.') as written,
    from records
    where value is not null
),

spellings as (
    select
        province_code,
        string_agg(alias, ' ' order by alias) as words,
    from core.dim_province_alias
    where use = 'accept'
    group by province_code
),

place_words as (
    select
        records.kind,
        records.code,
        string_agg(
            concat_ws(' ', province.name_th, province.name_en, spellings.words),
            ' '
            order by province.name_en
        ) as words,
    from records
    inner join core.dim_province as province
        on list_contains(records.place_codes, province.province_code)
    left join spellings
        on province.province_code = spellings.province_code
    group by records.kind, records.code
),

document_words as (
    select
        records.kind,
        records.code,
        string_agg(
            concat_ws(' ', document.title, document.publisher), ' ' order by document.doc_id
        ) as words,
    from records
    inner join core.dim_document as document
        on list_contains(records.doc_ids, document.doc_id)
    group by records.kind, records.code
)

select
    records.kind,
    records.code,
    records.labels::varchar[] as labels,
    records.name_th,
    records.name_en,
    nullif(records.group_th, '') as group_th,
    nullif(records.group_en, '') as group_en,
    nullif(records.note_th, '') as note_th,
    nullif(records.note_en, '') as note_en,
    list_filter(records.place_codes, lambda place: place is not null) as place_codes,
    records.as_of,
    records.as_of_precision,
    records.value,
    records.lower,
    records.upper,
    records.qualifier,
    records.unit,
    records.phase,
    records.nature,
    list_filter(records.doc_ids, lambda document: document is not null) as doc_ids,
    thai_key(
        concat_ws(
            ' ',
            records.code,
            records.name_th,
            records.name_en,
            records.group_th,
            records.group_en,
            records.note_th,
            records.note_en,
            amounts.written,
            replace(amounts.written, ',', ''),
            place_words.words,
            document_words.words
        )
    ) as words,
from records
left join amounts
    on records.kind = amounts.kind and records.code = amounts.code
left join place_words
    on records.kind = place_words.kind and records.code = place_words.code
left join document_words
    on records.kind = document_words.kind and records.code = document_words.code
order by records.as_of desc nulls last, records.kind, records.code
