"""The dashboard: pages compose, parts draw, one room reads the warehouse."""
