"""Case forms in a college's own template: named by the run, and the college's own forms win."""

from __future__ import annotations

import docx
from drawn import college
from running import TODAY, otm


def test_forms_that_a_rule_made_are_named_until_the_college_says_how_the_word_goes(tmp_path):
    folder = college(tmp_path / "college", toml='[people.director]\nname = "А.Ә. Жарылғапов"\n')
    template = docx.Document()
    template.add_paragraph("{{ people.director.name|барыс }}")
    (folder / "templates").mkdir()
    template.save(str(folder / "templates" / "letter.kk.docx"))

    def paper() -> tuple[list[str], str]:
        run = otm("build", folder, "letter", "--out", tmp_path / "out", "--json", "--today", TODAY)
        (document,) = run.json["documents"]
        return document["forms"], docx.Document(document["path"]).paragraphs[0].text

    forms, text = paper()
    assert [form.split(" → ")[1] for form in forms] == [f"{text} (барыс)"]
    assert text.endswith("Жарылғаповқа")
    (folder / "overlay" / "kazakh").mkdir(parents=True)
    (folder / "overlay" / "kazakh" / "exceptions.csv").write_text("Жарылғапов;барыс;Жарылғапов мырзаға\n", encoding="utf-8")
    forms, text = paper()
    assert forms == []
    assert text.endswith("Жарылғапов мырзаға")


def test_a_wrong_line_among_the_colleges_forms_is_refused_by_its_number(tmp_path):
    folder = college(tmp_path / "college")
    (folder / "overlay" / "kazakh").mkdir(parents=True)
    (folder / "overlay" / "kazakh" / "exceptions.csv").write_text("алма;ешқандай;алма\n", encoding="utf-8")
    run = otm("build", folder, "хаттама", "--out", tmp_path / "out", "--json", "--today", TODAY)
    assert run.json["documents"][0]["state"] == "failed"
    assert "1" in run.json["documents"][0]["reason"]
