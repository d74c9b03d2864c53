/*
description = "Sources that could not be loaded; the rows of the build before stand in their place."
blocking = false
message = { th = "จัดทำข้อมูลบางแหล่งไม่สำเร็จ จึงใช้ข้อมูลฉบับก่อนแทน", en = "Some sources could not be loaded; the rows of the build before stand in their place." }
holds = { th = "จัดทำข้อมูลสำเร็จทุกแหล่ง", en = "Every source was loaded." }
*/
select
    source,
    message,
from meta.source_problem
order by source
