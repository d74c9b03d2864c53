"""The pages, in the order that the sidebar shows them. The first is the start page."""

PAGES: dict[str, str] = {  # name (file, address, text keys) -> icon
    "overview": ":material/dashboard:",
    "provinces": ":material/map:",
    "programme": ":material/verified:",
    "cohorts": ":material/groups:",
    "investment": ":material/payments:",
    "profile": ":material/location_city:",
    "solutions": ":material/lightbulb:",
    "statements": ":material/manage_search:",
    "founding": ":material/article:",
    "definitions": ":material/menu_book:",
    "health": ":material/health_and_safety:",
}

MISSING = "not_found"  # the page for an address that is not ours; listed nowhere
