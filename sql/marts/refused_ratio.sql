/*
description = "Ratios that suggest themselves and are refused: their parts are of different sets."
grain = ["refusal_id"]
[columns]
code = "the KPI that it would have been"
numerator = "the figure above the line, in numerator_unit, with numerator_qualifier"
numerator_as_of = "the day that it is of; empty where undated"
numerator_documents = "the documents that state it"
denominator = "the figure below the line, in denominator_unit, with denominator_qualifier"
denominator_as_of = "the day that it is of; empty where undated"
denominator_documents = "the documents that state it"
*/
with figures as (
    select
        figure.measure,
        figure.segment,
        figure.phase,
        figure.value,
        figure.qualifier,
        figure.as_of,
        figure.as_of_precision,
        measure.unit,
        figure.statement_ids,
        figure.doc_ids,
    from marts.figure as figure
    inner join core.dim_measure as measure
        on figure.measure = measure.measure
    where figure.is_current or figure.as_of is null
),

parts as (  -- an undated report may hold the highest count, as of the zones
    select
        parts.refusal_id,
        parts.side,
        arg_max(
            {
                'value': figures.value, 'qualifier': figures.qualifier, 'unit': figures.unit,
                'as_of': figures.as_of, 'as_of_precision': figures.as_of_precision,
                'doc_ids': figures.doc_ids
            },
            (figures.value, figures.statement_ids)
        ) as stated,
    from (
        values
            (
                'contracted_over_planned', 'numerator',
                'private_investment_thb', 'since-2564', 'announced'
            ),
            (
                'contracted_over_planned', 'denominator',
                'planned_investment_thb', 'SCA-2', 'result'
            ),
            ('cities_over_zones', 'numerator', 'certified_cities', 'TH', 'announced'),
            (
                'cities_over_zones', 'denominator',
                'promotion_zones_cumulative', 'TH', 'announced'
            ),
            ('participants_over_ambassadors', 'numerator', 'participants', 'SCA-2', 'result'),
            ('participants_over_ambassadors', 'denominator', 'ambassadors', 'SCA-2', 'launch')
    ) as parts (refusal_id, side, measure, segment, phase)
    inner join figures
        on
            parts.measure = figures.measure
            and parts.segment = figures.segment
            and parts.phase = figures.phase
    group by parts.refusal_id, parts.side
),

documents as (
    select
        parts.refusal_id,
        parts.side,
        documents(document) as documents,
    from parts
    inner join core.dim_document as document
        on list_contains(parts.stated.doc_ids, document.doc_id)
    group by parts.refusal_id, parts.side
),

sides as (
    select
        parts.refusal_id,
        parts.side,
        parts.stated,
        documents.documents,
    from parts
    left join documents
        on parts.refusal_id = documents.refusal_id and parts.side = documents.side
),

reasons as (
    select
        reasons.refusal_id,
        reasons.code,
        reasons.reason_th,
        reasons.reason_en,
    from (
        values
            (
                'contracted_over_planned', 'INV-04',
                'ตัวตั้งเป็นการลงทุนของภาคเอกชนตามรายงานตั้งแต่ พ.ศ. 2564 '
                || 'ตัวหารเป็นมูลค่าการลงทุนตามแผนของรุ่นที่ 2 '
                || 'จึงเป็นคนละชุดแผนและวงเงินคนละสถานะ',
                'Reported private investment since 2021 over the investment that '
                || 'the plans of batch 2 foresee: other plans, and another stage of '
                || 'the money.'
            ),
            (
                'cities_over_zones', 'CERT-07',
                'จำนวนเมืองและจำนวนเขตส่งเสริมเป็นตัวเลขคนละวัน '
                || 'และไม่ใช่ทุกเมืองที่เคยเป็นเขตส่งเสริม '
                || 'อัตราที่ถูกต้องต้องติดตามเขตส่งเสริมชุดเดียวกันไปจนได้รับตราสัญลักษณ์',
                'Cities and zones are counted on different dates, and not every city was a zone '
                || 'before. A true rate follows the same zones until they earn the logo.'
            ),
            (
                'participants_over_ambassadors', 'PPL-03',
                'ตัวตั้งนับผู้เข้าร่วมทุกบทบาท ส่วนตัวหารนับเฉพาะนักดิจิทัลพัฒนาเมือง '
                || 'จึงนำมาหารกันไม่ได้',
                'The numerator counts every role, the denominator ambassadors alone.'
            )
    ) as reasons (refusal_id, code, reason_th, reason_en)
)

select
    reasons.refusal_id,
    reasons.code,
    above.stated.value as numerator,
    above.stated.qualifier as numerator_qualifier,
    above.stated.unit as numerator_unit,
    above.stated.as_of as numerator_as_of,
    above.stated.as_of_precision as numerator_as_of_precision,
    above.documents as numerator_documents,
    below.stated.value as denominator,
    below.stated.qualifier as denominator_qualifier,
    below.stated.unit as denominator_unit,
    below.stated.as_of as denominator_as_of,
    below.stated.as_of_precision as denominator_as_of_precision,
    below.documents as denominator_documents,
    reasons.reason_th,
    reasons.reason_en,
from reasons
inner join sides as above
    on reasons.refusal_id = above.refusal_id and above.side = 'numerator'
inner join sides as below
    on reasons.refusal_id = below.refusal_id and below.side = 'denominator'
