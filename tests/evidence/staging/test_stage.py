"""From readings to the contributions of a preview."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewforum.evidence.reading import read
from reviewforum.evidence.staging import Defaults, Staged, message, recut, say, stage
from reviewforum.evidence.staging.transcripts import guess_speaker
from reviewforum.evidence.staging.words_said import TEMPLATES
from tests.evidence import importing as made
from tests.evidence.staging.test_vocabulary import GCM


def staged(name, data, plan=None, **defaults):
    return stage(read(data, name), Defaults(**defaults), GCM, plan)


def whole(entry):
    """Every piece quotes the text, in order, and no word stands outside of them."""
    ends = 0
    for start, end, *_rest in entry.pieces:
        assert not entry.text[ends:start].strip() and start < end
        ends = end
    assert not entry.text[ends:].strip()


def test_a_document_is_one_contribution_with_the_defaults():
    settings = {"group": "media", "level": "group", "expected": ("en", "fr")}
    outcome = staged("a.docx", made.docx("One point.", "Two."), **settings)
    entry = outcome.entries[0]
    assert (entry.group, entry.level, entry.kind, entry.language) == (
        "media",
        "group",
        "written",
        "en",
    )
    whole(entry)


def test_fields_of_a_plan_win_over_defaults():
    plan = {"fields": {"body": "A Union", "group": "trade-unions", "language": "fr"}}
    entry = staged("a.txt", b"Bonjour, tout le monde.", plan, group="media").entries[0]
    assert (entry.body, entry.group, entry.language) == ("A Union", "trade-unions", "fr")


def test_the_language_is_detected_and_doubt_is_said():
    entry = staged("a.txt", "Рабочим нужен договор на понятном им языке.".encode()).entries[0]
    assert entry.language == "ru"
    outcome = staged("b.txt", b"12 345 678")
    assert outcome.warnings[-1]["code"] == "language_unsure"


def test_pages_go_with_the_pieces_also_when_cut_anew():
    entry = staged("p.pdf", made.pdf("Wages are late in farms.", "Permits take a year.")).entries[0]
    pages = [(piece[0], piece[2]) for piece in entry.pieces]
    assert pages[0][1] == 1 and pages[-1][1] == 2
    before = [list(piece) for piece in entry.pieces]
    recut(entry, pages)
    assert entry.pieces == before


def test_a_table_in_the_words_of_its_writers():
    outcome = staged("q.csv", made.CSV.encode())
    ana, bo = outcome.entries
    assert (ana.group, ana.country, ana.level, ana.row) == ("trade-unions", "ITA", "named", 2)
    assert (bo.group, bo.country, bo.level) == ("civil-society", "ESP", "confidential")
    assert ana.kind == "answer" and not outcome.errors


def test_a_row_with_an_unknown_word_is_named_and_the_others_stand():
    outcome = staged("q.csv", made.CSV.replace("NGO", "Guild").encode())
    assert len(outcome.entries) == 1 and outcome.unknown == {"group": ["Guild"]}
    words = say(outcome.errors[0])
    assert words.startswith("Row 3: “Guild” in “Stakeholder group”") and "trade-unions" in words


@pytest.mark.parametrize(("meant", "group"), [("media", "media"), ("", "")])
def test_a_word_given_a_meaning_holds_for_every_row(meant, group):
    data = made.CSV.replace("NGO", "Guild").encode()
    outcome = staged("q.csv", data, {"values": {"group": {"Guild": meant}}})
    assert [entry.group for entry in outcome.entries] == ["trade-unions", group]
    assert not outcome.errors and not outcome.unknown


def test_separate_answers_share_what_is_wrong_with_their_row():
    heads = (
        "What should change in the rules of recruitment?",
        "What works well in the place you live in?",
    )
    rows = ",".join(("Group", *heads)) + "\n"
    rows += (
        "Guild,Fees must end for all workers who are recruited.,Visits of inspectors at night.\n"
    )
    outcome = staged("q.csv", rows.encode(), {"separate": True})
    assert len(outcome.errors) == 1
    outcome = staged("q.csv", rows.replace("Guild", "Media").encode(), {"separate": True})
    assert [entry.title[:11] for entry in outcome.entries] == ["What should", "What works "]


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"texts": ["Nowhere"]}, "no_column"), ({"texts": []}, "no_text_column")],
)
def test_a_plan_that_does_not_fit_the_table_is_said(columns, code):
    outcome = staged("q.csv", made.CSV.encode(), {"columns": columns})
    assert [error["code"] for error in outcome.errors] == [code] and not outcome.entries


def test_turns_parted_by_a_moderator_are_one_contribution():
    outcome = staged("t.vtt", made.VTT.encode(), level="named")
    ana, italy = outcome.entries
    assert ana.text.count("\n\n") == 1 and ana.speaker == "Ana Example (Lamp Union)"
    assert (italy.group, italy.country, italy.name) == ("states", "ITA", "")
    for entry in outcome.entries:
        whole(entry)
    assert ana.pieces[0][3:] == [5.0, 15.0] and ana.pieces[1][3:] == [18.0, 25.0]


def test_turns_parted_by_another_speaker_are_two():
    plan = {"speakers": {"Moderator": {"name": "M", "leave_out": False}}}
    outcome = staged("t.vtt", made.VTT.encode(), plan)
    assert len(outcome.entries) == 5


def test_when_every_speaker_is_left_out_it_is_said():
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Moderator>Welcome, all of you, to the session.\n"
    outcome = staged("t.vtt", vtt.encode())
    assert not outcome.entries and outcome.warnings[0]["code"] == "nobody_left"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Ana Example (Lamp Union)", {"name": "Ana Example", "body": "Lamp Union"}),
        ("Italy", {"name": "", "body": "Delegation", "country": "ITA", "group": "states"}),
        ("Делегация Италия", {"country": "ITA", "group": "states"}),
        ("Модератор", {"leave_out": True}), ("Interpreter (French)", {"leave_out": True}),
        ("主持人", {"leave_out": True}), ("Ana Example", {"leave_out": False, "country": ""}),
        ("", {"name": "", "leave_out": False}),
    ],
)  # fmt: skip
def test_who_a_speaker_is_guessed_to_be(name, found):
    guess = guess_speaker(name, Defaults(), GCM)
    assert {key: guess[key] for key in found} == found


def test_staged_and_defaults_survive_json():
    entry = staged("q.csv", made.CSV.encode()).entries[0]
    assert Staged.from_json(json.loads(json.dumps(entry.as_json()))) == entry
    defaults = Defaults(group="media", expected=("en", "fr"))
    stored = {**json.loads(json.dumps(defaults.as_json())), "from_a_later_version": 1}
    assert Defaults.from_json(stored) == defaults


def test_messages_have_words_and_no_others_exist():
    assert say(message("no_rows")) and say(message("row_date", 4, value="x", column="y"))
    with pytest.raises(KeyError):
        message("nonsense")
    assert all(isinstance(template, str) and template for template in TEMPLATES.values())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Moderator", "Ana", "Bo Example", "Italy", "Chair"]),
            st.sampled_from(
                ["A point on wages. ", "Permits take a year. ", "谢谢。", "شكرا جزيلا. "]
            ),
            st.integers(1, 30),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_word_of_a_kept_speaker_is_lost(turns):
    lines = ["WEBVTT", ""]
    for at, (speaker, text, times) in enumerate(turns):
        lines += [f"00:{at:02d}:00.000 --> 00:{at:02d}:59.000", f"<v {speaker}>{text * times}", ""]
    outcome = staged("t.vtt", "\n".join(lines).encode())
    said = "".join(text * times for speaker, text, times in turns if speaker != "Moderator")
    kept = "".join(entry.text for entry in outcome.entries)
    assert "".join(kept.split()) == "".join(said.split())
    for entry in outcome.entries:
        whole(entry)
        moments = [piece[3] for piece in entry.pieces]
        assert moments == sorted(moments)
