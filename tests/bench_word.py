"""What the Word benchmark fills: a four-page protocol and an annual analysis, as a college would draw them in Word."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from otm_reports.charts import Chart, Series
from otm_reports.places import packaged

WORDS = "Педагогтердің кәсіби құзыреттілігін арттыру бойынша жүргізілген жұмыстың қорытындысы талқыланып, ұсыныстар берілді"


def blank() -> Any:
    """An empty document of a size that Word writes: one of our templates without its body."""
    document = Document(str(packaged("templates") / "session-protocol.kk.docx"))
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            part = relation.target_part.element
            part[:] = [OxmlElement("w:p")]
    document.core_properties.title = document.core_properties.subject = ""
    return document


def split(paragraph: Any, text: str) -> None:
    """A tag in several runs, as Word leaves it."""
    middle = len(text) // 2
    paragraph.add_run(text[:middle])
    paragraph.add_run(text[middle:])


def rows(document: Any, heads: tuple[str, ...], cells: tuple[str, ...], loop: str) -> None:
    table = document.add_table(4, len(heads))
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.text = words
    table.cell(1, 0).text = f"{{%tr for {loop} %}}"
    for number, (cell, words) in enumerate(zip(table.rows[2].cells, cells, strict=True)):
        if number % 3 == 0:
            split(cell.paragraphs[0], words)
        else:
            cell.text = words
    table.cell(3, 0).text = "{%tr endfor %}"


def field(paragraph: Any, code: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    paragraph._p.append(simple)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def protocol() -> bytes:
    """Four pages: requisites, attendance, agenda with speeches and decisions, a table of decisions, signatures."""
    document = blank()
    document.sections[0].header.paragraphs[0].text = "{{ college }} · {{ code }}"
    for code in ("PAGE", "NUMPAGES"):
        field(document.sections[0].footer.paragraphs[0], code)
    document.add_paragraph("{{ college }}")
    split(document.add_paragraph(), "№ {{ no }} ХАТТАМА, {{ date }}")
    rows(document, ("№", "Аты-жөні", "Лауазымы", "Белгі"), ("{{ loop.index }}", "{{ p.name }}", "{{ p.post }}", "{{ p.mark }}"), "p in present")
    document.add_paragraph("{%p for a in agenda %}")
    split(document.add_paragraph(), "{{ loop.index }}. {{ a.title }}")
    document.add_paragraph("ТЫҢДАЛДЫ: {{ a.speaker }} – {{ a.text }}")
    document.add_paragraph("{%p for s in a.speeches %}")
    document.add_paragraph("{{ s.who }}: {{ s.what }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p if a.decided %}")
    document.add_paragraph("ШЕШІЛДІ: {{ a.decided }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    rows(document, ("№", "Шешім", "Жауапты", "Мерзімі"), ("{{ loop.index }}", "{{ d.text }}", "{{ d.who }}", "{{ d.due }}"), "d in decisions")
    document.add_paragraph("Төраға {{ chair }}")
    return saved(document)


def protocol_values(number: int) -> dict[str, Any]:
    return {
        "college": "«Көкмұнай» медициналық колледжі", "code": "СМЖ-Е-7", "no": number, "date": f"2025 жылғы {number % 28 + 1} қазан",
        "chair": "А.Б. Серікбаев",
        "present": [{"name": f"Тегі-{number % 40 + i} Аты Әкесінің аты", "post": "арнайы пәндер оқытушысы", "mark": "қатысты"} for i in range(18)],
        "agenda": [
            {
                "title": f"{WORDS} {number}.{i}", "speaker": f"Сөйлеуші-{i}", "text": f"{WORDS}; {WORDS.lower()} № {number}", "decided": WORDS if i % 2 else "",
                "speeches": [{"who": f"Педагог-{k}", "what": f"{WORDS} – {k}"} for k in range(3)],
            }
            for i in range(6)
        ],
        "decisions": [{"text": f"{WORDS} {i}", "who": f"Жауапты-{i}", "due": f"{number % 28 + 1}.12.2025"} for i in range(10)],
    }


def annual(charts: tuple[str, ...]) -> bytes:
    """Seventeen pages: ten tables of 22 rows and 9 columns, four pictures or charts."""
    document = blank()
    document.add_paragraph("{{ year }} оқу жылының талдауы")
    for number in range(10):
        document.add_paragraph(f"{number + 1}. {{{{ titles[{number}] }}}}")
        rows(document, tuple(f"Баған {i}" for i in range(9)), tuple(f"{{{{ r.c{i} }}}}" for i in range(9)), f"r in tables[{number}]")
        if number < len(charts):
            document.add_paragraph(f"{{{{ {charts[number]} }}}}")
    return saved(document)


def annual_values(number: int) -> dict[str, Any]:
    return {
        "year": f"{2000 + number}", "titles": [f"{WORDS} {i}" for i in range(10)],
        "tables": [[{f"c{i}": f"{t}.{k}.{i} мән {number}" if i else k for i in range(9)} for k in range(22)] for t in range(10)],
    }


MONTHS = ("қыркүйек", "қазан", "қараша", "желтоқсан", "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз")


def figures(number: int) -> list[Chart]:
    """Four charts of three series and twelve months."""
    return [
        Chart(
            f"g{k}", kind, f"Сурет {k}", MONTHS,
            tuple(Series(f"Қатар {s}", tuple((number * 7 + k * 5 + s * 3 + m) % 40 + 1 for m in range(12))) for s in range(1 if kind == "pie" else 3)),
            stacked=kind == "bar",
        )
        for k, kind in enumerate(("column", "bar", "line", "pie"))
    ]
