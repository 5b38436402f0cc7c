"""`reviewforum import`: all or nothing, with messages a script can rely on."""

import json

import pytest
from django.core.management import CommandError, call_command

from reviewforum.evidence.models import Contribution, ImportBatch, Source
from tests import build
from tests.evidence import importing as made


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("Contracts must be in a language that workers read.")
    (tmp_path / "q.csv").write_text(made.CSV)
    (tmp_path / "t.vtt").write_text(made.VTT)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 cut")
    return tmp_path


def run(capsys, folder, *names, **options):
    files = [str(folder / name) for name in names]
    call_command("import", *files, **{"forum": "unece-2024", "stage": "call", **options})
    return capsys.readouterr().out


def test_receipt_codes_as_text_and_as_json(capsys, folder, forum):
    out = run(capsys, folder, "a.txt", level="named", group="Syndicats", country="Италия")
    row = Contribution.objects.get()
    assert out.splitlines()[1].split("\t")[0] == str(row.number)
    assert row.contributor.group.key == "trade-unions" and row.contributor.country.iso3 == "ITA"
    data = json.loads(run(capsys, folder, "q.csv", json=True))
    assert [one["file"] for one in data["contributions"]] == ["q.csv", "q.csv"]
    assert all(len(one["code"].split("-")) == 5 for one in data["contributions"])


def test_preview_stores_nothing(capsys, folder, forum):
    data = json.loads(run(capsys, folder, "q.csv", "t.vtt", preview=True, json=True))
    assert [len(file["contributions"]) for file in data["files"]] == [2, 2]
    assert "Ana Example" in run(capsys, folder, "t.vtt", preview=True)
    assert not ImportBatch.objects.exists() and not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("names", "options", "said"),
    [
        (["none.txt"], {}, "none.txt"),
        (["a.txt", "broken.pdf"], {}, "broken.pdf"),
        (["a.txt"], {"forum": "nowhere"}, "unece-2024"),
        (["a.txt"], {"stage": "nowhere"}, "consultations"),
        (["a.txt"], {"stage": "consultations", "session": "s9"}, "s1"),
        (["a.txt"], {"group": "pirates"}, "trade-unions"),
        (["a.txt"], {"country": "Itly"}, "ITA"),
        (["a.txt"], {"language": "Klingonish"}, "language"),
        (["a.txt"], {"email": "nobody@example.org"}, "nobody@example.org"),
        (["a.txt"], {"mapping": "missing.json"}, "missing.json"),
    ],
)
def test_whatever_is_unknown_or_broken_stores_nothing(capsys, folder, forum, names, options, said):
    with pytest.raises(CommandError, match=said):
        run(capsys, folder, *names, **options)
    assert not any(m.objects.exists() for m in (ImportBatch, Contribution, Source))


def test_the_rest_can_be_imported(capsys, folder, forum):
    run(capsys, folder, "a.txt", "broken.pdf", skip_broken=True)
    assert Contribution.objects.count() == 1


def test_as_someone_who_may_not_is_refused(capsys, folder, forum, outsider, secretariat):
    with pytest.raises(CommandError, match="Only the desk"):
        run(capsys, folder, "a.txt", email=outsider.email)
    assert not ImportBatch.objects.exists()
    run(capsys, folder, "a.txt", email=secretariat.email)
    assert Source.objects.get().imported_by == secretariat


def test_a_second_import_is_recognised_and_done_only_when_asked(capsys, folder, forum):
    run(capsys, folder, "a.txt")
    with pytest.raises(CommandError, match="nothing to store"):
        run(capsys, folder, "a.txt")
    run(capsys, folder, "a.txt", again=True)
    assert Contribution.objects.count() == 2 and ImportBatch.objects.count() == 2


def test_a_mapping_says_what_columns_and_speakers_are(capsys, folder, forum):
    mapping = {
        "files": {
            "q.csv": {
                "columns": {"texts": ["What should change at work?"], "name": "Organisation"}
            },
            "t.vtt": {
                "speakers": {
                    "Ana Example (Lamp Union)": {"group": "Syndicat", "level": "organisation"},
                    "Delegation of Italy": {"leave_out": True},
                }
            },
            "a.txt": {"fields": {"body": "A Union", "country": "Spain", "level": "named"}},
        }
    }
    path = folder / "map.json"
    path.write_text(json.dumps(mapping))
    out = run(capsys, folder, "q.csv", "t.vtt", "a.txt", mapping=str(path), preview=True, json=True)
    table, turns, text = (file["contributions"] for file in json.loads(out)["files"])
    assert [one["name"] for one in table] == ["Lamp Union", "Harbour Aid"]
    assert [(one["name"], one["group"], one["level"]) for one in turns] == [
        ("Ana Example", "trade-unions", "organisation")
    ]
    assert (text[0]["organisation"], text[0]["country"]) == ("A Union", "ESP")


@pytest.mark.parametrize(
    "wrong",
    [
        "[]", "{", '{"colour": 1}', '{"files": {"x.csv": {}}}', '{"files": []}',
        '{"fields": {"group": "pirates"}}', '{"fields": {"mood": "good"}}',
        '{"fields": {"level": "loud"}}', '{"columns": {"texts": ["No such column"]}}',
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_said(capsys, folder, forum, wrong):
    path = folder / "map.json"
    path.write_text(wrong)
    with pytest.raises(CommandError):
        run(capsys, folder, "q.csv", "a.txt", mapping=str(path))
    assert not ImportBatch.objects.exists()


def test_codes_and_secrets_stand_in_no_table(capsys, folder, forum):
    (folder / "s.csv").write_text(made.CSV.replace("Ana Example", build.SECRET_NAME))
    out = run(capsys, folder, "s.csv", json=True)
    code = json.loads(out)["contributions"][0]["code"]
    from django.apps import apps

    for model in apps.get_models():
        rows = str(list(model.objects.values()))
        assert code not in rows
        assert build.SECRET_NAME not in rows or model.__name__ == "Contributor"
