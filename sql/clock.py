"""The current day in Thailand, which a setting can replace."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


def today() -> date:
    """`SMARTCITY_TODAY` (YYYY-MM-DD) if set, else the day in Bangkok."""
    setting = os.environ.get("SMARTCITY_TODAY")
    return date.fromisoformat(setting) if setting else datetime.now(BANGKOK).date()
