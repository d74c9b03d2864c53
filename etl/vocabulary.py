"""Codes that several sources share. A code that is not here is quarantined, never defaulted."""

DIMENSIONS = ("ENV", "ECO", "ENE", "GOV", "LIV", "MOB", "PEO")
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
PRECISIONS = ("day", "month", "year")
UNDATED_PRECISIONS = (*PRECISIONS, "unknown")
PROVINCE_CODE = r"^\d{2}$"
PLACE_CODE = r"^(\d{2}|TH)$"  # TH is the whole country
_LABEL = r"[\p{L}\p{Nd}]([-\p{L}\p{M}\p{Nd}]*[\p{L}\p{M}\p{Nd}])?"
_PORT = r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"
_IN_PATH = (
    r"""[^\s\p{C}"'`<>()\[\]{}|\\^"""  # what an address may hold unencoded, less what is added
)
ADDRESS = (  # a page of a named host; an @ stands in its path or its query alone, not near the host
    rf"^(?i:https?)://{_LABEL}(\.{_LABEL})*\.?(:(?-u){_PORT}(?u))?"
    rf"(/{_IN_PATH}?#]*(\?{_IN_PATH}#]*)?|\?{_IN_PATH}#@]*)?(#{_IN_PATH}@]*)?$"
)
KEY = r"^[a-z0-9](-?[a-z0-9]){0,59}$"
PLAN_KEY = r"^[a-z](-?[a-z0-9]){0,59}$"  # of a plan that a form may introduce: 1 is no name
SEGMENT_KINDS = (
    *("national", "plan_set", "cohort", "event", "index"),
    *("lao_type", "programme", "province"),
    *("ambassadors", "pace"),  # of KPIs alone: a role within a batch, a reading of "by 2570"
)
# a batch as the lists of places and projects name it -> the cohort of the figures
COHORTS = {
    "ASCN-2018": "ASCN-TH-2018",
    "ASCN-2023": "ASCN-TH-2023",
    "CIAP": "CIAP-1",
    "DEPA-FUND": "DEPA-FUND",
    "DLA-CONTEST-2568": "DLA-plan-contest-2568",
    "DLA-DEPA-2020": "DLA-depa-pilots",
    "EEC-5G": "EEC-5G",
    "EEC-OLD-CITIES-2019": "EEC-old-city-pilots",
    "EEC-PPP": "EEC-PPP",
    "EPPO-CLEAN-ENERGY": "EPPO-CLEAN-ENERGY",
    "IDC-2016": "IDC-2016",
    "KMITL-2018": "KMITL-trial",
    "KPI-1": "KPI-phase-1",
    "KPI-2": "KPI-phase-2",
    "PMUA": "PMUA",
    "PRES-HACK-2023": "PRES-HACK-2023",
    "SBPAC-2021": "SBPAC-depa",
    "SCA-2": "SCA-2",
    "SCA-2-TOUR": "SCA-2-TOUR",
    "SCA-unknown": "SCA-unknown",
    "SCSA-2023": "SCSA-2023",
    "SMART-BLOCK-2020": "Smart-Block",
}

# what a form's drop-down list says -> code. The names are those of the pages and reference lists.
DIMENSION_NAMES = {
    "สิ่งแวดล้อมอัจฉริยะ": "ENV",
    "เศรษฐกิจอัจฉริยะ": "ECO",
    "พลังงานอัจฉริยะ": "ENE",
    "การบริหารภาครัฐอัจฉริยะ": "GOV",
    "การดำรงชีวิตอัจฉริยะ": "LIV",
    "การเดินทางและขนส่งอัจฉริยะ": "MOB",
    "พลเมืองอัจฉริยะ": "PEO",
}
COHORT_NAMES = {  # a further batch gets a line here and one in the reference list of segments
    "นักดิจิทัลพัฒนาเมือง รุ่นที่ 1": "SCA-1",
    "นักดิจิทัลพัฒนาเมือง รุ่นที่ 2": "SCA-2",
    "กิจกรรมสัญจรของนักดิจิทัลพัฒนาเมือง รุ่นที่ 2": "SCA-2-TOUR",
    "นักดิจิทัลพัฒนาเมือง (ไม่ระบุรุ่น)": "SCA-unknown",
    "รางวัล Smart City Solutions Awards 2023": "SCSA-2023",
    "เทศบาลนำร่อง 12 แห่ง ตามบันทึกข้อตกลงระหว่าง สถ. กับดีป้า": "DLA-depa-pilots",
    "รางวัลเมืองน่าอยู่อัจฉริยะ พ.ศ. 2568": "DLA-plan-contest-2568",
    "โครงการที่ได้รับการสนับสนุนจาก depa Fund": "DEPA-FUND",
    "ความร่วมมือระหว่าง ศอ.บต. กับดีป้าในจังหวัดชายแดนภาคใต้": "SBPAC-depa",
    "เมืองไทยในเครือข่ายเมืองอัจฉริยะอาเซียน ชุดแรก (พ.ศ. 2561)": "ASCN-TH-2018",
    "เมืองไทยในเครือข่ายเมืองอัจฉริยะอาเซียน ชุดเพิ่มเติม (พ.ศ. 2566)": "ASCN-TH-2023",
    "เทศบาลนำร่องเมืองน่าอยู่ที่ชาญฉลาด (CIAP) รุ่นที่ 1": "CIAP-1",
    "โครงการท้องถิ่นสู่เมืองอัจฉริยะ สถาบันพระปกเกล้า ระยะที่ 1": "KPI-phase-1",
    "โครงการท้องถิ่นสู่เมืองอัจฉริยะ สถาบันพระปกเกล้า ระยะที่ 2": "KPI-phase-2",
    "เทศบาลที่ทดลองใช้ระบบบริหารจัดการเมืองของ สจล.": "KMITL-trial",
    "เทศบาลในโครงการ Smart Block": "Smart-Block",
    "โครงการภายใต้ทุน บพท.": "PMUA",
    "โครงการ Smart Cities–Clean Energy (ไม่ระบุขั้น)": "EPPO-CLEAN-ENERGY",
    "เมืองเดิมนำร่องในเขตพัฒนาพิเศษภาคตะวันออก": "EEC-old-city-pilots",
    "โครงการ 5G ในเขตพัฒนาพิเศษภาคตะวันออก": "EEC-5G",
    "โครงการร่วมลงทุนระหว่างรัฐและเอกชนในเขตพัฒนาพิเศษภาคตะวันออก": "EEC-PPP",
    "รางวัลของ IDC พ.ศ. 2559": "IDC-2016",
    "Presidential Hackathon 2023 ประเภทนานาชาติ": "PRES-HACK-2023",
}
STAGE_NAMES = {
    "ตามแผน": "planned",
    "ได้รับอนุมัติ": "approved",
    "ทำสัญญาหรือก่อหนี้ผูกพัน": "contracted",
    "เบิกจ่าย": "disbursed",
    "กันเงินไว้เบิกเหลื่อมปี": "carried_over",
    "เงินพับไป": "lapsed",
    "เงินสนับสนุน": "grant",
    "ทุนจดทะเบียนบริษัท": "company_capital",
    "มูลค่าทางเศรษฐกิจ": "economic_value",
}
FUNDER_NAMES = {
    "ภาครัฐส่วนกลาง": "central",
    "องค์กรปกครองส่วนท้องถิ่น": "local",
    "รัฐวิสาหกิจ": "state_enterprise",
    "ภาคเอกชน": "private",
    "ภาครัฐร่วมกับภาคเอกชน": "public_private",
}
MONEY_UNITS = {  # the unit beside an amount, in baht by `money_in`
    "บาท": "baht",
    "พันบาท": "thousand_baht",
    "แสนบาท": "hundred_thousand_baht",
    "ล้านบาท": "million_baht",
    "ร้อยล้านบาท": "hundred_million_baht",
    "พันล้านบาท": "billion_baht",
    "หมื่นล้านบาท": "ten_billion_baht",
    "แสนล้านบาท": "hundred_billion_baht",
    "ล้านล้านบาท": "trillion_baht",
}
