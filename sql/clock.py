"""The day and the hour as readers in Thailand have them."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")


def today() -> date:
    """`SMARTCITY_TODAY` (YYYY-MM-DD) if set, else the day in Bangkok."""
    stated = os.environ.get("SMARTCITY_TODAY")
    return date.fromisoformat(stated) if stated else datetime.now(BANGKOK).date()
