/*
description = "A file that an agency sent: what it is, who reports in it, as of when. Every edition."
grain = ["doc_id"]
[columns]
title = "the form's Thai title"
publisher = "everybody who reports in it"
published_on = "the newest day as of which it reports"
*/
with titles as (
    select
        titles.source,
        titles.title,
    from (
        values
            ('agency_area_population', 'ประชากรในพื้นที่เมืองอัจฉริยะ'),
            ('agency_city_data_platforms', 'แพลตฟอร์มข้อมูลเมือง'),
            ('agency_city_datasets', 'ชุดข้อมูลในแพลตฟอร์มข้อมูลเมือง'),
            ('agency_cohort_budgets', 'งบประมาณของแต่ละรุ่น'),
            ('agency_cohort_followups', 'การติดตามผลหลังการอบรม'),
            ('agency_cohort_places', 'ผู้เข้าร่วมแต่ละรุ่น จำแนกตามบทบาทและพื้นที่'),
            ('agency_component_scores', 'ผลการประเมินแผน 5 องค์ประกอบ'),
            ('agency_index_scores', 'คะแนนและอันดับดัชนีเมืองอัจฉริยะ'),
            ('agency_investment_flows', 'วงเงินของแผนเมืองอัจฉริยะ'),
            ('agency_lao_engagement', 'การมีส่วนร่วมขององค์กรปกครองส่วนท้องถิ่น'),
            ('agency_lao_register', 'ทะเบียนองค์กรปกครองส่วนท้องถิ่น'),
            ('agency_plan_dimensions', 'บริการของแผนแต่ละด้าน'),
            ('agency_plan_events', 'เหตุการณ์ของแผนเมืองอัจฉริยะ'),
            ('agency_plan_links', 'ความเชื่อมโยงของแผนกับแนวทางสำหรับ อปท. และเป้าหมาย SDGs'),
            ('agency_plan_progress', 'รายงานความก้าวหน้าของแผนเมืองอัจฉริยะ'),
            ('agency_provincial_pledges', 'คำมั่นของจังหวัดในการพัฒนาเมือง'),
            ('agency_solution_adoption', 'การนำนวัตกรรมและบริการเมืองอัจฉริยะไปใช้'),
            ('agency_targets', 'ค่าเป้าหมายของตัวชี้วัด'),
            ('agency_training_delivery', 'การถ่ายทอดความรู้แก่เจ้าหน้าที่')
    ) as titles (source, title)
),

sent as (
    select
        'agency_area_population' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_area_population

    union all by name

    select
        'agency_city_data_platforms' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_city_data_platforms

    union all by name

    select
        'agency_city_datasets' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_city_datasets

    union all by name

    select
        'agency_cohort_budgets' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_cohort_budgets

    union all by name

    select
        'agency_cohort_followups' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_cohort_followups

    union all by name

    select
        'agency_cohort_places' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_cohort_places

    union all by name

    select
        'agency_component_scores' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_component_scores

    union all by name

    select
        'agency_index_scores' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_index_scores

    union all by name

    select
        'agency_investment_flows' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_investment_flows

    union all by name

    select
        'agency_lao_engagement' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_lao_engagement

    union all by name

    select
        'agency_lao_register' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_lao_register

    union all by name

    select
        'agency_plan_dimensions' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_plan_dimensions

    union all by name

    select
        'agency_plan_events' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_plan_events

    union all by name

    select
        'agency_plan_links' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_plan_links

    union all by name

    select
        'agency_plan_progress' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_plan_progress

    union all by name

    select
        'agency_provincial_pledges' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_provincial_pledges

    union all by name

    select
        'agency_solution_adoption' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_solution_adoption

    union all by name

    select
        'agency_targets' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_targets

    union all by name

    select
        'agency_training_delivery' as source,
        _edition,
        reported_by,
        as_of,
        as_of_precision,
    from raw.agency_training_delivery
)

select
    agency_document(sent.source, sent._edition) as doc_id,
    titles.title,
    string_agg(distinct sent.reported_by, '; ' order by sent.reported_by) as publisher,
    arg_max(sent.as_of, (period_end(sent.as_of, sent.as_of_precision), sent.as_of))
        as published_on,
    arg_max(sent.as_of_precision, (period_end(sent.as_of, sent.as_of_precision), sent.as_of))
        as published_on_precision,
    'submitted' as kind,
from sent
inner join titles
    on sent.source = titles.source
group by sent.source, sent._edition, titles.title
