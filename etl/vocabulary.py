"""Codes that several sources share. A code that is not here is quarantined, never defaulted."""

DIMENSIONS = ("ENV", "ECO", "ENE", "GOV", "LIV", "MOB", "PEO")
QUALIFIERS = ("=", ">", ">=", "<", "<=", "~")
PRECISIONS = ("day", "month", "year")
UNDATED_PRECISIONS = (*PRECISIONS, "unknown")
PROVINCE_CODE = r"^\d{2}$"
PLACE_CODE = r"^(\d{2}|TH)$"  # TH is the whole country
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
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
