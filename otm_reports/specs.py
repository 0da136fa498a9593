"""TOML → Specs: everything declared, ours and the college's over it, checked whole before anything is read."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from otm_reports.college import College, Confirmed, Post
from otm_reports.declared import (
    Act,
    Chapter,
    Clash,
    Code,
    FieldSpec,
    FieldType,
    FindingSpec,
    Profile,
    RegisterSpec,
    Routes,
    RuleSpec,
    Text,
    Vocabulary,
)
from otm_reports.errors import CollegeError
from otm_reports.messages import Messages
from otm_reports.model import Finding, Severity

#: The rest of the house asks this room for what is declared; how it is divided inside is this room's business.
__all__ = [
    "LANGUAGES", "Act", "Chapter", "Clash", "Code", "College", "Confirmed", "FieldSpec", "FieldType", "FindingSpec", "Messages", "Post", "Profile",
    "RegisterSpec", "Routes", "RuleSpec", "Specs", "Text", "Vocabulary", "data_files", "load", "merge",
]

LANGUAGES = ("kk", "ru", "en")
_PACKAGE = resources.files("otm_reports")
_T = TypeVar("_T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Specs:
    """Everything declared, ours and the college's overlay over it."""

    college: College
    confirmed: Confirmed
    registers: Mapping[str, RegisterSpec]
    vocabularies: Mapping[str, Vocabulary]
    profiles: Mapping[str, Profile]
    findings: Mapping[str, FindingSpec]
    personal: Mapping[str, tuple[str, ...]]
    chapters: Mapping[str, Chapter]
    messages: Mapping[str, Messages]
    acts: Mapping[str, Act] = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)
    routes: Routes = field(default_factory=Routes)
    configured: bool = True

    def severity(self, finding: Finding) -> Severity:
        """How much a finding matters, by its code and whether its field is required."""
        spec = self.findings[finding.code]
        return spec.if_required if finding.required and spec.if_required else spec.severity

    def word(self, vocabulary: str, code: str, lang: str = "kk") -> str:
        """The printed word of a code."""
        found = self.vocabularies.get(vocabulary)
        return code if found is None else found.word(code, lang)

    def field_label(self, register: str, name: str, lang: str = "kk") -> str:
        """The printed name of a field: its label, else its first heading."""
        spec = self.registers.get(register)
        known = spec and (spec.fields.get(name) or spec.attributes.get(name))
        if not known:
            return name
        return known.label[lang] if known.label else known.headers[0]

    def clause(self, written: str, profile: str, lang: str) -> str:
        """A clause of a regulation as a person cites it in a language."""
        known = self.profiles.get(profile)
        return self.messages[lang].clause(written, points=known is not None and known.points)

    def say(self, finding: Finding, lang: str) -> tuple[str, str]:
        """Message and suggestion of a finding in a language, with printed names of register and field."""
        register = self.registers.get(finding.register)
        return self.messages[lang].finding(
            finding,
            register=register.title[lang] if register else finding.register,
            field=self.field_label(finding.register, finding.field, lang),
            **self._named(finding, lang),
        )

    def _named(self, finding: Finding, lang: str) -> dict[str, str]:
        """Parameters of a finding that name registers, columns, clauses or blanks, in the words of a language."""
        params, texts, words = finding.params, self.messages[lang], {}
        if isinstance(params.get("clause"), str):
            words["clause"] = self.clause(str(params["clause"]), str(params.get("profile", "")), lang)
        if isinstance(names := params.get("registers"), tuple):
            words["candidates"] = ", ".join(self.registers[name].title[lang] for name in names)
        if isinstance(groups := params.get("missing"), tuple):
            words["expected"] = ", ".join(" / ".join(self.field_label(finding.register, name, lang) for name in group.split(" / ")) for group in groups)
        if finding.code == "person-suggested":
            before = (finding.register, finding.field) == ("staff", "full_name")
            words["list"] = texts.text("screen", "list_before" if before else "list_now")
            words["advice"] = texts.text("screen", "name_as_before" if before else "name_as_listed")
        if finding.code == "value-unknown-code":
            several, near = bool(params.get("several")), str(params.get("proposal", ""))
            words["why"] = texts.text("screen", "code_several" if several else "code_unknown")
            words["advice"] = texts.text("screen", "code_one" if several else "code_like" if near not in ("", "–") else "code_write", proposal=near)
        if finding.code == "doc-gap":
            words["remedy"] = texts.text("screen", _GAPS.get(finding.at.file, "gap_in_register"))
            others = len(papers) - 1 if isinstance(papers := params.get("papers"), tuple) else 0
            words["what"] = self.gap(finding, lang)
            words["more"] = texts.text("screen", "gap_more", count=others) if others > 0 else ""
        return words

    def gap(self, finding: Finding, lang: str) -> str:
        """What a person has to write into a blank of a paper, in the language of the screen where it has words for it."""
        params, texts = finding.params, self.messages[lang]
        if params.get("blank") not in texts.texts.get("blanks", {}):
            return str(params.get("what", ""))
        said = params.get("said")
        return texts.text("blanks", str(params["blank"]), **dict(said if isinstance(said, tuple) else ()))


#: Where the words of a blank belong, by the place of its gap: else a cell of a register.
_GAPS: Mapping[str, str] = {"otm.toml": "gap_in_requisites", "registers": "gap_by_hand"}


def data_files(folder: str, overlay: Path | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The declared tables of ``data/FOLDER``, each merged with the college's own of the same name.

    Args:
        folder: ``registers``, ``vocabularies``, ``profiles``, ``messages`` or ``figures``.
        overlay: The college's ``overlay`` folder.

    Yields:
        ``(name, table)`` by file stem, ours first, then those that only the college has.
    """
    own = {path.stem: path for path in sorted((overlay / folder).glob("*.toml"))} if overlay else {}
    for entry in sorted((_PACKAGE / "data" / folder).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            table = _packaged(f"{folder}/{entry.name}")
            yield name, merge(table, _load(own.pop(name))) if name in own else table
    for name, path in own.items():
        yield name, _load(path)


@cache
def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads((_PACKAGE / "data" / name).read_text(encoding="utf-8"))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise CollegeError("config-unreadable", path.name, detail=problem.strerror or "") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise CollegeError("config-not-toml", path.name, detail=str(problem)) from problem


def merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """One declared table over another: tables merge, lists extend, scalars replace.

    In a list of tables with an ``id`` (the clauses of a regulation) a table merges with ours of the same id, so that a
    college corrects one day of a clause by naming the clause and that day.
    """
    merged = dict(ours)
    for key, value in theirs.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = merge(known, value)
        elif isinstance(known, list) and isinstance(value, list) and _have_ids(known) and _have_ids(value):
            merged[key] = _merged_by_id(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = known + [item for item in value if item not in known]
        else:
            merged[key] = value
    return merged


def _have_ids(entries: list[Any]) -> bool:
    return bool(entries) and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in entries)


def _merged_by_id(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Theirs over ours of the same id, in our order; ids that only they have come last."""
    own = {one["id"]: one for one in theirs}
    known = [merge(one, own.pop(one["id"], {})) for one in ours]
    return [*known, *(one for one in theirs if one["id"] in own)]


def _read(kind: type[_T], table: dict[str, Any], where: str, mistakes: list[str]) -> _T | None:
    try:
        return kind.model_validate(table)
    except ValidationError as problem:
        mistakes.extend(f"{where}: {_mistake(kind, error)}" for error in problem.errors())
        return None


def _mistake(kind: type[BaseModel], error: Any) -> str:  # noqa: ANN401 - pydantic's own error record
    path = [str(part) for part in error["loc"]]
    if error["type"] != "extra_forbidden":
        return f"{'.'.join(path)}: {error['msg']}"
    near = difflib.get_close_matches(path[-1], _known_keys(kind, path[:-1]), n=1)
    return f"{'.'.join(path)}: unknown key" + (f", did you mean '{near[0]}'?" if near else "")


def _known_keys(kind: type[BaseModel], path: list[str]) -> list[str]:
    model: Any = kind
    for part in path:
        fields = getattr(model, "model_fields", None)
        if fields is not None:
            model = fields[part].annotation if part in fields else None
        else:
            model = next((one for one in reversed(get_args(model)) if one is not Ellipsis), None)
    return list(getattr(model, "model_fields", {}))


def load(folder: Path | None = None) -> Specs:
    """Read everything declared for a college.

    Args:
        folder: The college folder (with ``otm.toml``, ``confirmed.toml``, ``overlay/``), or ``None`` for ours alone.

    Raises:
        CollegeError: A TOML file cannot be read, or keys or values in it are wrong; all mistakes are named at once.
    """
    overlay = folder / "overlay" if folder and (folder / "overlay").is_dir() else None
    mistakes: list[str] = []

    def all_of(kind: type[_T], part: str) -> dict[str, _T]:
        named = "name" in kind.model_fields
        found = {
            name: _read(kind, {**table, "name": name} if named else table, f"{part}/{name}.toml", mistakes)
            for name, table in data_files(part, overlay)
        }
        return {name: item for name, item in found.items() if item is not None}

    def one(kind: type[_T], name: str) -> tuple[_T, bool]:
        path = folder / name if folder else None
        if path is None or not path.is_file():
            return kind(), False
        return _read(kind, _load(path), name, mistakes) or kind(), True

    def single(name: str) -> dict[str, Any]:
        table = _packaged(name)
        own = overlay / name if overlay else None
        return merge(table, _load(own)) if own and own.is_file() else table

    def tables_of(kind: type[_T], name: str) -> dict[str, _T]:
        return {code: spec for code, table in single(name).items() if (spec := _read(kind, table, f"{name} [{code}]", mistakes))}

    college, configured = one(College, "otm.toml")
    confirmed, _ = one(Confirmed, "confirmed.toml")
    specs = Specs(
        college=college,
        confirmed=confirmed,
        registers=all_of(RegisterSpec, "registers"),
        vocabularies=all_of(Vocabulary, "vocabularies"),
        profiles=all_of(Profile, "profiles"),
        findings=tables_of(FindingSpec, "findings.toml"),
        personal={kind: tuple(headers) for kind, headers in single("personal.toml").items()},
        chapters=all_of(Chapter, "figures"),
        messages={lang: Messages(lang, table) for lang, table in data_files("messages", overlay)},
        acts=tables_of(Act, "acts.toml"),
        clashes=tables_of(Clash, "clashes.toml"),
        routes=_read(Routes, single("routes.toml"), "routes.toml", mistakes) or Routes(),
        configured=configured,
    )
    mistakes.extend(_cross_mistakes(specs))
    if mistakes:
        raise CollegeError("config-wrong", folder.name if folder else "otm_reports", mistakes="\n".join(mistakes))
    return specs


def _cross_mistakes(specs: Specs) -> Iterator[str]:
    for register in specs.registers.values():
        for name, spec in {**register.fields, **register.attributes}.items():
            if spec.vocabulary and spec.vocabulary not in specs.vocabularies:
                yield f"registers/{register.name}.toml: fields.{name}: no vocabulary '{spec.vocabulary}'"
    for name in specs.college.profiles:
        if name not in specs.profiles or not specs.profiles[name].offered:
            offered = ", ".join(known for known, profile in specs.profiles.items() if profile.offered)
            yield f"otm.toml: profiles: no profile '{name}'; there are: {offered}"
    yield from _route_mistakes(specs)


def _route_mistakes(specs: Specs) -> Iterator[str]:
    for name, route in specs.routes.routes.items():
        fields = specs.registers[route.rows].fields if route.rows in specs.registers else {}
        said = {route.named, route.doers, route.stage} | {
            one for step in route.steps.values() for one in (*step.fields, step.day, step.decides, step.by)
        }
        yield from (f"routes.toml: routes.{name}: no field '{one}' in register '{route.rows}'" for one in sorted(said - {""} - set(fields)))
        if route.profile and route.profile not in specs.profiles:
            yield f"routes.toml: routes.{name}: no profile '{route.profile}'"
    yield from (f"routes.toml: keepers: no register '{one}'" for one in specs.routes.keepers if one not in specs.registers)
