"""Seed → sample college: writes the registers of an invented medical college, and the list of what is wrong in them.

    python sample_data/make_sample.py            # writes registers/, PLANTED.md and planted.csv beside this file
    python sample_data/make_sample.py FOLDER     # the same into FOLDER

The same script gives the same files in every run. ``otm.toml`` is written by hand.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from invented.books import write  # noqa: E402 - the modules stand beside this script
from invented.college_pages import commission_book, joint_book, staff_book  # noqa: E402
from invented.further_pages import control_book, desant_book, network_book  # noqa: E402
from invented.mess import Mess, Planted, neighbours, plant_all  # noqa: E402
from invented.otm_pages import OtmYear, council_book, office_book, otm_book  # noqa: E402
from invented.people import YEARS, College  # noqa: E402
from invented.work_pages import INTERNSHIPS, internships, practice_book, products_book, visits_book  # noqa: E402


def main(folder: Path) -> dict[tuple[str, str], int]:
    """Write the registers of three years below ``folder``.

    Returns:
        ``(file, sheet)`` → number of data rows written there.
    """
    registers = folder / "registers"
    if registers.exists():
        if folder.resolve() != HERE:
            raise SystemExit(f"{registers}: there are registers already; they are not written over")
        shutil.rmtree(registers)
    college = College()
    stories = [OtmYear(college, year) for year in YEARS]
    newest = stories[-1]
    books = {
        "otm": otm_book(newest), "council": council_book(newest), "office": office_book(newest), "staff": staff_book(newest),
        "visits": visits_book(newest), "products": products_book(newest), "practice": practice_book(stories),
        "control": control_book(newest), "desant": desant_book(newest), "network": network_book(newest),
        **{f"c{place + 1}": commission_book(newest, place) for place in range(5)},
    }
    for story in stories[:-1]:
        for make in (otm_book, council_book, office_book, staff_book, visits_book, products_book, joint_book, control_book, desant_book, network_book):
            books[f"{make.__name__.removesuffix('_book')}-{story.year}"] = make(story)
    mess = Mess(books, newest)
    plant_all(mess)
    for book, _ in books.values():
        write(book, registers)
    told = internships(stories)
    _csv(registers / "Тағылымдама.csv", [INTERNSHIPS, *told], ";")

    def add(path: str, body: bytes) -> None:
        (registers / path).write_bytes(body)

    neighbours(mess, add, lambda path: (registers / path).read_bytes())
    _list(folder, mess.planted)
    written = {(f"registers/{book.path}", place.page.name): len(place.rows) for book, places in books.values() for place in places.values()}
    return {**written, ("registers/Тағылымдама.csv", "Тағылымдама"): len(told)}


def _csv(path: Path, rows: list[tuple[str, ...]], separator: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _list(folder: Path, planted: list[Planted]) -> None:
    heads = ("code", "file", "sheet", "cell", "was", "stands", "why")
    rows = [tuple(getattr(one, head) for head in heads) for one in planted]
    _csv(folder / "planted.csv", [heads, *rows], ",")
    lines = [
        "# Тізілімдерге әдейі енгізілген қателер · What is wrong in these registers on purpose", "",
        "Бұл кестені `make_sample.py` жазады. Әрқайсысы ескерту немесе белгі береді, қате бермейді; коды бос жол – қате емес, бірақ әдеттен тыс жазба.",
        "", "| Файл | Парақ | Ұяшық | Не тұр | Бұрын не тұрған | Күтілетін белгі | Неліктен |", "|---|---|---|---|---|---|---|",
    ]
    for code, file, sheet, cell, was, stands, why in rows:
        parts = (file.removeprefix("registers/"), sheet, cell, stands, was, f"`{code}`" if code else "", why)
        lines.append("| " + " | ".join(part.replace("|", "\\|").replace("\n", " ") for part in parts) + " |")
    (folder / "PLANTED.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
