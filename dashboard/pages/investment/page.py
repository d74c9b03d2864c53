"""Investment: what is planned and what is done, by stage; what may not be added or divided."""

from dashboard.pages.investment import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("investment", state.current())

panels.finding(page)
panels.money(page)
panels.figures(page)
panels.views(page)
layout.provenance(page)
