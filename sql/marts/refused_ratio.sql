/*
description = "Ratios that suggest themselves and are refused: their parts are of different sets."
grain = ["refusal_id"]
[columns]
numerator = "the figure above the line, as stated"
denominator = "the figure below the line, as stated"
*/
with figures as (
    select
        measure,
        segment,
        phase,
        value,
        qualifier,
        case when qualifier = '=' then '' else qualifier || ' ' end as sign,
        statement_ids,
    from marts.figure
    where is_current or as_of is null
),

parts as (  -- an undated report may hold the highest count, as of the zones
    select
        parts.refusal_id,
        parts.side,
        arg_max(
            figures.sign || format('{:,.0f}', figures.value / nullif(parts.scale, 0)),
            (figures.value, figures.statement_ids)
        ) as stated,
    from (
        values
            (
                'contracted_over_planned', 'numerator',
                'private_investment_thb', 'since-2564', 'announced', 1e6
            ),
            (
                'contracted_over_planned', 'denominator',
                'planned_investment_thb', 'SCA-2', 'result', 1e6
            ),
            ('cities_over_zones', 'numerator', 'certified_cities', 'TH', 'announced', 1),
            (
                'cities_over_zones', 'denominator',
                'promotion_zones_cumulative', 'TH', 'announced', 1
            ),
            ('participants_over_ambassadors', 'numerator', 'participants', 'SCA-2', 'result', 1),
            ('participants_over_ambassadors', 'denominator', 'ambassadors', 'SCA-2', 'launch', 1)
    ) as parts (refusal_id, side, measure, segment, phase, scale)
    inner join figures
        on
            parts.measure = figures.measure
            and parts.segment = figures.segment
            and parts.phase = figures.phase
    group by parts.refusal_id, parts.side
),

reasons as (
    select
        reasons.refusal_id,
        reasons.reason_th,
        reasons.reason_en,
    from (
        values
            (
                'contracted_over_planned',
                'ตัวตั้งเป็นการลงทุนของภาคเอกชนที่รายงานว่าเกิดขึ้นแล้วตั้งแต่ปี 2564 (ล้านบาท) '
                || 'ตัวหารเป็นมูลค่าตามแผนของผู้เข้าอบรมรุ่นที่ 2 (ล้านบาท) '
                || 'จึงเป็นคนละชุดแผนและคนละขั้นของเงิน',
                'Reported private investment since 2021 (million baht) over the sum that the '
                || 'plans of batch 2 foresee (million baht): other plans, and another stage of '
                || 'the money.'
            ),
            (
                'cities_over_zones',
                'จำนวนเมืองและจำนวนเขตส่งเสริมนับคนละวันที่ และไม่ใช่ทุกเมืองที่เคยเป็นเขตส่งเสริม '
                || 'อัตราที่ถูกต้องต้องติดตามเขตชุดเดียวกันไปจนได้รับตราสัญลักษณ์',
                'Cities and zones are counted on different dates, and not every city was a zone '
                || 'before. A true rate follows the same zones until they earn the logo.'
            ),
            (
                'participants_over_ambassadors',
                'ตัวตั้งนับผู้เข้าร่วมทุกบทบาท ส่วนตัวหารนับเฉพาะนักดิจิทัลพัฒนาเมือง '
                || 'จึงนำมาหารกันไม่ได้',
                'The numerator counts every role, the denominator ambassadors alone.'
            )
    ) as reasons (refusal_id, reason_th, reason_en)
)

select
    reasons.refusal_id,
    any_value(parts.stated) filter (where parts.side = 'numerator') as numerator,
    any_value(parts.stated) filter (where parts.side = 'denominator') as denominator,
    reasons.reason_th,
    reasons.reason_en,
from reasons
inner join parts
    on reasons.refusal_id = parts.refusal_id
group by reasons.refusal_id, reasons.reason_th, reasons.reason_en
having count(*) = 2
