/*
description = "Sources that could not be loaded; the rows of the build before stand in their place."
blocking = false
message = { th = "นำเข้าข้อมูลบางแหล่งไม่ได้ จึงใช้ข้อมูลชุดก่อนหน้าแทน", en = "Some sources could not be loaded; the rows of the build before stand in their place." }
*/
select
    source,
    message,
from meta.source_problem
order by source
