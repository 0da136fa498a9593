"""Seed → pages: rows laid out the way colleges do, each cell with its key."""

# ruff: noqa: C901, PLR0912, PLR0915, PLR0917, FBT001, S311 - a generator of many small whims; its dice are seeded

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from messy.pages import Expect, KeyRow, Mess, Page
from messy.spelling import Someone, Values, head, invent_people, spellings, write_date
from messy.words import COMMISSIONS, FIRST, PERSONAL, QUARTERS, RUNNING, SIGNATURES, TITLES, UNKNOWN, YEAR
from otm_reports.model import Scalar
from otm_reports.specs import FieldSpec, RegisterSpec, Specs


class Maker:
    def __init__(self, seed: int, specs: Specs, register: str = "") -> None:
        self.dice = dice = random.Random(seed)
        self.specs = specs
        self.people = invent_people(dice, 24)
        self.commissions = dice.sample(COMMISSIONS, 4)
        self.values = Values(dice, specs, self.people, self.commissions)
        self.open: list[list[Any]] = []
        self.mess = Mess(seed, register or dice.choice(sorted(specs.registers)))

    def make(self) -> Mess:
        mess, dice = self.mess, self.dice
        if mess.register != "staff":
            self._plain("staff", [{"full_name": who, "category": "expert"} for who in self.people])
        if mess.register != "commissions":
            chairs = [{"chair": who} for who in self.people] if mess.register != "staff" else [{"scope": "own"}] * 9
            self._plain("commissions", [{"name": name, **chairs[number]} for number, name in enumerate(self.commissions)])
        spec = self.specs.registers[mess.register]
        folder = f"registers/{YEAR}"
        stem = dice.choice((spec.title.kk, spec.title.ru, *spec.also))
        where = re.sub(r"[\\/:*?\"<>|]", " ", stem)
        way = dice.choice(("one", "one", "one", "under", "beside", "quarters", "months", "commissions", "books"))
        has_commission = any(one.section and one.type == "commission" for one in spec.fields.values())
        if way in ("commissions", "books") and not has_commission:
            way = "one"
        if way in ("quarters", "months") and (spec.scope != "year" or not spec.dated_by):
            way = "under"
        if mess.register == "attendance" and dice.random() < 0.6:
            return self._matrix(folder, where)
        mess.layout.append(way)
        if way in ("quarters", "months"):
            names = list(QUARTERS) if way == "quarters" else ["Қыркүйек", "қазан", "Қараша айы", "желтоқсан"]
            for name in dice.sample(names, 3):
                month = {"Қыркүйек": 9, "қазан": 10, "Қараша айы": 11, "желтоқсан": 12}.get(name, 0)
                window = QUARTERS[name] if way == "quarters" else (date(2025, month, 1), date(2025, month, 28))
                page = self._page(f"{folder}/{where}.xlsx", name)
                self._table(page, mess.register, 1 + dice.randrange(2), 1, window=window, titled=True)
            return mess
        if way in ("commissions", "books"):
            for name in dice.sample(self.commissions, 2):
                short = name.removesuffix(" ЦӘК")
                page = self._page(f"{folder}/{where}.xlsx", short[:31]) if way == "commissions" else self._page(f"{folder}/{name}.xlsx", where[:31])
                self._table(page, mess.register, 1, 1, said=name, titled=dice.random() < 0.6)
            return mess
        page = self._page(f"{folder}/{where}.xlsx", dice.choice(("Лист1", where[:31])))
        top = 1 + dice.randrange(3)
        left = 1 + (dice.random() < 0.2)
        bottom = self._table(page, mess.register, top, left, titled=dice.random() < 0.85)
        if way == "under":
            other = dice.choice(sorted(self.specs.registers.keys() - {"staff", "commissions", "attendance"}))
            same = dice.random() < 0.4 and mess.register not in ("staff", "commissions")
            self._table(page, mess.register if same else other, bottom + dice.choice((2, 3, 5)), left, titled=True, footed=True)
        elif way == "beside":
            other = dice.choice(sorted(self.specs.registers.keys() - {"staff", "commissions", "attendance", mess.register}))
            self._table(page, other, top, page.right + 2, titled=True, footed=False, plain=True)
        return mess

    def _page(self, file: str, name: str) -> Page:
        name = re.sub(r"[\\/:*?\[\]]", " ", name)[:31].strip(" '")
        known = next((page for page in self.mess.pages if (page.file, page.name) == (file, name)), None)
        if known:
            name = f"{name[:28]} {len(self.mess.pages)}"
        page = Page(file, name)
        self.mess.pages.append(page)
        return page

    def _plain(self, register: str, rows: list[dict[str, Any]]) -> None:
        spec = self.specs.registers[register]
        page = self._page(f"registers/{YEAR}/{spec.title.kk}.xlsx", "Тізім")
        page.put(1, 1, f"{spec.title.kk} {YEAR}")
        names = list(rows[0])
        for column, name in enumerate(names, 1):
            page.put(2, column, spec.fields[name].headers[0])
        for number, row in enumerate(rows, 3):
            found = {}
            for column, name in enumerate(names, 1):
                written = {"expert": "педагог-сарапшы", "own": "дербес"}.get(row[name], row[name]) if not isinstance(row[name], Someone) else row[name].full
                page.put(number, column, written)
                found[name] = Expect(row[name], (number, column), (2, column), written)
            self.mess.key.append(KeyRow(register, page, number, found))

    # ── one table ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _choose_fields(self, register: str, spec: RegisterSpec, *, said: str) -> list[str]:
        dice = self.dice
        chosen = [name for name, one in spec.fields.items() if one.required]
        for group in (*spec.one_of, *spec.told_by):
            chosen += [name for name in group if name not in chosen and dice.random() < 0.5] or [dice.choice(group)]
        share = dice.choice((0.3, 0.5, 0.8))
        skip = {"surname", "given", "patronymic", "ped_experience_m"}
        chosen += [name for name in spec.fields if name not in chosen and name not in skip and dice.random() < share]
        if register == "staff" and dice.random() < 0.25:
            chosen.remove("full_name")
            chosen = ["surname", "given", "patronymic", *chosen]
        if said or (any(spec.fields[name].section for name in chosen) and dice.random() < 0.4):
            chosen = [name for name in chosen if not spec.fields[name].section]
        chosen = list(dict.fromkeys(chosen))
        if len(chosen) < 2:
            chosen.append("note")
        if register != "agenda_items":
            dice.shuffle(chosen)
        else:
            chosen.sort(key=list(spec.fields).index)
        for name in [name for name in chosen if spec.fields[name].ends]:
            chosen.remove(name)
            if spec.fields[name].ends in chosen:
                chosen.insert(chosen.index(spec.fields[name].ends) + 1, name)
        if {"surname", "given", "patronymic"} <= set(chosen):
            chosen = [name for name in chosen if name not in ("surname", "given", "patronymic")]
            chosen = ["surname", "given", "patronymic", *chosen]
        if "ped_experience_y" in chosen and dice.random() < 0.4:
            chosen.insert(chosen.index("ped_experience_y") + 1, "ped_experience_m")
        return chosen

    def _titles(self, page: Page, row: int, left: int, width: int, register: str, *, titled: bool) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        for _ in range(dice.choice((0, 0, 1, 2, 4, 6))):
            page.put(row, left + dice.choice((0, 0, max(0, width - 2))), dice.choice(TITLES))
            if dice.random() < 0.5:
                column = next(column for column in range(left, left + width + 1) if (row, column) in page.cells)
                if column == left:
                    page.merge(row, left, row, left + width - 1)
            row += 1
        if titled:
            text = dice.choice((spec.title.kk, spec.title.kk, spec.title.ru, *spec.also))
            text = dice.choice((text, text.upper(), f"{text} {YEAR} оқу жылы", f"{YEAR} оқу жылына арналған\n{text}", f"«{text}»"))
            page.put(row, left, text)
            if dice.random() < 0.6:
                page.merge(row, left, row, left + width - 1)
            row += 1
        for name, one in spec.attributes.items():
            if dice.random() < 0.6:
                value, written = self.values.make(name, one, (FIRST, date(2025, 9, 30)))
                if one.type == "text":
                    written = str(written)
                if dice.random() < 0.5:
                    page.put(row, left, dice.choice(one.headers) + dice.choice((":", "")))
                    page.put(row, left + 1 + dice.randrange(2), written)
                else:
                    text = f"{written:%d.%m.%Y}" if isinstance(written, date) else str(written)
                    page.put(row, left, f"{dice.choice(one.headers)}: {text}")
                self.mess.attributes.append((page, register, name, value))
                row += 1
        return row + (dice.random() < 0.5)

    def _table(
        self, page: Page, register: str, top: int, left: int, *, window: tuple[date, date] = (FIRST, date(2026, 6, 25)), said: str = "",
        titled: bool = True, footed: bool = True, plain: bool = False,
    ) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        names = self._choose_fields(register, spec, said=said)
        slots: list[tuple[str, Any]] = [("field", name) for name in names]
        if not plain:
            for _ in range(dice.choice((0, 0, 1, 2))):
                slots.insert(dice.randrange(len(slots) + 1), ("unknown", dice.choice(UNKNOWN)))
            if dice.random() < 0.2:
                slots.insert(dice.randrange(len(slots) + 1), ("personal", dice.choice(PERSONAL)))
        slots = self._together(slots)
        if dice.random() < 0.65 and register != "otm_plan":  # its «№» is the item's own number
            slots.insert(0, ("running", dice.choice(RUNNING)))
        row = self._titles(page, top, left, len(slots), register, titled=titled)
        first_heading = row
        row, headings = self._heading(page, row, left, slots, spec)
        if dice.random() < 0.3:
            for offset in range(len(slots)):
                page.put(row, left + offset, offset + 1 if dice.random() < 2 else str(offset + 1))
            row += 1
        row = self._body(page, row, left, slots, headings, register, window, said, plain, (first_heading, row))
        if footed:
            row = self._foot(page, row, left)
        if not plain and dice.random() < 0.1:
            page.hidden_columns.add(left + dice.randrange(len(slots)))
        return row

    @staticmethod
    def _together(slots: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Months of experience stand right of the years."""
        names = [value for kind, value in slots if kind == "field"]
        if "ped_experience_m" in names:
            slots = [slot for slot in slots if slot != ("field", "ped_experience_m")]
            slots.insert(slots.index(("field", "ped_experience_y")) + 1, ("field", "ped_experience_m"))
        return slots

    def _heading(self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], spec: RegisterSpec) -> tuple[int, dict[str, tuple[int, int]]]:
        dice = self.dice
        style = dice.choice(("one", "one", "one", "slash", "two", "tall", "group"))
        self.mess.layout.append(style)
        years = dice.choice((("2025-2026", "2024-2025", "2023-2024"), ("2025/2026 оқу жылы", "2024/2025 оқу жылы", "2023/2024 оқу жылы"), ("2025-26", "2024-25", "2023-24")))
        places: dict[str, tuple[int, int]] = {}
        deep = 2 if style in ("two", "tall", "group") else 1
        grouped: set[int] = set()
        if style == "group":
            for offset in range(len(slots) - 1):
                pair = slots[offset : offset + 2]
                if all(kind == "field" for kind, _ in pair) and offset not in grouped and (said := self._common(spec, pair[0][1], pair[1][1])):
                    page.put(row, left + offset, said[0])
                    page.merge(row, left + offset, row, left + offset + 1)
                    for beside, text in enumerate(said[1:]):
                        page.put(row + 1, left + offset + beside, text)
                        places[pair[beside][1]] = (row + 1, left + offset + beside)
                    grouped |= {offset, offset + 1}
        unheaded = dice.random() < 0.6
        by_years = dice.random() < 0.5 and sum(kind == "field" and spec.fields[value].years_back is not None for kind, value in slots) == len(years)
        for offset, (kind, value) in enumerate(slots):
            if offset in grouped:
                continue
            column, below = left + offset, ""
            if kind == "field":
                if value == "ped_experience_m" and unheaded:
                    continue
                text, below = head(dice, spec.fields[value], style)
                if by_years and spec.fields[value].years_back is not None:
                    text, below = years[spec.fields[value].years_back], ""
                places[value] = (row + 1, column) if below and below != text else (row, column)
            else:
                text = value if kind != "personal" else value[0]
            page.put(row, column, text)
            if below and below != text:
                page.put(row + 1, column, below)
            elif deep == 2 and dice.random() < 0.85:
                page.merge(row, column, row + 1, column)
        page.headings.update((r, left + offset) for r in range(row, row + deep) for offset in range(len(slots)))
        return row + deep, places

    @staticmethod
    def _common(spec: RegisterSpec, one: str, other: str) -> tuple[str, str, str] | None:
        for a in spec.fields[one].headers:
            for b in spec.fields[other].headers:
                first, second = a.split(" ", 1), b.split(" ", 1)
                if len(first) == len(second) == 2 and first[0] == second[0] and len(first[0]) > 3 and first[1] != second[1]:
                    return first[0], first[1], second[1]
        return None

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _body(
        self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], headings: Mapping[str, tuple[int, int]], register: str,
        window: tuple[date, date], said: str, plain: bool, heading: tuple[int, int],
    ) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        names = [value for kind, value in slots if kind == "field"]
        many = dice.randrange(3, 13) if register != "commissions" else len(self.commissions)
        section_field = next((name for name, one in spec.fields.items() if one.section and name not in names), "")
        sections = not said and not plain and section_field and dice.random() < 0.6
        here: tuple[Any, tuple[int, int] | None] = (said or None, None)
        sums: Counter[str] = Counter()
        summed = {name for name in names if spec.fields[name].type in ("integer", "number")}
        staff = list(self.people)
        held: dict[str, tuple[int, Expect]] = {}
        for number in range(many):
            if sections and number in (0, many // 2):
                here, row = self._section(page, row, left, len(slots), spec.fields[section_field])
                self._close(held)
            elif not plain and number and dice.random() < 0.04:
                row += dice.choice((1, 2))
                self._close(held)
            elif not plain and number > 2 and dice.random() < 0.04:
                row = self._repeat_heading(page, row, left, len(slots), heading)
                self._close(held)
            found: dict[str, Expect] = {}
            person = None
            if register == "commissions" and number >= len(self.commissions):
                break
            if register == "staff":
                if not staff:
                    break
                person = staff.pop()
                self.values.people_are(self.people[len(staff) :])
            for offset, (kind, value) in enumerate(slots):
                column = left + offset
                if kind == "running":
                    page.put(row, column, number + 1 if dice.random() < 0.9 else f"{number + 1}.")
                elif kind == "unknown":
                    page.put(row, column, dice.choice((None, "бар", 7, "жоқ")))
                elif kind == "personal":
                    page.put(row, column, value[1].removeprefix("'") if isinstance(value[1], str) else value[1])
                else:
                    self._cell(page, row, column, value, spec, found, headings, window, person, held, register, plain=plain)
            glued = re.search(r", (20\d\d)$", found["category"].written) if register == "staff" and "category" in found and isinstance(found["category"].written, str) else None
            if glued:  # the year behind a category says since when, where no cell of its own does
                found.setdefault("category_awarded_on", Expect(int(glued[1]), found["category"].at, None, found["category"].written))
            if register == "contests" and "teacher" not in found and "student" not in found:
                name = "teacher" if "teacher" in names else "student"
                offset = slots.index(("field", name))
                made, written = self.values.make(name, spec.fields[name], window)
                written = written if written is not None else made
                page.put(row, left + offset, written)
                found[name] = Expect(made, (row, left + offset), headings.get(name), written)
            if register == "attendance" and "date" not in found and "protocol_no" not in found:
                name = "date" if "date" in names else "protocol_no"
                offset = slots.index(("field", name))
                made, written = self.values.make(name, spec.fields[name], window)
                written = written if written is not None else made
                page.put(row, left + offset, written)
                found[name] = Expect(made, (row, left + offset), headings.get(name), written)
            if "surname" in found and person:
                found["full_name"] = Expect(person, found["surname"].at, found["surname"].heading, person.full)
            for name in summed & found.keys():
                sums[name] += found[name].value
            if section_field and here[0] is not None:
                found[section_field] = Expect(here[0], here[1] or (0, 0), None, here[0])
            if dice.random() < 0.02:
                page.hidden_rows.add(row)
            self.mess.key.append(KeyRow(register, page, row, found))
            row += 1
        self._close(held)
        if not plain and dice.random() < 0.3 and not sections:
            self._total(page, row, left, slots, sums)
            row += 1
        return row

    def _close(self, held: dict[str, tuple[int, Expect]]) -> None:
        """End the cells that are merged downwards where their rows end."""
        for page, top, column, bottom in self.open:
            page.merge(top, column, bottom, column)
        self.open.clear()
        held.clear()

    def _section(self, page: Page, row: int, left: int, width: int, spec: FieldSpec) -> tuple[tuple[Any, tuple[int, int]], int]:
        dice = self.dice
        if spec.type == "commission":
            name = dice.choice(self.commissions)
            text = dice.choice((name, f"«{name.removesuffix(' ЦӘК')}» циклдік әдістемелік комиссиясы", name.upper()))
        else:
            name = text = dice.choice(("І. Ұйымдастыру жұмыстары", "ІІ бөлім. Әдістемелік жұмыс", "3. Жас мамандармен жұмыс"))
        page.put(row, left, text)
        if dice.random() < 0.7 or spec.type == "text":
            page.merge(row, left, row, left + width - 1)
        return (name, (row, left)), row + 1

    @staticmethod
    def _repeat_heading(page: Page, row: int, left: int, width: int, heading: tuple[int, int]) -> int:
        first, last = heading
        for old in range(first, last):
            for column in range(left, left + width):
                page.put(row + old - first, column, page.cells.get((old, column)))
        page.merged += [
            (box[0] - first + row, box[1], box[2] - first + row, box[3]) for box in list(page.merged)
            if first <= box[0] < last and left <= box[1] < left + width
        ]
        return row + last - first

    def _cell(
        self, page: Page, row: int, column: int, name: str, spec: RegisterSpec, found: dict[str, Expect], headings: Mapping[str, tuple[int, int]],
        window: tuple[date, date], person: Someone | None, held: dict[str, tuple[int, Expect]], register: str, *, plain: bool,
    ) -> None:
        dice, one = self.dice, spec.fields[name]
        needed = one.required or name in ("surname", "given", "patronymic") or (register == "agenda_items" and name == "protocol_no")
        until, kept = held.get(name, (0, None))
        if kept is not None and 0 < until < row and not (register == "agenda_items" and one.fills_down):
            self.open[:], ended = [box for box in self.open if box[2] != column], [box for box in self.open if box[2] == column]
            for _, top, at, bottom in ended:
                page.merge(top, at, bottom, at)
            del held[name]
            kept = None
        if kept is not None and row <= until:
            found[name] = kept
            if one.shares in held:
                found[one.shares] = held[one.shares][1]
            next(one for one in self.open if one[2] == column)[3] = row
            return
        if register == "agenda_items" and one.fills_down and name != "question" and kept is not None and dice.random() < 0.5 and until < 0:
            before = [left_of for left_of in ("body", "protocol_no", "protocol_date") if left_of in found]
            if all((row, found[left_of].at[1]) not in page.cells for left_of in before):
                found[name] = kept
                if one.shares in held:
                    found[one.shares] = held[one.shares][1]
                return
        if one.ends:
            days = found.get(one.ends)
            page.put(row, column, write_date(dice, days.value.end) if days else None)
            return
        if not needed and dice.random() < 0.15 and not one.fills_down:
            page.put(row, column, dice.choice((None, None, None, "-")) if one.type in ("text", "person", "list") else None)
            return
        if register == "commissions" and name == "name":
            value = written = self.commissions[sum(one.register == register for one in self.mess.key)]
        elif person and name in ("full_name", "surname", "given", "patronymic"):
            if name == "full_name":
                value: Any = person
                written: Scalar = dice.choice((person.full, person.full.upper(), f"{person.full} ", f"{person.surname}\n{person.given} {person.patronymic}"))
            else:
                value = written = getattr(person, name)
        else:
            value, written = self.values.make(name, one, window)
            if one.type == "period" and any((row, at) not in page.cells and spec.fields.get(left) and spec.fields[left].ends == name for left, (_, at) in headings.items()):
                written = write_date(dice, value.start)
            elif one.shares and one.shares not in headings and one.type == "text" and isinstance(written, str) and value[:1].isdigit() and dice.random() < 0.4:
                day = self.values.day(window)
                written = dice.choice((f"№ {value}, {day:%d.%m.%Y}", f"{value} {day:%d.%m.%Y} ж.", f"№{value} от {day:%d.%m.%y} г.", f"{day:%d.%m.%Y} № {value}"))
                found[one.shares] = Expect(day, (row, column), None, written)
            elif one.shares and one.shares not in headings and one.type == "period" and dice.random() < 0.5:
                hours = dice.choice((36, 72, 80))
                written = f"{written}{dice.choice((', ', ' ', chr(10), '; '))}{dice.choice((f'{hours} сағ', f'{hours} сағат', f'({hours} сағ.)', f'{hours} часа'))}"
                found[one.shares] = Expect(hours, (row, column), None, written)
        page.put(row, column, written)
        found[name] = Expect(value, (row, column), headings.get(name), written)
        if one.shares and one.shares not in headings:
            held.pop(one.shares, None)
            if one.shares in found:
                held[one.shares] = (-1, found[one.shares])
        if register == "agenda_items" and one.fills_down and name != "question":
            held[name] = (-1, found[name])
        elif not plain and not one.fills_down and one.type in ("text", "date", "person", "commission") and not person and dice.random() < 0.02:
            held[name] = (row + 2, found[name])
            self.open.append([page, row, column, row])

    def _total(self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], sums: Counter[str]) -> None:
        label = self.dice.choice(("Барлығы", "Жиыны:", "Итого", "ВСЕГО", "Қорытынды"))
        column = next((left + offset for offset, (kind, value) in enumerate(slots) if kind != "field" or value not in sums), left)
        page.put(row, column, label)
        for offset, (kind, value) in enumerate(slots):
            if kind == "field" and value in sums and (row, left + offset) not in page.cells and not value.startswith(("year", "grad", "ped_")):
                page.put(row, left + offset, sums[value])

    def _foot(self, page: Page, row: int, left: int) -> int:
        dice = self.dice
        row += dice.choice((0, 1, 2))
        for _ in range(dice.choice((0, 0, 1, 2))):
            who = dice.choice(self.people)
            page.put(row, left + dice.choice((0, 1)), dice.choice(SIGNATURES).format(p=f"{who.given[0]}. {who.surname}"))
            row += 1
        return row

    # ── the attendance matrix ───────────────────────────────────────────────────────────────────────────────────────

    def _matrix(self, folder: str, where: str) -> Mess:
        dice, mess = self.dice, self.mess
        mess.layout.append("matrix")
        spec = self.specs.registers["attendance"]
        page = self._page(f"{folder}/{where}.xlsx", "Қатысу")
        numbered = dice.random() < 0.7
        days = sorted(dice.sample([FIRST + timedelta(7 * week) for week in range(38)], dice.randrange(3, 9)))
        way = dice.choice(("date", "short", "long", "no", "slash"))
        width = numbered + 1 + len(days)
        row = self._titles(page, 1, 1, width, "attendance", titled=True)
        if numbered:
            page.put(row, 1, dice.choice(RUNNING))
        name_at = 1 + numbered
        page.put(row, name_at, dice.choice(spec.fields["person"].headers))
        said: dict[int, tuple[str | None, date | None]] = {}
        for number, day in enumerate(days, 1):
            column = name_at + number
            text: Scalar = {"date": day, "short": f"{day:%d.%m}", "long": f"{day.day}.{day.month}.{day:%y}", "no": f"№{number}", "slash": f"№{number} / {day:%d.%m}"}[way]
            page.put(row, column, text)
            said[column] = (str(number) if way in ("no", "slash") else None, None if way == "no" else day)
        if dice.random() < 0.5:
            page.put(row, name_at + len(days) + 1, dice.choice(("Барлығы", "Қатысу %", "Итого")))
        header, row = row, row + 1
        words = spellings(self.specs, "attendance")
        for number, who in enumerate(dice.sample(self.people, 10), 1):
            if numbered:
                page.put(row, 1, number)
            written = dice.choice((who.full, f"{who.surname} {who.given[0]}.{who.patronymic[0]}."))
            page.put(row, name_at, written)
            for column, (no, day) in said.items():
                if column > name_at + 1 and dice.random() < 0.15:
                    continue
                code = dice.choice(sorted(words))
                mark = dice.choice([word for word in words[code] if word])
                page.put(row, column, mark)
                found = {
                    "person": Expect(who, (row, name_at), (header, name_at), written), "mark": Expect(code, (row, column), (header, column), mark),
                    "protocol_no": Expect(no, (header, column), None, None), "date": Expect(day, (header, column), None, None),
                }
                mess.key.append(KeyRow("attendance", page, row, {name: one for name, one in found.items() if one.value is not None}))
            row += 1
        self._foot(page, row, 1)
        return mess


def mess(seed: int, specs: Specs, register: str = "") -> Mess:
    """The registers of one seed with their answer key."""
    return Maker(seed, specs, register).make()
