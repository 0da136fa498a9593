"""Case forms, ordinals and numbers in words: measured on lists nobody of us wrote, and held by what must always be true."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_word import refusal, template, words

from otm_reports.errors import TemplateError
from otm_reports.kazakh import cases, endings, exceptions, ordinals
from otm_reports.word import load
from otm_reports.word.filters import Generated

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
UNIMORPH = SHARED / "kk_eval" / "unimorph_noun.tsv"
GOLD_ERRORS = SHARED / "kk_eval" / "unimorph_known_gold_errors.tsv"

LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
WORDS = st.text(LETTERS, min_size=1, max_size=12)
ANY_CYRILLIC = st.text(st.characters(min_codepoint=0x400, max_codepoint=0x52F, categories=("Lu", "Ll")), min_size=1, max_size=12)
CASES = st.sampled_from(cases.CASES)


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def put(text: str, case: str) -> str:
    return cases.plural(text) if case == "көпше" else cases.inflect(text, case)


# ── measured ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        HERE / "golden_kk.tsv",
        pytest.param(
            SHARED / "golden_kk.tsv",
            marks=pytest.mark.skipif(not (SHARED / "golden_kk.tsv").exists(), reason="the shared golden list is not beside the project"),
        ),
    ],
    ids=["ours", "shared"],
)
def test_every_form_of_the_golden_list_is_right(path: Path) -> None:
    golden = rows(path)
    wrong = [(text, case, right, put(text, case)) for text, case, right, *_ in golden if put(text, case) != right]
    print(f"{path.name}: {len(golden) - len(wrong)} of {len(golden)}")
    assert len(golden) == 88
    assert not wrong


@pytest.mark.skipif(not UNIMORPH.exists(), reason="UniMorph Kazakh nouns (../shared/kk_eval) are not beside the project")
def test_nouns_of_unimorph_are_right_but_for_its_known_errors() -> None:
    """UniMorph's table is the paradigm of words that are not possessed."""
    known = {tuple(row[:4]) for row in rows(GOLD_ERRORS)[1:]}
    gold = rows(UNIMORPH)[1:]
    wrong = []
    for lemma, case, plural, right, *_ in gold:
        stem = cases.plural(lemma) if plural == "1" else lemma
        made = stem if case == "атау" else cases.inflect(stem, case, possessed=False)
        if made != right:
            wrong.append((lemma, case, plural, right, made))
    ours = [row for row in wrong if row[:4] not in known]
    raw = 100 * (1 - len(wrong) / len(gold))
    print(f"UniMorph: {len(gold)} forms, {raw:.2f} % raw, {len(wrong)} misses, {len(ours)} of them outside the known gold errors")
    assert len(gold) == 19_321
    assert raw >= 99.3
    assert not ours, ours[:20]


#: Group of surnames → its endings (ілік … көмектес) and names of the group.
NAMES = {
    "-ова, -ева": (
        ("ның", "ға", "ны", "да", "дан", "мен"),
        "Ахметова Әбдірова Беркінова Күзембаева Төлегенова Үмітова Сейітова Түсіпова Әлиева Ескендірова Мүсірепова Бөкеева",
    ),
    "-ұлы": (("ның", "на", "н", "нда", "нан", "мен"), "Байтұрсынұлы Ерланұлы Серікұлы Бейсенұлы Мүсірепұлы Өмірұлы Төлеұлы"),
    "-қызы": (("ның", "на", "н", "нда", "нан", "мен"), "Серікқызы Ерланқызы Төлегенқызы Мүсірепқызы Әбенқызы Жұмақызы"),
    "-ин": (("нің", "ге", "ді", "де", "нен", "мен"), "Сейфуллин Торайғырин Қалмақин Жансүгірин Пушкин Ғалымжанин Бородин"),
    "-ина": (("ның", "ға", "ны", "да", "дан", "мен"), "Сейфуллина Қалмақина Жүргенина Бородина Есенина"),
    "-ский, -цкий": (("дің", "ге", "ді", "де", "ден", "мен"), "Чайковский Достоевский Горский Жуковский Троцкий Волынский"),
    "back stem in -ов, -ев": (
        ("тың", "қа", "ты", "та", "тан", "пен"),
        "Сарыбаев Тоқаев Оспанов Асқаров Мұхамбетжанов Жақыпов Ғалиев Юсупов",
    ),
    "front stem in -ов, -ев": (
        ("тің", "ке", "ті", "те", "тен", "пен"),
        "Әуезов Құдайбергенов Мүсірепов Бейсенов Серіков Бөкенов Төлегенов Әлиев",
    ),
    "-и": (("дің", "ге", "ді", "де", "ден", "мен"), "Низами Физули Әли Науаи Шәрипи"),
    "-ғали, -қали": (("дың", "ға", "ды", "да", "дан", "мен"), "Ғали Мұқағали Жұмағали Амангелдіқали"),
}


@pytest.mark.parametrize("group", NAMES)
def test_all_names_of_a_group_are_right(group: str) -> None:
    right, listed = NAMES[group]
    for name in listed.split():
        for before in ("", "Л.Т. ", "Нұрсұлтан "):
            made = [cases.inflect(before + name, case) for case in cases.CASES]
            assert made == [before + name + ending for ending in right]
            if before or len(name) > 4:  # four capitals alone are an abbreviation
                assert cases.inflect((before + name).upper(), "ілік") == (before + name + right[0]).upper()
    print(f"{group}: {len(listed.split())} names × 6 cases, all right")


@given(st.text("абвгдәеіоөрлмнұүжқ", min_size=2, max_size=8), CASES)
def test_a_womans_surname_is_back_and_a_patronymic_possessed_whatever_the_stem(stem: str, case: str) -> None:
    place = cases.CASES.index(case)
    for suffix, group in (("ова", "-ова, -ева"), ("ева", "-ова, -ева"), ("ұлы", "-ұлы"), ("қызы", "-қызы")):
        name = stem.capitalize() + suffix
        assert cases.inflect(name, case) == name + NAMES[group][0][place]


# ── what must always be true ────────────────────────────────────────────────────────────────────────────────────────


def roman(word: str) -> bool:
    return re.fullmatch("[ІХ]+", word) is not None


@given(word=ANY_CYRILLIC | WORDS, case=CASES, possessed=st.sampled_from([None, True, False]))
def test_any_cyrillic_word_has_every_form(word: str, case: str, *, possessed: bool | None) -> None:
    if not roman(word):
        made = cases.inflect(word, case, possessed=possessed)
        assert len(made) >= len(word) - 2
        assert cases.plural(word)


@given(st.lists(WORDS.map(str.capitalize) | WORDS, min_size=1, max_size=3), WORDS, CASES)
def test_only_the_last_word_changes(before: list[str], last: str, case: str) -> None:
    phrase = " ".join((*before, last))
    made = cases.inflect(phrase, case)
    assert made.split()[:-1] == before
    assert made.split()[-1].startswith(endings.seam(last)[:1])


@given(WORDS, CASES)
def test_an_ending_keeps_the_harmony_of_its_word(word: str, case: str) -> None:
    added = endings.ending(word, case)
    if case != "көмектес":
        assert not set(added) & set("аығқ" if endings.is_front(word) else "еігк")


@given(WORDS, CASES)
def test_capitals_stay_capitals(word: str, case: str) -> None:
    made = cases.inflect(f"КОЛЛЕДЖ {word.upper()}А", case)
    assert made == made.upper()


@pytest.mark.parametrize("text", ["", "  "])
@pytest.mark.parametrize("case", cases.CASES)
def test_nothing_stays_nothing_and_not_a_bare_ending(text: str, case: str) -> None:
    assert cases.inflect(text, case) == ""


@pytest.mark.parametrize(
    "text", ["Microsoft Word", "Wi-Fi", "ІІ", "XXI", "09.09.2025", "т.б.", "бас маман (сырттай)", "Cейлхан", "А4", "…", "x" * 9]
)
def test_what_has_no_kazakh_ending_is_refused_and_named(text: str) -> None:
    with pytest.raises(ValueError, match=r"no (Kazakh )?ending"):
        cases.inflect(text, "ілік")


def test_a_case_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="ілік, барыс, табыс, жатыс, шығыс, көмектес"):
        cases.inflect("кеңес", "барыч")


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["а" * 300_000 + "!", "а " * 150_000 + "!", "А." * 150_000, "1 000" * 60_000 + "!"])
def test_a_hostile_text_costs_no_time(text: str) -> None:
    with pytest.raises(ValueError, match="no ending"):
        cases.inflect(text, "ілік")


# ── possessed, quoted, short, in digits ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "dative"),
    [
        ("колледж директоры", "колледж директорына"),
        ("Қазақстан Республикасы", "Қазақстан Республикасына"),
        ("аға оқытушы", "аға оқытушыға"),
        ("оқытушы", "оқытушыға"),
        ("жауапты кісі", "жауапты кісіге"),
        ("өткен дүйсенбі", "өткен дүйсенбіге"),
        ("отбасы", "отбасына"),
        ("аты-жөні", "аты-жөніне"),
        ("ОҚУ ЖЫЛЫ", "ОҚУ ЖЫЛЫНА"),
        ("Нұрлан Әлі", "Нұрлан Әліге"),
        ("Л.Т. Бекбері", "Л.Т. Бекберіге"),
        ("Оспанов Бекбері", "Оспанов Бекберіге"),
        ("«Азық-түлік корпорациясы»", "«Азық-түлік корпорациясына»"),
        ("«Ұстаз» колледжі", "«Ұстаз» колледжіне"),
        ("«МЕГА»", "«МЕГА»-ға"),
        ("«ЖЕТІСУ»", "«ЖЕТІСУ»-ға"),
        ("«102»", "«102»-ге"),
        ("«Болашақ» АҚ", "«Болашақ» АҚ-ға"),
        ("ҚР БҒМ", "ҚР БҒМ-ге"),
        ("КМҚК", "КМҚК-ге"),
        ("ОТМ", "ОТМ-ге"),
        ("ТжКБ", "ТжКБ-ға"),
        ("факт", "фактіге"),
        ("ФАКТ", "ФАКТІГЕ"),
        ("82,4 %", "82,4 %-ға"),
        ("12,5", "12,5-ке"),
        ("1\u00a0200", "1\u00a0200-ге"),
        ("30 000", "30 000-ға"),
        ("0", "0-ге"),
        ("Оспанов Н.Т.", "Н.Т. Оспановқа"),
        ("Сәрсенова Г. О.", "Г.О. Сәрсеноваға"),
        ("Жақып Ә.", "Ә. Жақыпқа"),
    ],
)
def test_the_end_that_is_spoken_takes_the_ending(text: str, dative: str) -> None:
    assert cases.inflect(text, "барыс") == dative


def test_who_calls_may_say_whether_a_word_is_possessed() -> None:
    assert cases.inflect("басшысы", "барыс", possessed=True) == "басшысына"
    assert cases.inflect("мектеп кісі", "барыс", possessed=True) == "мектеп кісіне"
    assert cases.inflect("колледж тері", "барыс", possessed=False) == "колледж теріге"


def test_a_colleges_own_forms_win() -> None:
    own = exceptions.read(["Әуезов;ілік;Әуезовтың", "меню;жуан", "КМҚК;айтылуы;кімықықы", "Оспанов Н.Т.;барыс;Оспанов Н.Т. мырзаға"])
    known = exceptions.packaged() | own
    assert cases.form("Әуезов", "ілік", known=known) == cases.Form("Әуезовтың", listed=True)
    assert cases.inflect("Мұхтар Әуезов", "ілік", known=known) == "Мұхтар Әуезовтың"
    assert cases.inflect("МҰХТАР ӘУЕЗОВ", "ілік", known=known) == "МҰХТАР ӘУЕЗОВТЫҢ"
    assert cases.inflect("меню", "барыс", known=known) == "менюға"
    assert cases.inflect("КМҚК", "барыс", known=known) == "КМҚК-ға"
    assert cases.inflect("Оспанов Н.Т.", "барыс", known=known) == "Оспанов Н.Т. мырзаға"
    assert cases.inflect("мұхит", "барыс", known=known) == "мұхитқа"
    assert cases.inflect("бұл", "барыс", known=known) == "бұған"
    assert cases.inflect("бұл", "барыс", known=known | exceptions.read(["бұл;барыс;осыған"])) == "осыған"


@pytest.mark.parametrize("line", ["Әуезов;барыч;Әуезовке", "Әуезов", "Әуезов;ілік", "меню;жуан;менюға", ";ілік;х"])
def test_a_line_of_exceptions_that_says_nothing_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2: "):
        exceptions.read(["меню;жіңішке", line])


# ── ordinals and words ──────────────────────────────────────────────────────────────────────────────────────────────

UNITS = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")


def spoken(number: int) -> Iterator[str]:
    """The words of a number below a million, by the rule alone."""
    if number >= 1000:
        yield from (*spoken(number // 1000), "мың")
    hundreds, rest = divmod(number % 1000, 100)
    yield from (("жүз",) if hundreds == 1 else (UNITS[hundreds], "жүз") if hundreds else ())
    yield from (word for word in (TENS[rest // 10], UNITS[rest % 10]) if word)


def test_numbers_in_words_are_those_of_the_rule() -> None:
    dice = random.Random(7)  # noqa: S311 - dice of a test
    for number in (*range(1, 2000), *(dice.randrange(2000, 1_000_000) for _ in range(2000))):
        assert ordinals.words(number) == " ".join(spoken(number))


def test_digits_take_the_ending_of_the_word_they_end_in() -> None:
    dice = random.Random(8)  # noqa: S311 - dice of a test
    for number in (*range(1, 1200), *(dice.randrange(1200, 1_000_000) for _ in range(500)), *(10**power for power in range(6))):
        last = list(spoken(number))[-1]
        for case in cases.CASES:
            assert cases.inflect(str(number), case) == f"{number}-{endings.ending(last, case)}"


def test_an_ordinal_in_digits_ends_as_it_is_said() -> None:
    for number in range(3000):
        assert ordinals.ordinal_words(number).endswith(ordinals.ordinal(number).partition("-")[2])


@pytest.mark.parametrize(
    ("number", "digits", "said"),
    [
        (1, "1-інші", "бірінші"), (2, "2-інші", "екінші"), (3, "3-інші", "үшінші"), (4, "4-інші", "төртінші"),
        (5, "5-інші", "бесінші"), (6, "6-ыншы", "алтыншы"), (7, "7-інші", "жетінші"), (8, "8-інші", "сегізінші"),
        (9, "9-ыншы", "тоғызыншы"), (10, "10-ыншы", "оныншы"), (20, "20-сыншы", "жиырмасыншы"), (30, "30-ыншы", "отызыншы"),
        (40, "40-ыншы", "қырқыншы"), (50, "50-інші", "елуінші"), (60, "60-ыншы", "алпысыншы"), (70, "70-інші", "жетпісінші"),
        (80, "80-інші", "сексенінші"), (90, "90-ыншы", "тоқсаныншы"), (100, "100-інші", "жүзінші"), (1000, "1000-ыншы", "бір мыңыншы"),
    ],
)  # fmt: skip
def test_ordinals_are_those_of_the_norm(number: int, digits: str, said: str) -> None:
    assert (ordinals.ordinal(number), ordinals.ordinal_words(number)) == (digits, said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "нөл"), (25, "жиырма бес"), (12.5, "он екі бүтін оннан бес"), (0.25, "нөл бүтін жүзден жиырма бес"),
        (3.007, "үш бүтін мыңнан жеті"), (-4.5, "минус төрт бүтін оннан бес"), (82.0, "сексен екі"), (1e3, "бір мың"),
    ],
)  # fmt: skip
def test_fractions_name_their_place(number: float, said: str) -> None:
    assert ordinals.words(number) == said


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e15, 0.1234567])
def test_a_number_without_words_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no words"):
        ordinals.words(number)


def test_a_negative_ordinal_is_refused() -> None:
    with pytest.raises(ValueError, match="no ordinal"):
        ordinals.ordinal(-1)


# ── in templates ────────────────────────────────────────────────────────────────────────────────────────────────────

DIRECTOR = "колледж директоры"


@pytest.mark.parametrize(
    ("filters", "form"),
    [
        (("ілік", "ilik"), "директорының"), (("барыс", "barys"), "директорына"), (("табыс", "tabys"), "директорын"),
        (("жатыс", "jatys"), "директорында"), (("шығыс", "shygys"), "директорынан"), (("көмектес", "komektes"), "директорымен"),
    ],
)  # fmt: skip
def test_every_case_has_its_filter_under_both_names(filters: tuple[str, str], form: str) -> None:
    for name in filters:
        for lang in ("kk", "ru"):
            source = template(f"{{{{ who|{name} }}}} · {{{{ who|септік('{name}') }}}} · {{{{ who|septik('{name}') }}}}")
            assert words(source, {"who": DIRECTOR}, lang) == [" · ".join([f"колледж {form}"] * 3)]


def test_the_other_filters_print_what_the_norm_says() -> None:
    source = template(
        "{{ n|реттік }} · {{ n|rettik('sozben') }} · {{ n|сөзбен }} · {{ share|sozben }} · {{ who|инициал }} · {{ who|initsial }}",
        "{{ day|күні(септік='дағы') }} № 5 хаттама · {{ day|kuni(septik='barys') }} дейін · {{ day|күні('дан') }}",
        "{{ 'кісі'|барыс(тәуелді=True) }} · {{ 'басшысы'|barys(taueldi=True) }} · {{ 10|шығыс }} · {{ '«' ~ name ~ '»'|ілік }}",
    )
    context = {"n": 25, "share": 12.5, "who": "Сәрсенова Гүлнұр Оспанқызы", "day": date(2025, 9, 9), "name": "Ұстаз"}
    assert words(source, context) == [
        "25-інші · жиырма бесінші · жиырма бес · он екі бүтін оннан бес · Г.О. Сәрсенова · Г.О. Сәрсенова",
        "2025 жылғы 9 қыркүйектегі № 5 хаттама · 2025 жылғы 9 қыркүйекке дейін · 2025 жылғы 9 қыркүйектен",
        "кісіне · басшысына · 10-нан · «Ұстаз»",
    ]
    assert words(template("{{ n|реттік }} · {{ n|сөзбен }} · {{ share|сөзбен }}"), context, "ru") == [
        "25-й · двадцать пять · двенадцать целых пять десятых"
    ]


@pytest.mark.parametrize("name", ["ілік", "септік('барыс')", "реттік", "сөзбен", "инициал", "күні"])
@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_value_prints_nothing(name: str, empty: object) -> None:
    assert words(template(f"[{{{{ x|{name} }}}}]"), {"x": empty}) == ["[]"]


@pytest.mark.parametrize("name", ["реттік", "сөзбен"])
def test_text_that_is_no_number_passes_through_and_digits_are_a_number(name: str) -> None:
    source = template(f"{{{{ x|{name} }}}} {{{{ y|{name} }}}}")
    assert words(source, {"x": "дерек жоқ", "y": " 5 "}) == ["дерек жоқ " + {"реттік": "5-інші", "сөзбен": "бес"}[name]]


@pytest.mark.parametrize("tag", ["x|ілік", "x|реттік", "x|сөзбен", "x|инициал"])
@pytest.mark.parametrize("value", [True, ["а"], date(2025, 9, 9)])
def test_what_is_no_word_and_no_number_is_refused(tag: str, value: object) -> None:
    assert refusal(template(f"{{{{ {tag} }}}}"), {"x": value}).code == "template-unprintable"


def test_letters_of_xml_in_a_case_form_arrive() -> None:
    source = template("{% macro m(x) %}{{ x }}{% endmacro %}{{ x|ілік }} · {{ m(x)|ілік }}")
    assert words(source, {"x": "А&Б <Ұстаз> мектебі"}) == ["А&Б <Ұстаз> мектебінің · А&Б <Ұстаз> мектебінің"]


def test_a_misspelt_filter_case_or_ending_is_named_with_what_there_is() -> None:
    for source, asked, offered in (
        (template("{{ x|барыч }}"), "|барыч", "|барыс"),
        (template("{{ x|септік('барыч') }}"), "«барыч»", "ілік, барыс, табыс, жатыс, шығыс, көмектес"),
        (template("{{ d|күні(септік='дығы') }}"), "«дығы»", "да, дағы, дан, ға"),
        (template("{{ 5|реттік('созбен') }}"), "«созбен»", "сөзбен"),
    ):
        problem = refusal(source, {"x": "кеңес", "d": date(2025, 9, 9)})
        assert problem.code == "template-unknown-name"
        assert asked in str(problem.params["names"])
        assert offered in str(problem.params["suggestion"])


def test_forms_that_a_rule_made_are_gathered_once_each_and_listed_ones_are_not() -> None:
    own = exceptions.packaged() | exceptions.read(["Сәрсенова;ілік;Сәрсенованың"])
    source = template("{{ a|ілік }} {{ a|ілік }} {{ b|ілік }} {{ c|барыс }} {{ d|барыс }} {{ n|барыс }} {{ who|барыс }}")
    context = {"a": "Әуезов", "b": "Сәрсенова", "c": "ОТМ", "d": "Wi-Fi", "n": 5, "who": None}
    gathered: list[Generated] = []
    made = load(source, exceptions=own)
    made.render(context, gathered)
    assert gathered == [Generated("Әуезов", "ілік", "Әуезовтің"), Generated("Wi-Fi", "барыс", "")]
    assert made.render(context) == made.render(context, [])
    assert words(source, context) == ["Әуезовтің Әуезовтің Сәрсенованың ОТМ-ге Wi-Fi 5-ке "]


def test_templates_of_ours_put_no_case_ending_on_a_value() -> None:
    from otm_reports.places import packaged

    case_filters = {*cases.CASES, *cases.ASCII, "септік", "septik"}
    for path in sorted(packaged("templates").glob("*.docx")):
        parts = load(path.read_bytes(), where=path.name).parts
        used = {name for part in parts for name in re.findall(r"\|\s*(\w+)", part.source.text)}
        assert not used & case_filters, path.name


def test_a_word_too_long_to_be_a_name_is_printed_as_it_is() -> None:
    text = "а" * 600
    assert words(template("{{ x|ілік }}"), {"x": text}) == [text]
    with pytest.raises(TemplateError):
        load(template("{{ x|ілік("))
