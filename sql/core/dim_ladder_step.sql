/*
description = "A step of the national ladder, in order."
grain = ["ladder_step"]
[columns]
is_certified = "the step gives a logo"
ends_logo = "the step takes it away; nothing else does"
*/
select
    steps.ladder_step,
    steps.ladder_rank,
    steps.is_certified,
    steps.ends_logo,
from (
    values
        ('submitted', 1, false, false),
        ('zone_declared', 2, false, false),
        ('plan_approved', 3, false, false),
        ('logo_awarded', 4, true, false),
        ('progress_reported', 5, false, false),
        ('renewed', 6, true, false),
        ('lapsed', 7, false, true),
        ('revoked', 8, false, true)
) as steps (ladder_step, ladder_rank, is_certified, ends_logo)
