-- The columns that a file of sql/metrics may give. Each of its rows is of one of three kinds:
--   * a stated figure (no `kind`): value, bounds, sign, nature, statements and documents are taken
--     as they are; `select * from marts.figure where ...` is enough.
--   * a stated figure over another (no `kind`, with `below`): the figure is the numerator, `below`
--     the denominator, which must be exact.
--   * a row behind a figure (with `kind`): one plan, statement, province, ... It adds `above` to
--     the numerator and, of a ratio, `below` to the denominator. The frame (frame.sql) adds the
--     rows up by province, region and country.
-- A row without `kind` that has its own `parts` is a finished figure: nothing is added up.
-- The comment beside a column gives its default, for a file that does not give it or gives null.
create or replace temp table given (
    metric_id varchar not null,
    -- which figure
    place_code varchar,  -- TH
    segment_kind varchar,  -- national
    segment varchar,  -- TH
    phase varchar,  -- of a row behind: result
    as_of date,
    as_of_precision varchar,
    edition varchar,  -- keeps figures made of rows apart that have one key: a day, a sender
    -- a figure as stated, divided by what is below the line, or finished
    value double,
    lower double,  -- of a row behind: what is above the line (or, alone, below), as its sign says
    upper double,
    qualifier varchar,  -- =
    nature varchar,  -- derived
    is_current boolean,  -- the newest of its key
    below double,
    below_kind varchar,  -- statement
    below_code varchar,  -- the first statement below the line
    below_statement_ids varchar[],
    below_doc_ids varchar[],
    numerator double,
    denominator double,
    parts struct(
        kind varchar, code varchar, above double, below double, statement_ids varchar[],
        doc_ids varchar[]
    )[],
    -- a row behind
    kind varchar,
    code varchar,  -- its first statement
    above double,  -- null: it gives nothing above the line, but its sign counts
    adds varchar,  -- how rows give the figure where it is no sum or ratio: median, p90
    places varchar[],  -- as the header says; own: in no wider place. A plan is always its own
    -- what both rest on
    statement_ids varchar[],
    rests_on varchar[],  -- statements of the figure that are in no row
    doc_ids varchar[],
    -- columns of marts.figure that no figure has, so that a file may repeat it whole
    measure varchar,
    moment varchar,
    as_of_end date,
    known_from date,
    is_first_stated boolean,
    is_known_now boolean,
    is_secondary boolean,
    is_refuted boolean,
    place_kind varchar,
    period varchar
);
