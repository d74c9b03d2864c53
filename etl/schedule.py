"""The daily run: a cron expression in Bangkok time, and a watch on the inbox."""


def run(cron: str, *, watch_seconds: float) -> int:
    """Runs until SIGTERM or SIGINT; gives the exit code. Raises EtlError for a bad expression."""
    raise NotImplementedError
