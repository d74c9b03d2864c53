"""One file a page; each reads once and composes."""
