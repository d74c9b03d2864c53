"""The programme: the steps of its plans, how long logos hold, what is announced and what named."""
