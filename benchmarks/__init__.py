"""Measured in the real browser over the real warehouse; reported against budgets, never a test."""
