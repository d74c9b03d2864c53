/*
description = "A segment that statements and KPIs speak of: a batch, a set of plans, a plan, a fiscal year, a funder."
grain = ["segment_kind", "segment"]
*/
with listed as (
    select
        segment_kind,
        segment,
        name_th,
        name_en,
        sort,
    from staging.stg_segments
),

codes as (  -- of the forms of agencies, and of how values are summed up
    select
        codes.segment_kind,
        codes.segment,
        codes.name_th,
        codes.name_en,
        codes.sort,
    from (
        values
            ('funder', 'central', 'ภาครัฐส่วนกลาง', 'central government', 1),
            ('funder', 'local', 'องค์กรปกครองส่วนท้องถิ่น', 'local government', 2),
            ('funder', 'state_enterprise', 'รัฐวิสาหกิจ', 'state enterprise', 3),
            ('funder', 'public_private', 'ภาครัฐร่วมกับภาคเอกชน', 'public and private', 4),
            ('funder', 'private', 'ภาคเอกชน', 'private', 5),
            ('role', 'ambassador', 'นักดิจิทัลพัฒนาเมือง', 'ambassadors', 1),
            ('role', 'city_captain', 'กัปตันเมือง', 'city captains', 2),
            ('role', 'city_leader', 'ผู้นำเมือง', 'city leaders', 3),
            ('statistic', 'median', 'ค่ามัธยฐาน', 'median', 1),
            ('statistic', 'p90', 'เปอร์เซ็นไทล์ที่ 90', '90th percentile', 2),
            ('statistic', 'open', 'แผนที่ยังไม่ได้รับตรา (มัธยฐาน)', 'no logo yet (median)', 3),
            ('stage', 'planned', 'ตามแผน', 'planned', 1),
            ('stage', 'approved', 'ได้รับอนุมัติ', 'approved', 2),
            (
                'stage', 'contracted',
                'ทำสัญญาหรือก่อหนี้ผูกพัน', 'contracted or committed', 3
            ),
            ('stage', 'disbursed', 'เบิกจ่าย', 'disbursed', 4),
            ('source_kind', 'primary', 'แหล่งปฐมภูมิ', 'primary sources', 1),
            ('source_kind', 'secondary', 'แหล่งทุติยภูมิ', 'secondary sources', 2),
            ('disagreement', 'real', 'ต่างกันในสาระ', 'real disagreements', 1),
            ('disagreement', 'rounding', 'ต่างกันเพราะการปัดเศษ', 'differences by rounding', 2),
            (
                'plan_set', 'paid_once',
                'เอกสารสาธารณะ ผลรวมเฉพาะรายการที่นับได้',
                'public documents, counted sum alone', 4
            ),
            (
                'plan_set', 'other_projects',
                'ผลรวมเฉพาะรายการที่นับได้', 'counted sum alone', 5
            )
    ) as codes (segment_kind, segment, name_th, name_en, sort)
),

derived as (
    select
        'plan' as segment_kind,
        plan_key as segment,
        coalesce(name_th, name_en) as name_th,
        coalesce(name_en, name_th) as name_en,
    from core.dim_plan

    union all by name

    select
        'fiscal_year' as segment_kind,
        fiscal_year_be::varchar as segment,
        'ปีงบประมาณ พ.ศ. ' || fiscal_year_be as name_th,
        'fiscal year ' || (fiscal_year_be - 543) as name_en,
        fiscal_year_be as sort,
    from core.dim_fiscal_year

    union all by name

    select distinct  -- sets that agencies name in their own words
        'plan_set' as segment_kind,
        plan_set as segment,
        plan_set as name_th,
        plan_set as name_en,
    from staging.stg_agency_investment_flows
    where plan_set is not null

    union all by name

    select  -- years in which money was carried over
        'carried_over' as segment_kind,
        fiscal_year_be::varchar as segment,
        'ปีงบประมาณ พ.ศ. ' || fiscal_year_be as name_th,
        'fiscal year ' || (fiscal_year_be - 543) as name_en,
        fiscal_year_be as sort,
    from core.dim_fiscal_year

    union all by name

    select  -- editions of indices that agencies send, and the place that each scores
        'index' as segment_kind,
        score.segment,
        'ดัชนี ' || split_part(score.index, '-', 1) || ' พ.ศ. ' || score.edition_year_be
        || case score.index
            when 'TSCCI-city' then ' ระดับพื้นที่: '
            when 'TSCCI-province' then ' ระดับจังหวัด: '
            else ': '
        end
        || coalesce(plan.name_th, province.name_th, score.plan_key) as name_th,
        split_part(score.index, '-', 1) || ' ' || (score.edition_year_be - 543)
        || case score.index
            when 'TSCCI-city' then ', areas: '
            when 'TSCCI-province' then ', provinces: '
            else ': '
        end
        || coalesce(plan.name_en, plan.name_th, province.name_en, score.plan_key) as name_en,
        score.edition_year_be as sort,
    from core.fct_index_score as score
    left join core.dim_plan as plan
        on score.plan_key = plan.plan_key
    left join core.dim_province as province
        on score.plan_key is null and score.province_code = province.province_code
),

segments as (
    select *
    from listed

    union all by name

    select *
    from codes

    union all by name

    select derived.*
    from derived
    anti join listed
        on derived.segment_kind = listed.segment_kind and derived.segment = listed.segment
)

select
    segment_kind,
    segment,
    name_th,
    name_en,
from segments
