-- One row per record that documents state, in the chosen area and period: of the kind $kind, the
-- code $code, the document $doc (null: all), with every one of $words in it; the newest first, from
-- $skip on, $take of them; where $each_place, one row per province of a record, which is how many
-- `provinces` says. A word that is a region's name stands for its provinces. What an agency sent of
-- a plan or body that is not listed is not public: none unless $operator. $labels: a line for each
-- code list and code, with its words. Of many, a part is read at a time: the records from
-- $from_record to before $to_record (null: all), which stand in that order; `total` and $skip are
-- of the part then.
with here as (
    select
        list(province_code) as provinces,
    from core.dim_province
    where is_here(province_code, region_code, $region, $province)
),

worded as (
    select
        split_part(line, chr(9), 1) as label,
        thai_key(line) as words,
    from (
        select unnest(string_split($labels, chr(10))) as line
    ) as lines

    union all

    select
        'source.' || source as label,
        thai_key(concat_ws(' ', title_th, title_en)) as words,
    from meta.source
    where title_th is not null
),

labelled as (
    select
        named.kind,
        named.labels,
        string_agg(worded.words, ' ' order by worded.label) as words,
    from (
        select distinct
            kind,
            labels,
        from marts.record
        where $words <> ''
    ) as named
    inner join worded
        on
            list_contains(named.labels, worded.label)
            or worded.label = 'record_kind.' || named.kind
    group by named.kind, named.labels
),

asked as (
    select
        part.words,
        list(province.province_code) as provinces,
    from (
        select unnest(string_split(thai_key($words), ' ')) as words
    ) as part
    left join core.dim_region as region
        on part.words in (thai_key(region.name_th), thai_key(region.name_en))
    left join core.dim_province as province
        on region.region_code = province.region_code
    group by part.words
),

wanted as (
    select
        list({'words': words, 'provinces': provinces}) as parts,
    from asked
),

found as (
    select
        record.*,
    from marts.record as record
    cross join here
    cross join wanted
    left join labelled
        on record.kind = labelled.kind and record.labels = labelled.labels
    where
        record.rowid >= coalesce($from_record, 0)
        and record.rowid < coalesce($to_record, 9223372036854775807)
        and record.kind = coalesce($kind, record.kind)
        and record.code = coalesce($code, record.code)
        and ($doc is null or list_contains(record.doc_ids, $doc))
        and ($operator or record.kind <> 'agency' or len(record.place_codes) > 0)
        and (
            ($region is null and $province is null)
            or list_has_any(record.place_codes, here.provinces)
        )
        and is_in_period(
            record.as_of, $from_date, $to_date, stated_precision := record.as_of_precision
        )
        and (
            $words = ''
            or list_bool_and(
                list_transform(
                    wanted.parts,
                    lambda part: contains(
                        concat_ws(' ', record.words, labelled.words), part.words
                    )
                    or list_has_any(record.place_codes, part.provinces)
                )
            )
        )
),

lines as (
    select
        found.* exclude (place_codes),
        len(list_filter(place_codes, lambda code: code <> 'TH')) as provinces,
        unnest(
            case
                when $each_place and len(place_codes) > 1
                    then
                        list_transform(
                            list_filter(
                                place_codes,
                                lambda code: ($region is null and $province is null)
                                or list_contains(here.provinces, code)
                            ),
                            lambda code: [code]
                        )
                else [place_codes]
            end
        ) as place_codes,
    from found
    cross join here
),

shown as (
    select
        lines.*,
        count(*) over () as total,
        row_number() over (
            order by
                lines.as_of desc nulls last, lines.kind, lines.code, lines.place_codes
        ) as row_no,
    from lines
    qualify row_no > $skip and row_no <= $skip + $take
),

places as (
    select
        shown.row_no,
        string_agg(province.name_th, ', ' order by province.name_th collate th) as place_th,
        string_agg(province.name_en, ', ' order by province.name_en) as place_en,
    from (
        select
            row_no,
            unnest(place_codes) as place_code,
        from shown
    ) as shown
    inner join core.dim_province as province
        on shown.place_code = province.province_code
    group by shown.row_no
),

documents as (
    select
        shown.row_no,
        documents(document) as documents,
    from (
        select
            row_no,
            unnest(doc_ids) as doc_id,
        from shown
    ) as shown
    inner join core.dim_document as document
        on shown.doc_id = document.doc_id
    group by shown.row_no
)

select
    shown.kind,
    shown.code,
    list_filter(shown.labels, lambda label: not starts_with(label, 'source.')) as labels,
    coalesce(shown.name_th, form.title_th) as name_th,
    coalesce(shown.name_en, form.title_en) as name_en,
    shown.group_th,
    shown.group_en,
    shown.note_th,
    shown.note_en,
    list_contains(shown.place_codes, 'TH') as is_national,
    nullif(array_to_string(list_sort(shown.place_codes), ';'), '') as province_code,
    shown.provinces,
    places.place_th,
    places.place_en,
    shown.as_of,
    shown.as_of_precision,
    shown.value::double as value,
    shown.lower::double as lower,
    shown.upper::double as upper,
    shown.qualifier,
    shown.unit,
    shown.phase,
    shown.nature,
    coalesce(documents.documents, []) as documents,
    shown.total,
from shown
left join places
    on shown.row_no = places.row_no
left join documents
    on shown.row_no = documents.row_no
left join meta.source as form
    on list_contains(shown.labels, 'source.' || form.source)
order by shown.row_no
