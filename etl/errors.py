"""What can go wrong in a load, each with a message that says what, where and what to do next.

EtlError
├── SourceError      a file, its origin card or its columns; that source does not load
│   └── Refused      a file that can't be taken in, also told to its sender (etl.intake.refusals)
├── ModelError       a model's header, layer or SQL
├── CheckFailed      a blocking check returned rows; nothing is published
└── PublishError     the warehouse folder: held by another build, full, or damaged
"""

from sql import refusal

Phrase = dict[str, object]  # a `code` of `sql/refusal.toml` and the values that its text holds


class EtlError(Exception):
    """Base of all errors that an operator reads; never shown with a traceback.

    Its words are those of a code in `sql/refusal.toml`, with `values`; as a string it is English.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.phrase: Phrase = {"code": code, **values}
        super().__init__(self.text("en"))

    def told(self) -> Phrase:
        """The whole message, to be put in either language."""
        return self.phrase

    def text(self, lang: str) -> str:
        """The message in a language (`th`, `en`)."""
        return refusal.render(self.told(), lang)


def in_both(error: Exception) -> str:
    """An error in both languages, for whoever reads the log; one that is not ours as it is."""
    return refusal.both(error.told()) if isinstance(error, EtlError) else str(error)


class SourceError(EtlError):
    """A source can't be read as declared."""


class ModelError(EtlError):
    """A SQL model can't be read, ordered or run."""


class CheckFailed(EtlError):
    """A blocking check found offending rows."""


class PublishError(EtlError):
    """A build can't be written or published."""
