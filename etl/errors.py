"""What can go wrong in a load, each with a message that says what, where and what to do next.

EtlError
├── SourceError      a file, its origin card or its columns; that source does not load
│   └── Refused      a file that can't be taken in, also told to its sender (etl.intake.refusals)
├── NotDone          a command can't do what was asked (etl.intake.refusals)
├── ModelError       a model's header, layer or SQL
├── CheckFailed      a blocking check returned rows; nothing is published
└── PublishError     the warehouse folder: held by another build, full, or damaged
"""


class EtlError(Exception):
    """Base of all errors that an operator reads; never shown with a traceback."""


class SourceError(EtlError):
    """A source can't be read as declared."""


class ModelError(EtlError):
    """A SQL model can't be read, ordered or run."""


class CheckFailed(EtlError):
    """A blocking check found offending rows."""


class PublishError(EtlError):
    """A build can't be written or published."""
