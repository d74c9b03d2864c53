"""The reader's choices in this session, kept in step with the URL, and the day that is today.

Widgets hold the choices under the names of the URL's parameters. A change by a widget or a click is
written to the URL; a URL that differs from what was written last (a shared link, Back, Forward)
is read into the widgets. A change wins over the URL of the same run: that one may be a step behind.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from dashboard.reader import boundaries
from dashboard.reader.filters import ALL
from dashboard.reader.reader import Reader
from dashboard.reader.theme import Palette, palette
from sql.clock import today as today  # noqa: PLC0414  # pages ask for it here

DEFAULTS = Reader().choices()
NARROWING = ("region", "province", "from", "to", "year", "sources", "build")
CHANGED, WRITTEN, REFUSED = "filters_changed", "filters_written", "filters_refused"
DRAWER = "open"  # the parameter of the URL that names what the drawer is open on
TAKE = "take"  # the parameter of the URL that names the open menu of files and pictures
OF_DRAWER = ("part", "from_build", "to_build", "figure", TAKE)  # the choices within it
BUILD = "build_id"  # the build that the page shows
BORDERS = "borders"  # the edition of borders that this build was made with
CHOSEN = "chosen"  # the choices of this run, until one changes
REDRAW = "redraw"  # a part of the page was used to change all of it
LEADS = "leads"  # the page that a row leads to, with that page's own choices


def current() -> Reader:
    """The reader, by the filters as the widgets hold them."""
    chosen: Reader | None = st.session_state.get(CHOSEN)
    return chosen or Reader.parse({name: st.session_state.get(name) for name in DEFAULTS})


def sync(places: Mapping[str, str], years: Collection[int]) -> Reader:
    """Bring URL and widgets into step, before any widget is drawn, and give the choices.

    `places` (province code -> region code) and `years` are what can be chosen; anything else
    becomes the default. Of a province and a region that does not hold it, the province stays.
    """
    stated = {name: value for name, value in st.query_params.items() if name in DEFAULTS}
    changed = st.session_state.pop(CHANGED, False)
    known = st.session_state.get(WRITTEN)
    st.session_state.pop(CHOSEN, None)
    chosen = current()
    if known is None or (stated and stated != known and not changed):
        chosen = Reader.parse(stated)
        st.session_state[REFUSED] = Reader.refused(stated, places, years)
    elif changed:
        st.session_state[REFUSED] = []
    chosen = chosen.within(places, years)
    st.session_state.update(chosen.choices())
    st.session_state[CHOSEN] = chosen
    query = st.session_state[WRITTEN] = chosen.query()
    if stated != query:
        st.query_params.from_dict(query | Reader.own(st.query_params.to_dict()))
    return chosen


def refused() -> list[str]:
    """The filters for which the link that was followed last asks what is not on offer."""
    names: list[str] = st.session_state.get(REFUSED, [])
    return names


def choice(name: str, options: Sequence[str] | None = None) -> str:
    """A choice of one page alone, before its widget is drawn: in the URL unless it is the first.

    The widget has the key `name` and the callback `chose(name)`. Where a link asks for what is not
    on offer, a sentence above the widget says so. Without `options` any text is, and none is first.
    """
    first = options[0] if options else ""
    stated = st.query_params.get(name)
    changed = st.session_state.pop(f"{name}_changed", False)
    known = st.session_state.get(f"{name}_written")
    if name not in st.session_state or (stated and stated != known and not changed):
        st.session_state[name] = stated
        is_strange = bool(stated) and stated != known  # not what another view's choice has left
        st.session_state[f"{name}_refused"] = is_strange and not _offered(stated, options)
    elif changed or not stated:
        st.session_state[f"{name}_refused"] = False
    if st.session_state[f"{name}_refused"]:
        st.warning(current().t("link.choice"), icon=":material/link_off:")
    if not _offered(st.session_state[name], options):
        st.session_state[name] = first
    chosen = str(st.session_state[name])
    st.session_state[f"{name}_written"] = chosen
    if chosen != stated and (stated or chosen != first):
        st.query_params[name] = chosen
    return chosen


def own() -> dict[str, str]:
    """The page's own choices that were on offer when it was drawn last: what its links carry.

    What else an address has is a stranger's, and is not repeated.
    """
    return {
        name: value
        for name, value in st.query_params.items()
        if st.session_state.get(f"{name}_written") == value
    }


def disown(name: str) -> None:
    """What is chosen by this name is not on offer: links do not carry it."""
    st.session_state.pop(f"{name}_written", None)


def _offered(text: str | None, options: Sequence[str] | None) -> bool:
    return text is not None and (options is None or text in options)


def hold(key: str, value: object) -> None:
    """Gives a widget its value, before it is drawn; set again, it would be drawn anew, late."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def holds(*keys: str) -> bool:
    """In a callback: whether what was pressed still has a value.

    On a slow line a press may come after its page is gone, and with it what its widgets held.
    """
    return all(key in st.session_state for key in keys)


def chose(name: str) -> None:
    """Callback of the widget of a page's own choice."""
    st.session_state[f"{name}_changed"] = True


def change(**values: str) -> None:
    """Set filters from a callback, or note that a widget has set its own."""
    st.session_state.update(values)
    st.session_state.pop(CHOSEN, None)
    st.session_state[CHANGED] = True


def choose_province(code: str) -> None:
    """Callback: every page is of this province from now on, and the drawer closes."""
    change(province=code, region=ALL)
    hide()
    st.session_state[REDRAW] = True


def nearest(year: int, month: int, day: int) -> str:
    """A day in ISO form; of one that its month does not have, its last; never one to come."""
    return min(date(year, month, min(day, monthrange(year, month)[1])), today()).isoformat()


def show(code: str) -> None:
    """Callback: open the drawer on a figure, a row, a place: `kpi:CERT-01`, `province:50`."""
    hide()
    st.query_params[DRAWER] = code
    st.session_state[REDRAW] = True


def lead(page: str, **own: str) -> None:
    """Callback: open another page with these choices of its own: `lead("city", plan="yala")`."""
    st.session_state[LEADS] = page, own
    st.session_state[REDRAW] = True


def hide() -> None:
    """Callback: close the drawer."""
    for name in (DRAWER, *OF_DRAWER):
        st.query_params.pop(name, None)
        st.session_state.pop(name, None)


def follow(name: str, kind: str = "") -> None:
    """A link of before names with `name` what the drawer is open on: `?kpi=`, `?row=`."""
    if code := st.query_params.pop(name, ""):
        st.query_params[DRAWER] = f"{kind}{code}"


def shown() -> str:
    """What the drawer is open on; nothing while it is closed."""
    return st.query_params.get(DRAWER, "")


def shows(code: str) -> None:
    """That the drawer is open on what is there: links and files may name it."""
    st.session_state[f"{DRAWER}_written"] = code


def redraw() -> None:
    """In a part that is drawn by itself: draw the whole page where a choice there asks for it."""
    if st.session_state.pop(REDRAW, False):
        st.rerun()


@contextmanager
def of_the_page() -> Iterator[None]:
    """In a part that is drawn by itself: what is used within has the whole page drawn, at once.

    The part would be drawn first else, to ask for the page: two runs, and the first sends nothing.
    """
    with ThreadState.scoped(fragment_id=None):
        yield


def reset() -> None:
    """Every filter back to its default; language and era stay as they are."""
    change(**{name: DEFAULTS[name] for name in (*NARROWING, "known")})


def colours() -> Palette:
    """The palette of the appearance that the reader has on."""
    return palette(st.context.theme.type)


def borders() -> str:
    """Where a map finds the borders that the build which is shown was made with."""
    return boundaries.address(st.session_state.get(BORDERS))
