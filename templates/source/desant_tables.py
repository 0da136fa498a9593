"""What the two papers of a methodical landing party share: facts of the visit, tables of three years by direction."""

from __future__ import annotations

from house_style import NBSP, p, table, when
from shared_blocks import columns, said
from wording import Say

L, C = "left", "center"


def visit(say: Say) -> str:
    """Whose initiative, on what ground, when and about what (rules 1.3, 5.2)."""
    ground = say(
        f"[[request.dated]] №{NBSP}[[request.no]] өтінім; [[order.dated]] №{NBSP}[[order.no]] бұйрық",
        f"заявка [[request.dated]] №{NBSP}[[request.no]]; приказ [[order.dated]] №{NBSP}[[order.no]]",
    )
    return (
        said(say("Бастамашы", "Инициатор"), "[[initiator]]") + said(say("Негізі", "Основание"), ground)
        + said(say("Өткізілген мерзімі", "Период проведения"), "[[period]]") + said(say("Мәні", "Предмет"), "[[scope]]")
    )


def years_of(say: Say) -> str:
    """The three years in words (rules 1.5)."""
    return say("{{ years.y2 }}, {{ years.y1 }}, {{ years.y }} оқу жылдары", "{{ years.y2 }}, {{ years.y1 }}, {{ years.y }} учебные годы")


def _three(say: Say, first: tuple[str, str, str, float, str], *more: tuple[str, str, str, float, str]) -> object:
    years = tuple((f"{{{{ years.{name} }}}}", f"{{{{ years.{name} }}}}", name, 20.0, C) for name in ("y2", "y1", "y"))
    return columns(say, first, *more, *years, ("Өзгерісі", "Изменение", "change", 20, C))


def findings(say: Say) -> str:
    """What the landing party wrote down about a direction."""
    return p(say("Десант анықтаған көрсеткіштер", "Показатели, установленные десантом"), style="Caption") + table(
        "direction.findings.rows", _three(say, ("Көрсеткіш", "Показатель", "indicator", 84, L)), size="Small")


def indicators(say: Say) -> str:
    """What the college's own registers say of a direction."""
    return (
        p(say("Колледж журналдары бойынша көрсеткіштер", "Показатели по журналам колледжа"), style="Caption")
        + table("direction.indicators.rows", _three(say, ("Көрсеткіш", "Показатель", "name", 70, L), ("Өлшемі", "Единица", "unit", 17, C)),
                size="Small", followed="direction.indicators.notes")
        + when("direction.indicators.notes", p("{{ direction.indicators.notes | join(' ') }}", style="Note"))
    )
