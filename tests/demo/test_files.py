from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from demo import files
from reviewforum.evidence.cutting import cut
from reviewforum.evidence.reading import read

NAMES = list(files.names())


@pytest.mark.parametrize("name", NAMES)
def test_each_is_read_by_the_import_without_a_warning_of_loss(name):
    reading = read(files.make(name), name)
    assert reading.format.casefold() == name.rpartition(".")[2]
    assert {warning.code for warning in reading.warnings} <= {"running_lines"}
    if reading.table is None:
        assert len(cut(reading.text, files.names()[name][0])) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_the_bytes_stay_the_same(name):
    files.make.cache_clear()
    first = files.make(name)
    files.make.cache_clear()
    assert files.make(name) == first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_three_documents_give_more_than_twenty_passages(language):
    chosen = [
        name for name, (code, kind) in files.names().items()
        if code == language and kind in {"statement", "paper", "transcript"}
    ]  # fmt: skip
    assert sorted(name.rpartition(".")[2] for name in chosen) == ["docx", "pdf", "vtt"]
    texts = [read(files.make(name), name).text for name in chosen]
    assert sum(len(cut(text, language)) for text in texts) > 20


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".vtt")])
def test_the_transcript_has_four_speakers(name):
    reading = read(files.make(name), name)
    assert len({turn.speaker for turn in reading.turns}) == 4


def test_the_arabic_pdf_keeps_its_words_in_order():
    name = next(n for n in NAMES if files.names()[n] == ("ar", "paper"))
    assert "يجب أن يكون الفصل بين الخدمات" in read(files.make(name), name).text


def test_they_are_written_to_a_folder(tmp_path):
    paths = files.write(tmp_path / "new")
    assert sorted(path.name for path in paths) == sorted(NAMES)
    assert all(path.read_bytes() == files.make(path.name) for path in paths)


def test_they_can_be_downloaded_in_demo_mode(settings):
    settings.ROOT_URLCONF = "tests.demo.urls"
    answer = Client().get(reverse("demo-file", args=[NAMES[0]]))
    assert answer.content == files.make(NAMES[0])
    assert NAMES[0] in answer["Content-Disposition"]


def test_no_other_file_is_served(client, db, settings):
    settings.ROOT_URLCONF = "tests.demo.urls"
    assert client.get("/demo/files/settings.py").status_code == 404
