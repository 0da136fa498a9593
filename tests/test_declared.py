"""What is declared in data/: registers, vocabularies and messages, against the list that people and programs rely on."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from otm_reports import headings, specs, values
from otm_reports.errors import CollegeError
from otm_reports.kazakh import fold
from otm_reports.specs import Specs

SOURCES = Path(specs.__file__).parent
LETTERS = {
    "p": "person", "P": "people", "d": "date", "dy": "date_or_year", "D": "period", "i": "integer", "n": "number", "b": "boolean",
    "l": "list", "e": "code", "s": "score", "c": "commission", "": "text",
}

#: Register → its fields; ``*`` required, the letters of LETTERS. ``note`` and ``evidence`` stand in every register.
REGISTERS = {
    "staff": """full_name*:p surname given patronymic position teacher_block:e subject:l commission:c department education_level:e
        education_org specialty grad_year:i academic_degree:e category*:e category_awarded_on:dy category_expires_on:dy category_order
        certificate_no ped_experience_y:n ped_experience_m:i total_experience:n college_experience:n employment:e status:e
        is_young_specialist:b hired_on:d left_on:d self_education_topic medical_category""",
    "otm_composition": """person*:p role*:e group ground:e category_at_order:e mentor:p topic order_no order_date:d joined_on:d
        left_on:d""",
    "otm_plan": """item_no section activity* form:e due* responsible participants expected direction:e status:e done_on:d discussed_at
        strategic_direction body:e""",
    "events": """protocol_no date*:d form*:e title* level:e place presenter*:P chair:p secretary:p agenda:l heard spoke decision:l
        present_n:i absent_n:i plan_item status:e recommended invited group subject body:e competence""",
    "agenda_items": """body:e protocol_no* protocol_date:d item_no question* speaker:p speaker_position summary discussants decision_no
        decision_text responsible due votes_for:i votes_against:i votes_abstain:i execution executed_on:d kind:e""",
    "attendance": "person*:p protocol_no date:d mark*:e reason body:e",
    "open_lessons": """teacher*:p kind:e subject group course topic date*:d pair room technology visitors:P visitors_n:i
        analysis_done:b mark:s recommendation planned_date:d commission:c""",
    "mutual_visits": """visitor*:p visited*:p date*:d subject subject_kind group topic aim review mark:s visited_sign:b
        commission:c""",
    "mentoring": """mentor*:p mentee*:p order_no order_date:d period:D plan_done_pct:n meetings_n:i lessons_visited_n:i topic result
        report_submitted_on:d""",
    "pd_courses": """teacher*:p provider programme* subject mode:e language:e period:D hours:n certificate_no cert_date:d year:i
        kind:e commission:c""",
    "internships": """teacher*:p specialty place* position qualification period:D hours:n protocol_no certificate_no year:i
        commission:c""",
    "publications": """authors*:P coauthors title* kind:e status:e publisher issue pages isbn_issn_doi date:d level:e indexed
        commission:c""",
    "contests": """teacher:p student supervisor:p group specialty topic contest* nomination place level:e result:e mode:e date:d
        year:i certificate_no commission:c""",
    "self_education": "teacher*:p topic* stage:e defended_on:d protocol_ref result_form commission:c",
    "products": """authors*:P title* kind*:e specialty developed_on:d commission_protocol_no commission_protocol_date:d
        unit_council_protocol_no unit_council_protocol_date:d mc_protocol_no mc_protocol_date:d mc_decision:e reviewers:P
        approved_by_role:e approved_on:d published_where copies:i commission:c""",
    "portfolios": "listener*:p kind:e submitted_on:d checked_by:p mark:s contents:l link",
    "best_practice": """authors*:P title* description novelty result_evidence stage:e mc_protocol_no mc_protocol_date:d mc_decision:e
        level_recommended:e dissemination adopters:P adopted_on:d adoption_evidence form_of_generalisation place date:d
        expert_council_doc commission:c""",
    "conferences": "teacher*:p event_title* topic form:e level:e mode:e date:d place result:e certificate_no commission:c",
    "commissions": "name* chair:p chair_category:e scope:e theme plan_protocol sessions_n:i",
    "council_members": "person*:p body*:e role*:e order_no order_date:d joined_on:d left_on:d",
    "exhibitions_bulletins": """kind*:e no title* date:d exhibits_n:i authors_n:i sections:l prize_places analysis_text
        issued_copies:i responsible:P""",
    "orders": "no* date*:d title* kind:e persons:P",
    "folder_index": "index title* volumes:i retention document doc_date:d pages:i location required_by",
    "desant": """organisation* initiator:e request_no request_date:d order_no order_date:d period:D scope forms:l team:l report_no
        report_date:d""",
    "desant_findings": """direction*:e indicator* y1 y2 y3 strengths gaps recommendation responsible:P due:d status:e recheck_date:d""",
    "internal_control": """topic* aim object kind method due:D responsible:P considered_at decision recheck direction:e result""",
    "student_results": """group* subject period:D students_n:i quality_pct:n success_pct:n low_achievers_n:i plan_for_gaps:b commission:c""",
    "network_members": "school* role*:e leading_school direction basis_doc contact_person year",
    "network_events": "date*:d kind*:e title* organiser participants_n:i partner_schools:l resource_link analysis",
    "attestation": """teacher*:p current_category:e expires_on:d target_category:e application_date:d test_result commission_level:e
        decision order_no commission:c""",
}
SCOPES = {
    "snapshot": "staff commissions council_members",
    "dated": "pd_courses internships publications contests conferences products best_practice orders desant attestation",
    "year": """otm_composition otm_plan events agenda_items attendance open_lessons mutual_visits mentoring portfolios self_education
        exhibitions_bulletins folder_index desant_findings internal_control student_results network_members network_events""",
}
CODES = {
    "category": "trainee ped moderator expert researcher master high first second none head1 head2 head3",
    "event_form": """session master_class author_seminar seminar open_lesson panorama joint_analysis mutual_visit round_table coaching
        training generalisation conference contest olympiad publication guide bulletin topic_defence exhibition lecture practical
        consult instr_meeting method_day week lesson_study action_research expert_site case creative_lab creative_session consilium
        internship""",
    "level": "college district city region interregional national international",
    "result": "grand_prix p1 p2 p3 prize nomination laureate diploma certificate thanks charter participant",
    "mode": "direct remote correspondence mixed",
    "attendance": "present absent excused",
    "employment": "main part_time part_internal part_external non_staff",
    "staff_status": "active maternity pensioner left",
    "education": "higher postgraduate secondary_special unfinished_higher",
    "degree": "master phd candidate doctor",
    "block": "general special practical admin",
    "otm_role": "leader secretary listener young_specialist mentor speaker",
    "ground": "young growth own_wish",
    "body": "otm mc pedcouncil commission director_meeting",
    "plan_status": "done partial moved failed pending",
    "event_status": "held moved cancelled",
    "agenda_kind": "report approve endorse disseminate information misc",
    "lesson_kind": "open_lesson panorama master_class class_hour extracurricular",
    "quality": "very_high high good medium low",
    "language": "kk ru en",
    "course_kind": "pd retraining other",
    "publication_kind": "article talk study_guide guide collection newspaper website video",
    "publication_status": "drafting published",
    "product_kind": """curriculum work_programme lesson_plan umk guide recommendation textbook study_guide test_collection
        author_programme e_resource collection""",
    "mc_decision": "approved rework rejected",
    "approver": "director deputy",
    "portfolio_kind": "portfolio creative_report",
    "bp_stage": "identified studied collected considered recommended disseminated adopted",
    "stage": "s1 s2 s3 s4",
    "scope": "own joint",
    "direction583": "m1 m2 m3 m4 m5 m6 m7 m8 m9",
    "direction": "d1 d2 d3 d4 d5 d6",
    "network_role": "leading support partner user",
}


@cache
def declared() -> Specs:
    return specs.load()


def fields_of(text: str) -> Iterator[tuple[str, str, bool]]:
    for word in text.split():
        name, _, letter = word.partition(":")
        yield name.rstrip("*"), LETTERS[letter], name.endswith("*")


# ── registers ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_register_of_the_contract_is_declared_and_no_other() -> None:
    assert set(declared().registers) == set(REGISTERS)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_has_exactly_the_fields_of_the_contract_with_their_types(name: str) -> None:
    expected = {field: kind for field, kind, _ in fields_of(REGISTERS[name])} | {"note": "text", "evidence": "text"}
    assert {field: spec.type for field, spec in declared().registers[name].fields.items() if not spec.ends} == expected


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_requires_what_the_contract_marks(name: str) -> None:
    assert set(declared().registers[name].required) == {field for field, _, required in fields_of(REGISTERS[name]) if required}


def test_of_some_fields_one_is_required() -> None:
    groups = {name: spec.one_of for name, spec in declared().registers.items() if spec.one_of}
    assert groups == {"contests": (("teacher", "student"),), "attendance": (("protocol_no", "date"),)}
    # A column of names, groups or organisations alone does not tell these: any list of people would be an attestation schedule.
    told = {name for name, spec in declared().registers.items() if spec.told_by}
    assert told == {"attestation", "desant", "internal_control", "student_results"}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_register_finds_its_year_as_the_contract_says(scope: str) -> None:
    assert {name for name, spec in declared().registers.items() if spec.scope == scope} == set(SCOPES[scope].split())


def test_a_register_whose_rows_stand_for_themselves_says_which_date_counts() -> None:
    assert [name for name, spec in declared().registers.items() if spec.scope == "dated" and not spec.dated_by] == []


def test_a_row_is_never_dated_by_a_calendar_year() -> None:
    dating = {(name, spec.fields[field].type) for name, spec in declared().registers.items() for field in spec.dated_by}
    assert {kind for _, kind in dating} <= {"date", "period"}


def test_what_is_made_for_the_coming_year_in_august_says_so() -> None:
    coming = {name for name, spec in declared().registers.items() if spec.august == "coming"}
    assert coming == {"otm_plan", "agenda_items", "orders", "council_members"}


def test_plan_and_composition_have_their_approval_above_the_table() -> None:
    above = {name: set(spec.attributes) for name, spec in declared().registers.items() if spec.attributes}
    assert above == {
        "otm_plan": {"approved_protocol_no", "approved_protocol_date", "approver", "methodical_theme"},
        "otm_composition": {"order_no", "order_date"},
    }


@pytest.mark.parametrize("name", REGISTERS)
def test_no_heading_is_claimed_by_two_fields_of_one_register(name: str) -> None:
    spec = declared().registers[name]
    for fields in (spec.fields, spec.attributes):
        claims: dict[str, set[str]] = {}
        for field, about in fields.items():
            for heading in about.headers:
                claims.setdefault(fold.key(heading), set()).add(field)
        assert {heading: sorted(found) for heading, found in claims.items() if len(found) > 1} == {}


def test_a_heading_is_never_one_of_personal_data() -> None:
    personal = {fold.key(text) for texts in declared().personal.values() for text in texts}
    claimed = {
        (name, heading) for name, spec in declared().registers.items() for about in spec.fields.values()
        for heading in about.headers if fold.key(heading) in personal
    }
    assert claimed == set()


def test_a_name_of_a_register_says_one_register() -> None:
    said: dict[str, set[str]] = {}
    for name, spec in declared().registers.items():
        for text in (spec.title.kk, spec.title.ru, *spec.also):
            said.setdefault(fold.key(text), set()).add(name)
    assert {text: sorted(names) for text, names in said.items() if len(names) > 1} == {}


def test_a_name_of_a_register_does_not_stand_in_the_name_of_the_school() -> None:
    schools = [fold.key(f"{name} мектебінің журналы") for name in ("Озат тәжірибе", "Озық тәжірибе")]
    said = {
        (name, text) for name, spec in declared().registers.items() for text in spec.also
        if any(f" {fold.key(text)} " in f" {school} " for school in schools)
    }
    assert said == set()


def test_every_field_and_register_has_a_printed_name_in_both_languages() -> None:
    nameless = [
        (name, field) for name, spec in declared().registers.items() for field, about in {**spec.fields, **spec.attributes}.items()
        if about.label is None or not about.label.kk or not about.label.ru
    ]
    assert nameless == []
    assert all(spec.title.kk and spec.title.ru for spec in declared().registers.values())


def test_every_number_has_a_range() -> None:
    endless = [
        (name, field) for name, spec in declared().registers.items() for field, about in spec.fields.items()
        if about.type in ("integer", "number", "score") and (about.minimum is None or about.maximum is None)
    ]
    assert endless == []


# ── vocabularies ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CODES)
def test_a_vocabulary_has_the_codes_of_the_contract_in_their_order(name: str) -> None:
    assert list(declared().vocabularies[name].codes) == CODES[name].split()


def test_every_vocabulary_is_named_by_a_field() -> None:
    named = {about.vocabulary for spec in declared().registers.values() for about in spec.fields.values()}
    assert set(declared().vocabularies) == named - {""}


def test_every_code_has_its_word_in_both_languages() -> None:
    wordless = [
        (name, code) for name, vocabulary in declared().vocabularies.items() for code, entry in vocabulary.codes.items()
        if not entry.kk.strip() or not entry.ru.strip()
    ]
    assert wordless == []


def spelled(text: str) -> str:
    dashed = re.sub("[\u2010-\u2015\u2212]", "-", text.casefold())
    return re.sub(r"\s*-\s*", "-", " ".join(dashed.split())).replace("-", " ").strip() or dashed.strip()


@pytest.mark.parametrize("name", [*CODES, "council_role", "exhibition_kind", "order_kind"])
def test_no_spelling_stands_under_two_codes(name: str) -> None:
    claims: dict[str, set[str]] = {}
    for code, entry in declared().vocabularies[name].codes.items():
        for word in (entry.kk, entry.ru, *entry.also):
            claims.setdefault(spelled(word), set()).add(code)
    assert {word: sorted(codes) for word, codes in claims.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("vocabulary", "written", "code"),
    [
        ("category", "Педагог – сарапшы", "expert"), ("category", "педагог-зертеуші", "researcher"), ("category", "І санатты", "first"),
        ("category", "I санатты", "first"), ("category", "ІІ санат", "second"), ("category", "б/к", "none"), ("category", "жоғары", "high"),
        ("education", "жоғары", "higher"), ("quality", "жоғары", "high"), ("event_form", "мәжіліс", "session"),
        ("event_form", "дәңгелек үстел", "round_table"), ("level", "х/а", "international"), ("result", "1 орын", "p1"),
        ("result", "ІІІ орын", "p3"), ("mode", "онлайн", "remote"), ("mode", "заочно", "correspondence"), ("attendance", "қ", "present"),
        ("attendance", "–", "absent"), ("attendance", "і/с", "excused"), ("body", "ҒӘК", "mc"), ("otm_role", "мүше", "listener"),
        ("plan_status", "ауыстырылды", "moved"), ("mc_decision", "қайта өңдеуге", "rework"), ("block", "ЖБП", "general"),
    ],
)
def test_a_spelling_that_colleges_use_is_understood(vocabulary: str, written: str, code: str) -> None:
    entries = declared().vocabularies[vocabulary].codes.items()
    assert [known for known, entry in entries if spelled(written) in map(spelled, (entry.kk, entry.ru, *entry.also))] == [code]


# ── wording ─────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Wordings that daily use corrects; they may be read, never printed.
WRONG = (
    "қайта өңдеу", "бас тартылды", "өткен жоқ", "жартылай", "сандық-сапалық", "талдау көздері", "протокол тізімі", "талаптарының сақталуы",
    "іс номенклатурасы", "сандар паспорты", "қаулы етті", "ұсыным енгізу",
)


def printed_words() -> Iterator[tuple[str, str]]:
    for name, vocabulary in declared().vocabularies.items():
        yield from ((f"{name}.{code}", entry.kk) for code, entry in vocabulary.codes.items())
    yield from texts_of(declared().messages["kk"].texts)


def texts_of(table: Mapping[str, Any], where: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from texts_of(value, f"{where}{key}.")
        else:
            yield f"{where}{key}", str(value)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wording_that_daily_use_corrects_is_not_printed(wrong: str) -> None:
    assert [place for place, text in printed_words() if wrong in text.casefold()] == []


def test_something_moved_is_said_in_full() -> None:
    assert [place for place, text in printed_words() if re.search(r"(?<!мерзімі )ауыстырылды", text)] == []


def test_no_case_ending_is_glued_to_what_is_filled_in() -> None:
    # «5-бөлім», «3.1-тармақ»: a number and the noun it counts, no ending
    glued = re.compile(r"\}[»\"]?[-’']?(?!(?<=-)(?:бөлім|тармақ|тармақтар|тармақша|тармақшалар|абзац|абзацтар|кесте|жол)\b)[а-яёәғқңөұүһі]")
    assert [(place, text) for place, text in printed_words() if glued.search(text)] == []


# ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def placeholders(text: str) -> set[str]:
    # A text of a rule is asked for in the reader's language.
    return {re.sub("_(?:kk|ru|en)$", "", name) for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", specs.LANGUAGES)
def test_every_finding_says_what_was_seen_and_what_to_do(lang: str) -> None:
    texts = declared().messages[lang].texts["findings"]
    assert set(texts) == set(declared().findings)
    assert [code for code, entry in texts.items() if not entry.get("message") or not entry.get("suggestion")] == []
    assert [code for code, entry in texts.items() if set(entry) != {"message", "suggestion"}] == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_text_asks_for_the_same_values_in_every_language(lang: str) -> None:
    kazakh, other = dict(texts_of(declared().messages["kk"].texts)), dict(texts_of(declared().messages[lang].texts))
    agreeing = {"of_years"}  # the noun after a number, which only Russian bends
    differing = {
        place: (text, other[place]) for place, text in kazakh.items()
        if place in other and placeholders(text) - agreeing != placeholders(other[place]) - agreeing
    }
    assert differing == {}


def test_kazakh_and_russian_have_the_same_texts_and_english_those_of_the_screen() -> None:
    kazakh, russian, english = (declared().messages[lang].texts for lang in specs.LANGUAGES)
    assert {place for place, _ in texts_of(kazakh)} == {place for place, _ in texts_of(russian)}
    for section in english:
        known, said = {place for place, _ in texts_of(kazakh[section])}, {place for place, _ in texts_of(english[section])}
        assert said <= known if section == "papers" else said == known, section
    papers_only = {"posts", "periods", "blanks", "clause_places", "conclusions", "product_stages", "post_words", "term_words"}
    assert set(kazakh) - set(english) <= papers_only


def test_no_text_is_blank() -> None:
    blank = [(lang, place) for lang, messages in declared().messages.items() for place, text in texts_of(messages.texts) if not text.strip()]
    assert blank == []


def raised(pattern: str) -> set[Any]:
    texts = (path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    return {found for text in texts for found in re.findall(pattern, text)}


def test_every_refusal_that_the_program_raises_has_a_text_that_says_what_to_do() -> None:
    known = declared().messages["kk"].texts["errors"]
    codes = raised(r'(?:College|Template|Output|Otm)Error\(\s*"([a-z-]+)"')
    assert len(codes) > 10
    assert codes - set(known) == set()
    assert [code for code, text in known.items() if len(re.findall(r"[.}](?= |$)", text)) < 2 and "\n" not in text] == []


def test_every_finding_that_the_program_makes_is_declared() -> None:
    codes = raised(r'(?:Finding|RegisterError)\(\s*"([a-z-]+)"')
    assert len(codes) > 10
    assert codes - set(declared().findings) == set()


def test_every_reason_for_leaving_a_row_out_has_its_words() -> None:
    reasons = raised(r'LeftOut\([^\n]*, "([a-z-]+)"\)')
    assert reasons
    assert reasons - set(declared().messages["kk"].texts["left_out"]) == set()


def test_every_note_and_unit_that_the_analysis_names_has_its_words() -> None:
    texts = declared().messages["kk"].texts
    notes = {word for group in raised(r"notes=\(([^)]*)\)") for word in re.findall(r'"([a-z-]+)"', group)}
    assert notes
    assert notes - set(texts["notes"]) == set()
    assert raised(r'unit="([a-z]+)"') - set(texts["units"]) == set()


def test_every_text_that_the_program_asks_for_by_name_is_there() -> None:
    texts = declared().messages["kk"].texts
    asked = raised(r'\btext\(\s*"([a-z_]+)",\s*"([a-z_-]+)"')
    asked |= {(section, key) for key, section in raised(r'\.say\(\s*"([a-z_-]+)",\s*"([a-z_]+)"')}
    asked |= {("papers", key) for key in raised(r'writer\.say\(\s*"([a-z_-]+)"(?:\)|, [a-z]+=)')}
    assert len(asked) > 15
    assert [(section, key) for section, key in sorted(asked) if key not in texts.get(section, {})] == []


# ── what a college writes ───────────────────────────────────────────────────────────────────────────────────────────


def college(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_all_mistakes_are_named_at_once_each_with_the_nearest_known_key(tmp_path: Path) -> None:
    college(
        tmp_path,
        otm='snapshoot = "06-01"\nyear = "25-26"\n[parameters]\nsmall_grup = 4\n[quarters]\nq1 = ["09-01", "10-45"]\n',
        overlay__registers__events='scop = "year"\n[fields.date]\nrequird = true\n',
        overlay__vocabularies__level='[codes.village]\nkk = "ауылдық"\n',
    )
    with pytest.raises(CollegeError) as problem:
        specs.load(tmp_path)
    assert problem.value.code == "config-wrong"
    lines = str(problem.value.params["mistakes"]).splitlines()
    assert "otm.toml: snapshoot: unknown key, did you mean 'snapshot'?" in lines
    assert "otm.toml: parameters.small_grup: unknown key, did you mean 'small_group'?" in lines
    for start in ("otm.toml: year:", "otm.toml: quarters.q1:", "registers/events.toml: fields.date.requird:", "vocabularies/level.toml: codes.village.ru:"):
        assert any(line.startswith(start) for line in lines), start
    assert any(line.startswith("registers/events.toml: scop: unknown key, did you mean 'scope'?") for line in lines)


def test_a_field_with_a_vocabulary_that_does_not_exist_is_named(tmp_path: Path) -> None:
    college(tmp_path, overlay__registers__events='[fields.mood]\ntype = "code"\nvocabulary = "moods"\nheaders = ["Көңіл күй"]\n')
    with pytest.raises(CollegeError) as problem:
        specs.load(tmp_path)
    assert "fields.mood: no vocabulary 'moods'" in str(problem.value.params["mistakes"])


def test_the_college_adds_headings_and_words_and_replaces_messages(tmp_path: Path) -> None:
    college(
        tmp_path,
        overlay__registers__events='[fields.date]\nheaders = ["Қай күні"]\n',
        overlay__vocabularies__level='[codes.college]\nalso = ["біздің колледж"]\n',
        overlay__messages__kk='[verdicts]\nmet = "толық орындалды"\n',
    )
    changed = specs.load(tmp_path)
    assert changed.registers["events"].fields["date"].headers == (*declared().registers["events"].fields["date"].headers, "Қай күні")
    assert "біздің колледж" in changed.vocabularies["level"].codes["college"].also
    assert changed.messages["kk"].text("verdicts", "met") == "толық орындалды"
    assert changed.messages["kk"].text("verdicts", "partly") == declared().messages["kk"].text("verdicts", "partly")


#: What a college may add: a file of data/, the table in it, the list, a string nobody has declared yet, and what it must then mean.
SPELLINGS = (
    ("registers", "mutual_visits", ("fields", "visited"), "headers", "Барған сабақтың иесі"),
    ("registers", "pd_courses", ("fields", "hours"), "headers", "Өткен сағаттар жиыны"),
    ("vocabularies", "level", ("codes", "college"), "also", "біздің ұжым ішінде"),
    ("vocabularies", "category", ("codes", "expert"), "also", "үшінші буын маманы"),
)


def _means(changed: Specs, folder: str, name: str, key: str, text: str) -> bool:
    """Whether a spelling is read: a heading names its field, a word its code."""
    if folder == "registers":
        return headings.Headings(changed).field(name, text) == key
    field = specs.FieldSpec(type="code", headers=("x",), vocabulary=name)
    return values.read(text, field, changed.vocabularies).value == key


@pytest.mark.parametrize(("folder", "name", "table", "listed", "text"), SPELLINGS)
def test_a_new_spelling_is_one_string_of_the_overlay(tmp_path: Path, folder: str, name: str, table: tuple[str, str], listed: str, text: str) -> None:
    assert not _means(declared(), folder, name, table[1], text)
    college(tmp_path, **{f"overlay__{folder}__{name}": f'[{table[0]}.{table[1]}]\n{listed} = ["{text}"]\n'})
    assert _means(specs.load(tmp_path), folder, name, table[1], text)


@pytest.mark.parametrize(("folder", "name", "table", "listed", "text"), SPELLINGS)
def test_a_new_spelling_is_one_string_of_our_own_file(
    monkeypatch: pytest.MonkeyPatch, folder: str, name: str, table: tuple[str, str], listed: str, text: str,
) -> None:
    ours = specs._packaged

    def with_one_string_more(path: str) -> dict[str, Any]:
        if path != f"{folder}/{name}.toml":
            return ours(path)
        written = (SOURCES / "data" / path).read_text(encoding="utf-8")
        start = written.index(f"{listed} = [", written.index(f"[{table[0]}.{table[1]}]")) + len(f"{listed} = [")
        return tomllib.loads(f'{written[:start]}"{text}", {written[start:]}')

    monkeypatch.setattr(specs, "_packaged", with_one_string_more)
    assert _means(specs.load(), folder, name, table[1], text)


def test_a_value_that_a_message_lacks_leaves_its_name_visible() -> None:
    assert "{known}" in declared().messages["kk"].text("errors", "kind-unknown", where="х")
