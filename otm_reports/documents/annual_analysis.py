"""Report → «жылдық талдау»: the analysis of the year in 17 sections (domain 3.3, seed 000 §6, K16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from otm_reports import charts
from otm_reports.analysis.joins import members
from otm_reports.documents import analysis_tables, conclusions
from otm_reports.documents.general import ended, finish, points, requisites, verdicts, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import cell, codes_of
from otm_reports.documents.writer import DASH, REQUISITES, Writer, signature
from otm_reports.model import CellRef, Report, Verdict
from otm_reports.specs import Specs

NAME = "annual-analysis"
#: Listings the analysis prints, in its order: body (T1–T21, B5), then annexes.
LISTINGS = (
    "composition.summary", "plan.by_quarter", "events.list", "events.by_form", "attendance.by_person", "lessons.by_commission",
    "visits.by_teacher", "mentoring.pairs", "staff.categories", "staff.education", "staff.experience", "staff.by_commission",
    "courses.by_provider", "products.publications_by_kind", "products.route", "contests.teachers", "contests.students",
    "practice.stages", "practice.list", "portfolios.list", "exhibitions.list", "compliance.rules",
    "composition.members", "lessons.list", "products.publications",
    "plan.unfulfilled", "visits.never_visited", "courses.not_trained", "courses.by_mode", "portfolios.missing",
    "contests.leaders", "lessons.marks", "events.protocols", "staff.category_changes", "staff.category_moves", "overview.years",
    "overview.commissions",
)
#: Listings printed as annexes, in their order: only those with rows are printed and numbered.
ANNEXES = ("composition.members", "lessons.list", "products.publications", "events.protocols", "staff.category_moves", "overview.commissions")
#: Figures the text of the sections prints.
FIGURES = (
    "composition.listeners", "composition.leaders", "composition.mentors",
    "plan.items", "plan.status.done", "plan.status.partial", "plan.status.moved", "plan.status.failed", "plan.status.pending",
    "plan.unmarked", "plan.done_share",
    "events.held", "events.sessions", "events.forms_used",
    "attendance.meetings", "attendance.marked_share", "attendance.rate", "attendance.mean", "attendance.median",
    "attendance.below_threshold",
    "lessons.held", "lessons.planned", "lessons.planned_held", "lessons.analysed", "lessons.analysed_share",
    "visits.visits", "visits.visitors", "visits.visited", "visits.listener_visits", "visits.never_visited",
    "visits.at_norm", "visits.at_norm_share",
    "mentoring.pairs", "mentoring.meetings", "mentoring.lessons_visited", "mentoring.reports", "mentoring.young.total",
    "mentoring.young.retained", "mentoring.young.retained_share",
    "staff.total", "staff.qualified", "staff.qualified_share", "staff.external", "staff.maternity", "staff.qualified_equated",
    "staff.qualified_equated_share", "staff.attestation.applied", "staff.attestation.decided", "staff.attestation.awarded",
    "staff.statistics.total", "staff.statistics.joined", "staff.statistics.left",
    "courses.courses", "courses.teachers", "courses.hours", "courses.trained_window", "courses.trained_window_share", "courses.trained_long",
    "courses.internships", "courses.interns",
    "products.publications", "products.authors", "products.per_teacher", "products.products", "products.self_education",
    "products.self_education.defended",
    "contests.teachers.entries", "contests.teachers.prizes", "contests.students.entries", "contests.students.prizes",
    "contests.conferences",
    "practice.total", "practice.considered", "practice.recommended", "practice.adopted",
    "portfolios.expected", "portfolios.submitted", "portfolios.submitted_share",
    "exhibitions.exhibitions", "exhibitions.bulletins", "exhibitions.exhibits",
    "compliance.rules",
    *(f"compliance.verdict.{verdict.value}" for verdict in Verdict),
)
#: Registers in the order of the sections that rest on them: the introduction names them so.
_SOURCES = (
    "staff", "commissions", "orders", "otm_composition", "otm_plan", "events", "agenda_items", "council_members", "attendance",
    "open_lessons", "mutual_visits", "mentoring", "pd_courses", "internships", "publications", "products", "self_education",
    "contests", "conferences", "best_practice", "portfolios", "exhibitions_bulletins", "folder_index",
)
#: Table whose every number would be nought → the figure without which it is not printed.
_COUNTED: Mapping[str, str] = MappingProxyType({"plan_by_quarter": "plan.items", "attendance_by_person": "attendance.meetings"})
#: Three-year tables → the figure that is the whole of their shares.
_WHOLES = {"staff_categories": "category", "staff_education": "education", "staff_experience": "experience"}
#: Listing, how it is drawn, category column, series columns, options.
Drawing = tuple[str, charts.Kind, str, tuple[str, ...], Mapping[str, Any]]
#: Chart → listing, how it is drawn, category column, series columns, options.
CHARTS: Mapping[str, Drawing] = MappingProxyType({
    "g1": ("plan.by_quarter", "column", "quarter", ("done", "partial", "moved", "failed", "pending", "unmarked"), {"stacked": True}),
    "g2": ("events.by_form", "bar", "form", ("total",), {}),
    "g3": ("attendance.by_person", "column", "person", ("rate",), {"percent": True, "labels": False}),
    "g4": ("staff.categories", "column", "category", ("y2_share", "y1_share", "share"), {"labels": False}),
    "g5": ("contests.teachers", "bar", "level", ("total",), {}),
})


#: Charts drawn lower than usual, in centimetres, so that they stay on the page of their table.
_HEIGHTS = {"g1": 6.5, "g3": 6.8, "g4": 6.8}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One analysis for the year or the period."""
    return ("",)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The analysis: every section is there; one without data says so in words."""
    writer = Writer(report, specs, lang, yearly_name("жылдық-талдау", report, lang))
    threshold = specs.college.parameters.attendance_threshold
    tables = {name.replace(".", "_"): analysis_tables.made(writer, name) for name in LISTINGS}
    for name, counted in _COUNTED.items():
        if writer.value(counted) == 0:
            tables[name] = {**tables[name], "shown": False, "words": writer.say("table_empty")}
    annexed = [name for name in (one.replace(".", "_") for one in ANNEXES) if tables[name]["shown"]]
    drawn = _charts(writer)
    context = {
        **requisites(writer, "director", "deputy", "methodist"),
        "intro": _intro(writer),
        "order": _order(writer),
        "figures": {name: writer.printed(name) for name in FIGURES},
        "known": _known(writer),
        "known_attestation": bool(writer.value("staff.attestation.applied")),
        "statistics": _statistics(writer),
        "tables": tables,
        "annexes": {**dict.fromkeys((name.replace(".", "_") for name in ANNEXES), ""), **{name: str(place) for place, name in enumerate(annexed, 1)}},
        "totals": {name: _total(writer, measure) for name, measure in _WHOLES.items()},
        "mode_unknown": _mode_unknown(writer),
        "charts": drawn,
        "pictures": {**dict.fromkeys(CHARTS, ""), **{name: str(place) for place, name in enumerate((name for name in CHARTS if drawn[name]), 1)}},
        "conclusions": {topic: conclusions.conclusion(writer, topic) for topic in conclusions.CONCLUDED},
        "closing": _closing(writer),
        "rules": {row["id"]: row for row in verdicts(writer, report.results)},
        "years": _years(writer),
        "parameters": {
            "courses_years": str(specs.college.parameters.courses_years), "courses_long_years": str(specs.college.parameters.courses_long_years),
            "of_courses_years": conclusions.of_years(writer, specs.college.parameters.courses_years),
            "of_courses_long_years": conclusions.of_years(writer, specs.college.parameters.courses_long_years),
            "visits_norm": specs.college.parameters.visits_norm is not None, "crosswalk": specs.college.parameters.category_crosswalk,
            "threshold": f"{threshold:g}".replace(".", ",") if threshold is not None else "",
        },
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _known(writer: Writer) -> dict[str, bool]:
    """Chapter → whether any figure of it has a number: a section without one says so in words."""
    known: dict[str, bool] = {}
    for name in FIGURES:
        chapter = name.partition(".")[0]
        known[chapter] = known.get(chapter, False) or writer.value(name) is not None
    return known


# ── tables and charts ───────────────────────────────────────────────────────────────────────────────────────────────


def _total(writer: Writer, measure: str) -> dict[str, str]:
    """The last row of a three-year table: how many people its shares are shares of."""
    known = writer.figure(f"staff.{measure}_known")
    before = {year: writer.in_year(known, label) if known else writer.no_data for year, label in _years(writer).items() if year != "y"}
    nobody = known is None or not known.value  # of nobody is it said: the rows above say so too
    printed = {"n": writer.no_data if nobody else writer.with_unit(known), **{f"{year}_n": text for year, text in before.items()}}
    first = writer.say(f"whole_{measure}")
    return {"category": first, "level": first, "band": first, **printed, "share": DASH, "y1_share": DASH, "y2_share": DASH, "change": DASH}


def _mode_unknown(writer: Writer) -> bool:
    """Whether there are courses whose mode the register does not say."""
    listing, courses = writer.listing("courses.by_mode"), writer.value("courses.courses")
    counted = [row.values.get("courses") for row in listing.rows] if listing else []
    return courses is not None and sum(number for number in counted if isinstance(number, int)) < courses


def drawings(writer: Writer, declared: Mapping[str, Drawing] = CHARTS, *, all_rows: bool = False) -> dict[str, charts.Chart]:
    """The charts of the analysis that have something to draw.

    Args:
        writer: For words in place of codes.
        declared: What is drawn.
        all_rows: Every row of the listing is a category, in its order; otherwise those with nothing to draw are left out.
    """
    made = {}
    for name, (source, kind, category, columns, options) in declared.items():
        listing = writer.listing(source)
        rows = listing.rows if listing and not listing.no_data else ()
        series = tuple(column for column in columns if any(row.values.get(column) for row in rows))
        if listing is None or not series:
            continue
        worded_rows = tuple(
            replace(row, values={**row.values, category: cell(writer, category, row.values.get(category), codes_of(source))})
            for row in rows if all_rows or any(row.values.get(column) for column in series)
        )
        drawn = replace(listing, rows=worded_rows)
        made[name] = charts.from_listing(drawn, kind, category, series, writer.lang, id=name, title="", **options)
    return made


def _charts(writer: Writer) -> dict[str, charts.Chart | None]:
    return {**dict.fromkeys(CHARTS), **{name: replace(one, drawn_cm=_height(name, one)) for name, one in drawings(writer).items()}}


def _height(name: str, chart: charts.Chart) -> float:
    """Height of a chart on paper: said, or as much as its lying bars need."""
    return max(4.0, 2.0 + 0.45 * len(chart.categories)) if chart.kind == "bar" else _HEIGHTS.get(name, 0.0)


def _years(writer: Writer) -> dict[str, str]:
    first = int(writer.report.year.label[:4])
    return {f"y{back or ''}": f"{first - back}-{first - back + 1}" for back in range(3)}


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _intro(writer: Writer) -> dict[str, Any]:
    """Aim, theme, tasks and legal bases as ``otm.toml`` words them, and the registers the figures come from."""
    papers, lang, year = writer.specs.college.papers, writer.lang, writer.report.year
    plan = next((source for source in year["otm_plan"].sources if source.attributes.get("methodical_theme")), None)
    theme = papers.methodical_theme[lang] or (writer.show(plan.attributes["methodical_theme"]) if plan else "")
    registers = sorted(writer.specs.registers.items(), key=lambda item: _SOURCES.index(item[0]) if item[0] in _SOURCES else len(_SOURCES))
    known = {name: f"«{spec.title[lang]}»" for name, spec in registers}
    there = [title for name, title in known.items() if year[name].sources]
    missing = [title for title in known.values() if title not in there]
    return {
        "aim": writer.requisite(ended(papers.aim[lang]), "aim"),
        "theme": writer.requisite(ended(theme), "theme"),
        "tasks": points([task[lang] for task in papers.tasks]) or [writer.blank("tasks", REQUISITES)],
        "legal": points([basis[lang] for basis in papers.legal_bases]) or [writer.blank("legal", REQUISITES)],
        "sources": ", ".join(there) or writer.no_data,
        "missing": writer.say("missing_registers", titles=", ".join(missing)) if missing else "",
        "archived": _archived(writer),
        "counted": _who_is_counted(writer),
    }


def _archived(writer: Writer) -> str:
    """Which earlier years speak from the archive, their registers being gone."""
    used = {year: place.file for figure in writer.report.figures.values() for year, place in figure.archived.items()}
    return writer.say("from_archive", years=", ".join(sorted(used))) if used else ""


def _who_is_counted(writer: Writer) -> str:
    """Whether part-timers from outside and people on maternity leave are in the numbers of the staff."""
    local = writer.specs.college.parameters
    apart = [name for name, included in (("external", local.include_external), ("maternity", local.include_maternity)) if not included]
    return writer.say("counted_" + ("_".join(apart) or "everyone"))


def _statistics(writer: Writer) -> dict[str, Any]:
    """The same list on the day of the state statistics, and what lies between it and the reporting date."""
    names = ("total", "joined", "left")
    known = all(writer.value(f"staff.statistics.{name}") is not None for name in names)
    first = writer.report.year.days.start.year
    month, day = writer.specs.college.statistics_day.split("-")
    when = f"{day}.{month}.{first if int(month) >= writer.report.year.days.start.month else first + 1}"
    numbers = {name: writer.printed(f"staff.statistics.{name}") for name in names}
    return {"shown": known, "words": writer.say("on_statistics_day", day=when, **numbers) if known else ""}


def _order(writer: Writer) -> dict[str, Any]:
    """The order on the composition, and who leads, from the register of the composition."""
    found = members(writer.report.year)
    row = next(iter(found), None)
    led = [one for one in found if one["role"] == "leader" and one["person"]]
    at = row.at if row else CellRef("registers")
    category = led[0]["category_at_order"] if led else None
    day = row["order_date"] if row else None
    dated = writer.dated(day) if day else writer.blank("order_date", row.cell("order_date") if row else at)
    return {
        "no": writer.from_row(row, "order_no", "order_no", at),
        "date": writer.day(day) if day else dated,
        "dated": dated,
        "leader": ", ".join(signature(one["person"]) for one in led) or writer.blank("leader", at),
        "category": writer.show(category, "category"),
    }


def _closing(writer: Writer) -> dict[str, list[str]]:
    parts = {
        "achievements": conclusions.achievements(writer),
        "problems": conclusions.problems(writer),
        "proposals": conclusions.proposals(writer),
        "next_tasks": conclusions.next_tasks(writer),
    }
    return {name: found or [writer.blank(name, CellRef("registers"))] for name, found in parts.items()}


KIND = Kind(NAME, ("талдау", "жылдық талдау", "анализ"), end_of_year=True, keys=keys, make=make)
