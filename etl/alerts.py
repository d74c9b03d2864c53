"""Who is told when a run goes wrong: a log, a webhook, mail."""
