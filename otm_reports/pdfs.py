"""Run → PDFs beside its papers: of each paper as it stands in the folder, and all of a kind as one file for printing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from otm_reports import pdf, publish
from otm_reports.errors import OutputError, TemplateError
from otm_reports.messages import Messages
from otm_reports.word import contents as tables_of_contents
from otm_reports.year_end import Document, Run

_STANDING = ("written", "unchanged", "kept_edited", "signed")


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one PDF.

    Attributes:
        path: Where it stands.
        state: ``written``, ``unchanged``, ``kept_edited`` (another file stands there that this program did not make), ``failed``, or
            ``outdated``: it shows an earlier text of its paper.
        pages: Number of its pages.
        problem: Why there is none, or what is wrong with it: key of ``[pdf]`` in the messages.
    """

    path: Path
    state: str
    pages: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Pdfs:
    """The PDFs of a run, or why there are none at all."""

    made: tuple[Made, ...] = ()
    refused: OutputError | None = None

    @property
    def failed(self) -> bool:
        """Whether something that was asked for is not there."""
        return self.refused is not None or any(one.state == "failed" for one in self.made)


def write(run: Run, *, together: Mapping[str, str] | None = None) -> Pdfs:
    """Convert the papers of a run; a paper whose PDF was made from the same bytes is not converted again.

    Args:
        run: A run that has written its papers.
        together: Kind → file name (without ending) of one PDF of all its papers.
    """
    papers = {document.path: document for document in run.documents if document.state in _STANDING}
    contents = {path: path.read_bytes() for path in papers if path.suffix == ".docx" and path.is_file()}
    digests = {path: publish.sha256(content) for path, content in contents.items()}
    known = {path: found for path in contents if (found := publish.current(run.out, _name(path), digests[path]))}
    try:
        converted = pdf.convert({str(path): _counted(content, path.name) for path, content in contents.items() if path not in known})
    except OutputError as refused:
        return Pdfs(refused=refused)
    good = {path: converted[str(path)].content for path in contents if path not in known and not converted[str(path)].problem}
    items = [publish.Item(_name(path), content, "pdf", papers[path].key, papers[path].lang, of=digests[path]) for path, content in good.items()]
    states = {outcome.item.name: outcome.state for outcome in publish.publish(run.out, items, publish.about(run.out))} if items else {}
    made = []
    for path in contents:
        pages = converted[str(path)].pages if str(path) in converted else pdf.pages(known[path])
        problem = converted[str(path)].problem if str(path) in converted else ""
        state = "failed" if problem else "unchanged" if path in known else states[publish.safe_name(_name(path))]
        made.append(Made(run.out / publish.safe_name(_name(path)), state, pages, problem))
    ready = {**known, **good}
    made += [one for kind, stem in (together or {}).items() for one in _together(run, kind, stem, papers, ready)]
    return Pdfs(tuple(made))



def _counted(paper: bytes, name: str) -> bytes:
    """A paper whose table of contents counts its pages; one that is no whole Word file goes to LibreOffice as it is."""
    try:
        return tables_of_contents.counted(paper, name)
    except TemplateError:
        return paper


def outdated(run: Run, together: Mapping[str, str], made: Sequence[Made] = ()) -> tuple[Made, ...]:
    """PDFs of earlier runs whose papers have other bytes now: they would tell whoever prints them what no longer stands.

    Args:
        run: A run that has written its papers.
        together: Kind → file name (without ending) of one PDF of all its papers.
        made: PDFs that this run has made or found good.
    """
    papers = {document.path: document for document in run.documents if document.state in _STANDING and document.path.suffix == ".docx"}
    of = {_name(path): publish.sha256(path.read_bytes()) for path in papers if path.is_file()}
    parts: dict[str, list[str]] = {}
    for path, document in papers.items():
        if document.kind in together:
            parts.setdefault(_joined_name(together[document.kind], document.lang), []).append(_name(path))
    written = {one.path.name for one in made if one.state == "written"}
    good = {one.path.name for one in made if one.state == "unchanged" and one.path.name in parts}
    told = {one.path for one in made}
    found = (run.out / name for name in publish.outdated(run.out, of, parts, written | good))
    return tuple(Made(path, "outdated", 0, "outdated") for path in found if path not in told)


def _joined_name(stem: str, lang: str) -> str:
    return f"{stem}.ru.pdf" if lang == "ru" else f"{stem}.pdf"


def _of_all(contents: Iterable[bytes]) -> str:
    """What one PDF of several papers is made from."""
    return publish.sha256("".join(map(publish.sha256, contents)).encode())


def _together(run: Run, kind: str, stem: str, papers: Mapping[Path, Document], ready: Mapping[Path, bytes]) -> list[Made]:
    """All papers of a kind as one PDF, a file for each language; none where one of them could not be converted."""
    made = []
    for lang in dict.fromkeys(document.lang for document in papers.values() if document.kind == kind):
        ours = [path for path, document in papers.items() if (document.kind, document.lang) == (kind, lang)]
        name = _joined_name(stem, lang)
        if any(path not in ready for path in ours):
            made.append(Made(run.out / name, "failed", 0, "incomplete"))
            continue
        of = _of_all(ready[path] for path in ours)
        if (content := publish.current(run.out, name, of)) is not None:
            made.append(Made(run.out / name, "unchanged", pdf.pages(content)))
            continue
        one = pdf.joined((path.stem.removesuffix(".ru"), ready[path]) for path in ours)
        (outcome,) = publish.publish(run.out, [publish.Item(name, one.content, "pdf", "", lang, of=of)], publish.about(run.out))
        made.append(Made(outcome.path, outcome.state, one.pages))
    return made


def _name(path: Path) -> str:
    return f"{path.stem}.pdf"


def as_json(found: Pdfs) -> list[dict[str, Any]]:
    """The PDFs in ``otm build --json``."""
    return [{"path": str(one.path), "state": one.state, "pages": one.pages, "reason": one.problem} for one in found.made]


def lines(found: Pdfs, texts: Messages) -> Sequence[str]:
    """What became of each PDF, a line each."""
    return [
        f"  {one.path.name} — {texts.text('states', one.state)}"
        + (f": {texts.text('pdf', one.problem)}" if one.problem else f"; {texts.text('pdf', 'pages', count=one.pages)}")
        for one in found.made
    ]
