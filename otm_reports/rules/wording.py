"""Answer → what a person reads: the reason, what would meet the clause, until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from otm_reports.messages import fill
from otm_reports.model import Person, Verdict
from otm_reports.rules.answer import Answer, Case, Column, MonthDay, Part, Register, Word
from otm_reports.rules.checking import month_days
from otm_reports.specs import RuleSpec, Specs

#: So many of several people or dates stand in the text of a reason.
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause and its words: its own reasons and remedies first, then those of the messages."""

    spec: RuleSpec
    specs: Specs
    profile: str = ""

    def says(self, answer: Answer, lang: str) -> str:
        """The reason of an answer."""
        own = self.spec.reasons.get(answer.reason)
        words = self._printed(answer, lang)
        texts = self.specs.messages[lang]
        return fill(own[lang], words) if own else texts.text("reasons", answer.reason, **words)

    def remedies(self, answers: list[Answer], record: tuple[str, ...], lang: str, *, new: bool) -> str:
        """What would meet the clause, a sentence for each thing that is not as asked; else what to record.

        Args:
            answers: What is not met, or not known.
            record: Registers and fields that would show it.
            lang: Language of the screen.
            new: The college does not keep them yet; otherwise they stand blank.
        """
        said = [self._remedy(answer, lang) for answer in answers]
        kept = self._to_record(record, lang, "start-columns" if new else "fill-columns") if new or not any(said) else ()
        return " ".join(dict.fromkeys((*filter(None, said), *kept)))

    def by(self, case: Case) -> date:
        """Until when it can still be put right: its own day, else the end of the year's papers, else its day next year."""
        days = [case.day(MonthDay(day)) for value in self.spec.params.values() for day in month_days(value)]
        due = max(days, default=case.year.days.end)
        if due >= case.year.today:
            return due
        return case.year.days.end if case.year.days.end >= case.year.today else due.replace(year=due.year + 1)

    def _remedy(self, answer: Answer, lang: str) -> str:
        """What would meet the clause after such an answer; nothing for a blank that no text of ours knows better."""
        own = self.spec.remedies.get(answer.reason)
        words = self._printed(answer, lang)
        texts = self.specs.messages[lang]
        if own:
            return fill(own[lang], words)
        if answer.reason in texts.texts.get("remedies", {}):
            return texts.text("remedies", answer.reason, **words)
        return "" if answer.verdict is Verdict.NO_DATA else texts.text("remedies", "otherwise", clause=self.specs.clause(self.spec.clause, self.profile, lang))

    def _to_record(self, record: tuple[str, ...], lang: str, columns_key: str) -> Iterator[str]:
        texts = self.specs.messages[lang]
        whole = [self.specs.registers[name].title[lang] for name in record if "." not in name]
        columns: dict[str, list[str]] = {}
        for name in record:
            register, dot, field = name.partition(".")
            if dot:
                columns.setdefault(register, []).append(f"«{self.specs.field_label(register, field, lang)}»")
        if whole and (columns_key == "start-columns" or not columns):
            key = "start-registers" if columns_key == "start-columns" else "fill-registers"
            yield texts.text("remedies", key, registers=", ".join(f"«{one}»" for one in whole))
        for register, labels in columns.items():
            yield texts.text("remedies", columns_key, register=self.specs.registers[register].title[lang], columns=", ".join(labels))

    def _printed(self, answer: Answer, lang: str) -> dict[str, str]:
        return {name: self._value(value, lang) for name, value in answer.params.items()}

    def _value(self, value: object, lang: str) -> str:
        match value:
            case Part():
                part = self.spec.parts.get(value.number)
                return part[lang] if part else value.number
            case tuple() | list():
                return _several([self._value(one, lang) for one in value])
            case _:
                return _printed(value, self.specs, lang)


def _printed(value: object, specs: Specs, lang: str) -> str:
    match value:
        case Register():
            return f"«{specs.registers[value].title[lang]}»"
        case Column():
            return f"«{specs.field_label(value.register, value.field, lang)}»"
        case Word():
            return _word(value, specs, lang)
        case Person():
            return value.full
        case date():
            return f"{value:%d.%m.%Y}"
        case float():
            return f"{value:g}".replace(".", ",")
        case _:
            return str(value)


def _several(words: list[str]) -> str:
    """Words in a row; of a long one the beginning and how many more there are, for the cells name all."""
    more = f" … (+{len(words) - _SHOWN})" if len(words) > _SHOWN else ""
    return (", ".join(words[:_SHOWN]) or "–") + more


def _word(word: Word, specs: Specs, lang: str) -> str:
    if word.vocabulary in specs.vocabularies:
        return specs.word(word.vocabulary, word.code, lang)
    return specs.messages[lang].text(word.vocabulary, word.code)
