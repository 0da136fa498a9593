"""Russian case forms in templates: posts, things and names; what cannot be told stays and is named."""

from __future__ import annotations

import builtins

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_word import refusal, template, words

from otm_reports.kazakh import exceptions, russian
from otm_reports.word import load
from otm_reports.word.filters import Generated

pytest.importorskip("pymorphy3")
pytest.importorskip("petrovich")

#: Text → its five cases, as a Russian grammar has them.
RIGHT = {
    "директор": "директора директору директора директором директоре",
    "Школа передового опыта": "Школы передового опыта|Школе передового опыта|Школу передового опыта|Школой передового опыта|Школе передового опыта",
    "заместитель директора": "заместителя директора|заместителю директора|заместителя директора|заместителем директора|заместителе директора",
    "методический совет": "методического совета|методическому совету|методический совет|методическим советом|методическом совете",
    "Высший колледж": "Высшего колледжа|Высшему колледжу|Высший колледж|Высшим колледжем|Высшем колледже",
    "старший мастер": "старшего мастера|старшему мастеру|старшего мастера|старшим мастером|старшем мастере",
    "педагог-исследователь": "педагога-исследователя педагогу-исследователю педагога-исследователя педагогом-исследователем педагоге-исследователе",
    "заведующая отделением": "заведующей отделением|заведующей отделением|заведующую отделением|заведующей отделением|заведующей отделением",
    "молодые специалисты": "молодых специалистов|молодым специалистам|молодых специалистов|молодыми специалистами|молодых специалистах",
    "Г.О. Сарсенова": "Г.О. Сарсеновой|Г.О. Сарсеновой|Г.О. Сарсенову|Г.О. Сарсеновой|Г.О. Сарсеновой",
    "Жумабай Ерлан Серикулы": "Жумабая Ерлана Серикулы|Жумабаю Ерлану Серикулы|Жумабая Ерлана Серикулы|Жумабаем Ерланом Серикулы|Жумабае Ерлане Серикулы",
    "Омаров Канат Серикович": "Омарова Каната Сериковича|Омарову Канату Сериковичу|Омарова Каната Сериковича|Омаровым Канатом Сериковичем|Омарове Канате Сериковиче",
    "Абай Кунанбаев": "Абая Кунанбаева|Абаю Кунанбаеву|Абая Кунанбаева|Абаем Кунанбаевым|Абае Кунанбаеве",
    "Чайковская А.Б.": "Чайковской А.Б.|Чайковской А.Б.|Чайковскую А.Б.|Чайковской А.Б.|Чайковской А.Б.",
}


@pytest.mark.parametrize("text", RIGHT)
def test_posts_things_and_names_have_their_five_cases(text: str) -> None:
    made = [russian.form(text, case).text for case in russian.CASES]
    assert made == RIGHT[text].split("|" if "|" in RIGHT[text] else " ")


@pytest.mark.parametrize("text", ["Жумабай А.Б.", "ШПО", "Wi-Fi", "2025", "и.о. директора", "по плану", "«…»", ""])
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    for case in russian.CASES:
        with pytest.raises(russian.Untold):
            russian.form(text, case)


@given(st.text(max_size=60), st.sampled_from(russian.CASES))
def test_any_text_has_a_form_or_none(text: str, case: str) -> None:
    try:
        assert russian.form(text, case).text
    except ValueError:
        return


def test_filters_print_them_and_the_run_names_what_rules_made() -> None:
    own = exceptions.packaged() | exceptions.read(["Жумабай А.Б.;дательный;Жумабаю А.Б."])
    source = template("{{ post|родительный }} · {{ name|datelny }} · {{ name|падеж('творительный') }} · {{ nothing|винительный }}")
    gathered: list[Generated] = []
    made = load(source, lang="ru", exceptions=own)
    made.render({"post": "директор", "name": "Жумабай А.Б.", "nothing": None}, gathered)
    assert gathered == [Generated("директор", "родительный", "директора"), Generated("Жумабай А.Б.", "творительный", "")]
    assert words(source, {"post": "директор", "name": "Сарсенова Г.О.", "nothing": None}, "ru") == ["директора · Сарсеновой Г.О. · Сарсеновой Г.О. · "]
    assert refusal(template("{{ x|падеж('местный') }}"), {"x": "а"}).code == "template-unknown-name"


def test_without_the_libraries_the_template_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    there = builtins.__import__

    def absent(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pymorphy3"):
            raise ImportError(name)
        return there(name, *rest, **more)  # type: ignore[arg-type]

    russian._pymorphy.cache_clear()
    monkeypatch.setattr(builtins, "__import__", absent)
    assert refusal(template("{{ x|дательный }}"), {"x": "директор"}).code == "template-library"
