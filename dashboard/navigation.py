"""The pages, in the order that the sidebar shows them, by groups. The first is the start page."""

from typing import Literal, NamedTuple
from urllib.parse import urlencode

Chip = Literal["place", "time", "point"]  # what the bar under the title lets a reader choose


class Entry(NamedTuple):
    """Where a page stands in the sidebar, its symbol, and the choices that change nothing on it.

    The symbol is one of Material's, which the library ships.
    A page without a group has no entry there: rows of other pages lead to it.
    """

    group: str | None
    icon: str
    ignores: tuple[Chip, ...] = ()


PAGES: dict[str, Entry] = {  # name: its file, its address, its texts
    "overview": Entry("", "dashboard"),
    "provinces": Entry("places", "map"),
    "profile": Entry("places", "location_city"),
    "programme": Entry("programme", "verified"),
    "cohorts": Entry("programme", "groups"),
    "investment": Entry("programme", "payments"),
    "solutions": Entry("programme", "lightbulb"),
    "explore": Entry("data", "manage_search"),
    "definitions": Entry("data", "menu_book"),
    "health": Entry("data", "health_and_safety", ("place", "time", "point")),
    "city": Entry(None, "location_city", ("place", "time")),
}

START = next(iter(PAGES))
MOVED = {"statements": "explore"}  # the addresses of before, and where they lead now
MISSING = "not_found"  # the page for an address that is not ours; listed nowhere


def address(page: str) -> str:
    """A page's address as its neighbours write it: beside them, the start page as their folder."""
    return "./" if page == START else page


def link(page: str | None, **own: str) -> str:
    """The address of a page, or of this one as it is now (None), with what it is to choose.

    It says that alone, so that it is sent once whatever the reader chooses: the page's script adds
    the reader's filters (`shell.js`). An empty choice takes a filter off.
    """
    query = f"?{urlencode(own)}" if own else ""
    return query if page is None else address(page) + query


def profile_of(province: str) -> str:
    """The address of a province's page; a region that is chosen need not hold it."""
    return link("profile", province=province, region="")
