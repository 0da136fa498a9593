"""What a paper says, in two languages side by side: ``say("қазақша", "по-русски")`` gives the one that is being drawn."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("kk", "ru")


@dataclass(frozen=True)
class Say:
    """The language a template is drawn in; every text of a template is a pair, so that neither language can be forgotten."""

    lang: str

    def __call__(self, kk: str, ru: str) -> str:
        """The text of the template's language."""
        return ru if self.lang == "ru" else kk


KAZAKH = Say("kk")
