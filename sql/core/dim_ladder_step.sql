/*
description = "A step of the national ladder, in order."
grain = ["ladder_step"]
*/
select
    steps.ladder_step,
    steps.ladder_rank,
    steps.is_certified,
from (
    values
        ('submitted', 1, false),
        ('zone_declared', 2, false),
        ('plan_approved', 3, false),
        ('logo_awarded', 4, true),
        ('renewed', 5, true),
        ('lapsed', 6, false),
        ('revoked', 7, false)
) as steps (ladder_step, ladder_rank, is_certified)
