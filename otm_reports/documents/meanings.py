"""Context of a paper → every name a template may print, each with what it is in words and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from otm_reports.charts import Chart
from otm_reports.model import Report
from otm_reports.specs import Specs

_SHOWN = 60

#: What is written in a template, what it is in words, an example.
Entry = tuple[str, str, str]


class Meanings:
    """The words for the names of a context.

    A name is explained by the words of its figure, by the heading of its listing's column, by our own words for it
    (``[template_fields]`` of the messages) or by the heading of the register's field of that name.

    Args:
        report: The counted year.
        specs: What is declared.
        lang: Language of the screen; figures and headings are in Kazakh where it is neither ``kk`` nor ``ru``.
    """

    def __init__(self, report: Report, specs: Specs, lang: str) -> None:
        self._texts = specs.messages[lang]
        self._report = report
        word = "ru" if lang == "ru" else "kk"
        self._word = word
        self._columns: dict[str, str] = {}
        for listing in report.listings.values():
            for column, heading in listing.columns.items():
                self._columns.setdefault(column, heading[word])
        self._fields: dict[str, str] = {}
        for register, spec in specs.registers.items():
            for name in spec.fields:
                self._fields.setdefault(name, specs.field_label(register, name, word))

    def entries(self, context: Mapping[str, Any], path: str = "", table: str = "") -> Iterator[Entry]:
        """Each name of a context, names inside it after it.

        Args:
            context: Names and values.
            path: What stands before the names in a template.
            table: Name of the table whose row this is.
        """
        for name, value in context.items():
            dotted = f"{path}.{name}" if path and name.isidentifier() else f'{path}["{name}"]' if path else name
            says = self.says(name, path, table)
            if isinstance(value, Mapping):
                if says:
                    yield dotted, says, ""
                yield from self.entries(value, dotted)
            elif isinstance(value, Chart):
                yield f"{{{{ {dotted} }}}}", self._texts.text("template", "fields_chart"), value.title
            elif isinstance(value, (list, tuple)):
                yield from self._of_list(dotted, value, says)
            elif isinstance(value, bool):
                yield f"{{%p if {dotted} %}} … {{%p endif %}}", says or self._texts.text("template", "fields_condition"), ""
            else:
                yield f"{{{{ {dotted} }}}}", says, "" if value is None else " ".join(str(value).split())[:_SHOWN]

    def _of_list(self, name: str, values: Sequence[Any], says: str) -> Iterator[Entry]:
        item = "row" if name.endswith("rows") else "it" if name.startswith("one.") else "one"
        if not values:
            yield name, "; ".join(filter(None, (says, self._texts.text("template", "fields_empty")))), ""
            return
        how = "fields_rows" if isinstance(values[0], Mapping) else "fields_list"
        said = "; ".join(filter(None, (says, self._texts.text("template", how, item=item, name=name))))
        if isinstance(values[0], Mapping):
            yield name, said, ""
            every: dict[str, Any] = {}
            for row in values:
                every |= {key: value for key, value in row.items() if key not in every or not every[key]} if isinstance(row, Mapping) else {}
            for line, meaning, example in self.entries(every, item, name.removesuffix(".rows").rpartition(".")[2]):
                yield f"    {line}", meaning, example
        else:
            yield name, said, str(values[0])[:_SHOWN]

    def says(self, name: str, path: str = "", table: str = "") -> str:
        """What a name is, in words; empty where nobody has said it."""
        if path == "figures" and name in self._report.figures:
            return self._report.figures[name].label[self._word]
        of_table = next((listing for listing in self._report.listings.values() if listing.id.replace(".", "_") == table), None)
        if of_table is not None and name in of_table.columns:
            return of_table.columns[name][self._word]
        if path == "tables":
            listing = next((one for one in self._report.listings.values() if one.id.replace(".", "_") == name), None)
            if listing is not None:
                return listing.label[self._word]
        parent = path.rpartition(".")[2]
        for key in (f"{parent}.{name}", f"{parent}.*", name):
            words = self._texts.text("template_fields", key)
            if words != key:
                return words
        return self._columns.get(name) or self._fields.get(name, "")
