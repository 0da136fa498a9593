"""Spellings of values that colleges use, by code: every word of the domain report is read as its own code, in its own column."""

from __future__ import annotations

import pytest

from otm_reports import specs, values
from otm_reports.declared import FieldSpec

#: Vocabulary → code → words with a bar between them.
WORDS: dict[str, dict[str, str]] = {
    "level": {
        "college": "колледжішілік|колледж деңгейі|внутренний|институц.",
        "district": "аудандық",
        "city": "қалалық|муниципальный",
        "region": "облыстық|обл.|региональный",
        "interregional": "өңіраралық",
        "national": "республикалық|респ.",
        "international": "халықаралық|х/а|халықар.|междунар.",
    },
    "result": {
        "grand_prix": "бас жүлде|гран-при",
        "p1": "І орын|1 орын|I место|1 место|алтын медаль",
        "p2": "ІІ орын|күміс медаль",
        "p3": "ІІІ орын|қола медаль",
        "prize": "жүлделі орын",
        "nomination": "номинация",
        "laureate": "лауреат",
        "diploma": "диплом|І дәрежелі диплом",
        "certificate": "сертификат",
        "thanks": "алғыс хат",
        "charter": "мақтау қағазы|грамота",
        "participant": "қатысушы|қатысым|участник",
    },
    "mode": {
        "direct": "тікелей|күндізгі|офлайн|очно",
        "correspondence": "сырттай|заочно",
        "remote": "қашықтан|онлайн|дист.",
        "mixed": "аралас",
    },
    "attendance": {
        "present": "+|қ|Қ|қатысты|иә|1|v|✓|✔",
        "absent": "-|–|б|н|жоқ|0|қатыспады",
        "excused": "а|ауырды|і/с|іссапар|д|демалыс|бк|бала күтімі|себепті",
    },
    "employment": {
        "main": "негізгі|штатта|тұрақты",
        "part_time": "қоса атқарушы|совместитель",
        "part_internal": "ішкі қоса атқарушы",
        "part_external": "сыртқы қоса атқарушы",
        "non_staff": "штаттан тыс|штат тыс",
    },
    "staff_status": {
        "active": "белсенді",
        "maternity": "бала күтімінде|декрет|декретте|б/к демалысында",
        "pensioner": "зейнеткер",
        "left": "босатылған|жұмыстан шыққан",
    },
    "education": {
        "higher": "жоғары",
        "postgraduate": "жоғары оқу орнынан кейінгі|магистратура|докторантура",
        "secondary_special": "арнайы орта|ТжКБ|орта кәсіптік|среднее специальное|Арнайы орта білім",
        "unfinished_higher": "аяқталмаған жоғары",
    },
    "otm_role": {
        "leader": "жетекші|руководитель",
        "listener": "мүше|тыңдаушы|слушатель",
        "secretary": "хатшы",
        "mentor": "тәлімгер|наставник",
        "speaker": "баяндамашы",
    },
    "body": {
        "otm": "ОТМ",
        "mc": "ӘК|әдістемелік кеңес|МС|метод.кеңес|ҒӘК",
        "pedcouncil": "ПК|педкеңес",
        "commission": "ЦӘК|ПЦК|ЦӘК/ПЦК",
        "director_meeting": "директор жанындағы кеңес",
    },
    "plan_status": {
        "done": "орындалды|+|✓|орынд.|вып.",
        "partial": "жартылай",
        "moved": "ауыстырылды",
        "failed": "орындалмады",
        "pending": "мерзімі келмеді",
    },
    "event_status": {
        "held": "өтті",
        "moved": "ауыстырылды",
        "cancelled": "өткен жоқ",
    },
    "ground": {
        "young": "жас маман",
        "growth": "кәсіби өсу",
        "own_wish": "өз қалауы",
    },
    "lesson_kind": {
        "open_lesson": "ашық сабақ",
        "panorama": "панорамалық",
        "master_class": "шеберлік сыныбы",
        "class_hour": "ашық тәрбие сағаты",
        "extracurricular": "сыныптан тыс іс-шара",
    },
    "course_kind": {
        "pd": "КПК",
        "retraining": "қайта даярлау",
        "other": "иное",
    },
    "publication_status": {
        "drafting": "дайындалуда",
        "published": "жарияланды",
    },
    "publication_kind": {
        "article": "мақала",
        "talk": "тезис",
        "study_guide": "оқу құралы",
        "collection": "жинақ",
        "newspaper": "газет",
        "website": "сайт",
        "video": "видео",
    },
    "stage": {
        "s1": "І кезең диагностикалық|І кезең",
        "s4": "ІV қорытынды",
    },
    "product_kind": {
        "curriculum": "РУП",
        "work_programme": "жұмыс бағдарламасы",
        "lesson_plan": "сабақ жоспары",
        "umk": "ПОӘК|ОӘК|ПОӘК/ОӘК",
        "guide": "әдістемелік нұсқау",
        "recommendation": "ұсыным",
        "textbook": "оқулық",
        "study_guide": "оқу құралы",
        "test_collection": "тест жинағы",
        "author_programme": "авторлық бағдарлама",
        "e_resource": "электронды қор",
        "collection": "жинақ",
    },
    "mc_decision": {
        "approved": "мақұлданды",
        "rework": "қайта өңдеуге",
        "rejected": "бас тартылды",
    },
    "approver": {
        "director": "директор",
        "deputy": "орынбасар",
    },
    "portfolio_kind": {
        "portfolio": "портфолио",
        "creative_report": "шығармашылық есеп",
    },
    "bp_stage": {
        "identified": "анықталды",
        "studied": "зерделенді",
        "collected": "жинақталды",
        "considered": "ӘК-де қаралды",
        "recommended": "таратуға ұсынылды",
        "disseminated": "таратылды",
        "adopted": "енгізілді",
    },
    "quality": {
        "very_high": "өте жоғары",
        "high": "жоғары",
        "good": "жақсы",
        "medium": "орта",
        "low": "төмен",
    },
    "scope": {
        "own": "дербес",
        "joint": "біріккен",
    },
    "exhibition_kind": {
        "exhibition": "көрме",
        "bulletin": "бюллетень",
    },
    "network_role": {
        "leading": "жетекші",
        "support": "тірек",
        "partner": "серіктес",
    },
    "network_event_kind": {
        "seminar": "семинар",
        "lesson_study": "Lesson Study",
        "action_research": "іс-әрекеттегі зерттеу",
        "master_class": "шеберлік сабағы",
        "conference": "конференция",
        "consult": "онлайн кеңес",
        "august_meeting": "тамыз кеңесі",
        "media": "БАҚ",
    },
    "language": {
        "kk": "қазақша",
        "ru": "орысша",
        "en": "ағылшынша",
    },
    "block": {
        "general": "ЖБП|ООД",
        "special": "АБП|спец.",
        "practical": "ӨО шебері",
        "admin": "әкімшілік",
    },
    "degree": {
        "master": "магистр",
        "phd": "PhD",
        "candidate": "ғ.к.",
    },
    "agenda_kind": {
        "report": "есеп",
        "approve": "бекіту",
        "endorse": "мақұлдау",
        "disseminate": "таратуға ұсыну",
        "information": "ақпарат",
        "misc": "әртүрлі",
    },
    "event_form": {
        "master_class": "ш/с|шеберлік сабағы|шеберлік сағаты|мастер-клас",
        "seminar": "семинар-практикум|тақырыптық семинар|көшпелі семинар",
        "generalisation": "тәжірибені жинақтау (жалпылау)|тәжірибе тарату|трансляция",
        "expert_site": "тәжірибе алаңы",
        "case": "кейс",
        "creative_lab": "шығармашылық зертхана",
        "creative_session": "креативті сессия",
        "consilium": "әдістемелік консилиум",
        "internship": "тағылымдама",
        "conference": "НПК|ҒПК|ғыл.-тәж. конф.|педоқу|педчтения",
        "contest": "сайыс|жарыс|WorldSkills",
        "open_lesson": "откр. урок|аш.сабақ|открытое занятие",
    },
}


@pytest.fixture(scope="module")
def declared() -> specs.Specs:
    return specs.load()


@pytest.mark.parametrize("vocabulary", WORDS)
def test_every_word_of_the_domain_is_read_as_its_code(declared: specs.Specs, vocabulary: str) -> None:
    field = FieldSpec(type="code", headers=("x",), vocabulary=vocabulary)
    read = {(code, word): values.read(word, field, declared.vocabularies).value for code, words in WORDS[vocabulary].items() for word in words.split("|")}
    assert {key: code for key, code in read.items() if code != key[0]} == {}
