-- The table that change.sql fills: one row per thing that differs between two builds.
create table meta.change (
    kind varchar,
    subject varchar,
    place_code varchar,
    segment_kind varchar,
    segment varchar,
    phase varchar,
    was varchar,
    became varchar,
    was_value double,
    became_value double,
    was_qualifier varchar,
    became_qualifier varchar,
    new_statements varchar[],
    revised_statements varchar[],
    lost_statements varchar[],
    chosen_statements varchar[],
    is_recalculated boolean,
    places_entered varchar[],
    places_left varchar[],
    parts struct(part varchar, change double)[],
    figure varchar
)
