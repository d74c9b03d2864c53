"""Every KPI, term, document and rule."""
