"""The few ways a run can stop: an exception means we cannot go on; wrong data is a finding instead."""

from __future__ import annotations


class OtmError(Exception):
    """Base of every refusal of this package.

    A refusal carries a message code of ``data/messages`` and its parameters, so that a face can say it in the
    reader's language; ``str()`` gives a plain English line for a log.

    Args:
        code: Key of ``[errors]`` in the message files, for example ``"no-registers"``.
        where: File, sheet or key the refusal is about, as a person would name it.
        **params: Values for the message text.
    """

    def __init__(self, code: str, where: str = "", **params: object) -> None:
        self.code = code
        self.where = where
        self.params = params
        detail = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code}: {where}" + (f" ({detail})" if detail else ""))


class CollegeError(OtmError):
    """The college folder or one of its TOML files cannot be used."""


class RegisterError(OtmError):
    """One workbook cannot be read; the others still are."""


class TemplateError(OtmError):
    """A Word template cannot be filled."""


class OutputError(OtmError):
    """A result cannot be written where it was asked for."""
