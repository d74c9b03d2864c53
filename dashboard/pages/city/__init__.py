"""One plan: where it is, its steps and their documents, its money, and what nobody has sent."""
