"""Investment: what documents state of money, and what may be made of it."""
