"""Province profile: everything on one province, beside the provinces that are most like it."""

from dashboard.components import profile
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

layout.lead("profile")
filters = state.current()
page = data.read_page("profile", filters)

if filters.province is None:
    profile.chooser(filters)
else:
    profile.header(page)
    profile.figures(page)
    near = profile.peers(page)
    profile.comparison(page, near)
    profile.plans(page)
    profile.cohorts(page)
    profile.money(page)
    profile.projects(page)
    profile.solutions(page)
    profile.pledges(page)
    profile.observations(page)
    profile.missing(page)
layout.provenance(page)
