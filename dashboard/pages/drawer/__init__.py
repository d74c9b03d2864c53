"""The drawer: everything on one figure, place, row or document, beside the page."""
