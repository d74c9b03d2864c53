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
        statement_ids,
    from marts.figure
    where is_current
),

undated_zones as (  -- the highest zone count is of an undated report
    select
        max(value) as value,
    from marts.figure
    where measure = 'promotion_zones_cumulative'
),

refusals as (
    select
        'contracted_over_planned' as refusal_id,
        (
            select qualifier || ' ' || format('{:,.0f}', value / 1e6)
            from figures
            where measure = 'private_investment_thb'
        ) as numerator,
        (
            select qualifier || ' ' || format('{:,.0f}', value / 1e6)
            from figures
            where measure = 'planned_investment_thb' and segment = 'SCA-2'
        ) as denominator,
        'ตัวตั้งเป็นการลงทุนของภาคเอกชนที่รายงานว่าเกิดขึ้นแล้วตั้งแต่ปี 2564 (ล้านบาท) '
        || 'ตัวหารเป็นมูลค่าตามแผนของผู้เข้าอบรมรุ่นที่ 2 (ล้านบาท) เป็นคนละชุดแผนและคนละขั้นของเงิน'
            as reason_th,
        'Reported private investment since 2021 (million baht) over the sum that the plans of '
        || 'batch 2 foresee (million baht): other plans, and another stage of the money.'
            as reason_en,

    union all

    select
        'cities_over_zones' as refusal_id,
        (
            select format('{:,.0f}', value)
            from figures
            where measure = 'certified_cities' and segment = 'TH'
        ) as numerator,
        (select format('{:,.0f}', value) from undated_zones) as denominator,
        'จำนวนเมืองและจำนวนเขตส่งเสริมมาจากคนละช่วงเวลา และไม่ใช่ทุกเมืองที่เคยเป็นเขตส่งเสริม '
        || 'อัตราที่ถูกต้องต้องติดตามเขตชุดเดียวกันไปจนได้รับตรา' as reason_th,
        'Cities and zones are counted on different dates, and not every city was a zone before. '
        || 'A true rate follows the same zones until they earn the logo.' as reason_en,

    union all

    select
        'participants_over_ambassadors' as refusal_id,
        (
            select format('{:,.0f}', value)
            from figures
            where measure = 'participants' and segment = 'SCA-2'
        ) as numerator,
        (
            select format('{:,.0f}', value)
            from figures
            where measure = 'ambassadors' and segment = 'SCA-2' and phase = 'launch'
        ) as denominator,
        'ตัวตั้งนับผู้เข้าร่วมทุกบทบาท ส่วนตัวหารนับเฉพาะนักดิจิทัลพัฒนาเมือง จึงเทียบกันไม่ได้'
            as reason_th,
        'The numerator counts every role, the denominator ambassadors alone.' as reason_en
)

select
    refusal_id,
    numerator,
    denominator,
    reason_th,
    reason_en,
from refusals
