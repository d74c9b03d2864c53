"""The pages, in the order that the sidebar shows them, by groups. The first is the start page."""

from typing import Literal, NamedTuple

Chip = Literal["place", "time", "point"]  # what the bar under the title lets a reader choose


class Entry(NamedTuple):
    """Where a page stands in the sidebar, its icon, and the choices that change nothing on it.

    A page without a group has no entry there: rows of other pages lead to it.
    """

    group: str | None
    icon: str
    ignores: tuple[Chip, ...] = ()


PAGES: dict[str, Entry] = {  # name: its file, its address, its texts
    "overview": Entry("", ":material/dashboard:"),
    "provinces": Entry("places", ":material/map:"),
    "profile": Entry("places", ":material/location_city:"),
    "programme": Entry("programme", ":material/verified:"),
    "cohorts": Entry("programme", ":material/groups:"),
    "investment": Entry("programme", ":material/payments:"),
    "solutions": Entry("programme", ":material/lightbulb:"),
    "statements": Entry("data", ":material/manage_search:"),
    "definitions": Entry("data", ":material/menu_book:"),
    "health": Entry("data", ":material/health_and_safety:", ("place", "time", "point")),
    "city": Entry(None, ":material/location_city:", ("place", "time")),
}

MISSING = "not_found"  # the page for an address that is not ours; listed nowhere
