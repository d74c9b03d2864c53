"""Map: any KPI that enough provinces have, beside the provinces in order."""

from dashboard.pages.provinces import panels
from dashboard.parts import layout
from dashboard.reader import state
from dashboard.warehouse import data

page = data.read_page("provinces", state.current())

layout.provenance(page, rows=panels.explorer(page))
