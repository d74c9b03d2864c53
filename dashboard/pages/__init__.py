"""One file per page; each reads once and composes."""
