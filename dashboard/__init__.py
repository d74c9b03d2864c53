"""The dashboard: pages compose, components draw, one module reads the warehouse."""
