"""Transcripts: speakers, turns and seconds."""

from __future__ import annotations

import pytest

from reviewforum.evidence.cutting import cut_timed
from reviewforum.evidence.reading import ReadError, Reading, read
from tests.evidence.reading.corpus import SENTENCE, SRT, VTT


def turns(reading: Reading) -> list[tuple[str, str, float, float]]:
    return [
        (turn.speaker, reading.text[turn.start : turn.end], turn.start_seconds, turn.end_seconds)
        for turn in reading.turns
    ]


def vtt(*cues: str) -> Reading:
    times = (f"00:{at:02}.000 --> 00:{at + 1:02}.000\n{cue}" for at, cue in enumerate(cues))
    return read(("WEBVTT\n\n" + "\n\n".join(times) + "\n").encode(), "a.vtt")


def test_cues_of_one_speaker_are_one_turn_and_names_stay_out_of_the_text() -> None:
    expected = [
        ("Chair", "Good morning. I give the floor to Spain.", 1.0, 6.0),
        ("Spain", SENTENCE, 6.0, 9.0),
    ]
    assert turns(read(VTT.encode(), "a.vtt")) == expected
    found = [(name.title(), *rest) for name, *rest in turns(read(SRT.encode(), "a.srt"))]
    assert found == expected


def test_cues_lie_inside_their_turn_with_exact_offsets() -> None:
    reading = read(VTT.encode(), "a.vtt")
    texts = [reading.text[c.start : c.end] for turn in reading.turns for c in turn.cues]
    assert texts == ["Good morning.", "I give the floor to Spain.", SENTENCE]


def test_two_voices_in_a_cue_share_its_time() -> None:
    reading = vtt("<v A>1234\n<v B>1234")
    assert turns(reading) == [("A", "1234", 0.0, 0.5), ("B", "1234", 0.5, 1.0)]


def test_marks_and_entities_are_taken_out() -> None:
    assert vtt("<i>We</i> &amp; <c.x>they</c> agree<00:00.500>.").text == "We & they agree."


@pytest.mark.parametrize(
    "name", ["Moderator", "Ms. Chair", "РОССИЯ", "الرئيس", "主席", "Côte d'Ivoire"]
)
def test_a_name_before_a_colon_is_a_speaker(name: str) -> None:
    colon = "：" if name == "主席" else ": "
    assert [turn.speaker for turn in vtt(f"{name}{colon}Hello.", "and on").turns] == [name]


def test_a_colon_in_speech_is_no_speaker() -> None:
    reading = vtt("We ask for two things", "first: housing", "and then work")
    assert [turn.speaker for turn in reading.turns] == [""]
    assert reading.text == "We ask for two things first: housing and then work"


def test_invalid_cues_are_skipped_and_counted() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nKept.\n\n00:09.000 --> 00:03.000\nBackwards.\n"
    reading = read(text.encode(), "a.vtt")
    assert reading.text == "Kept."
    assert [notice.params for notice in reading.warnings] == [{"count": 1}]


def test_a_transcript_without_any_valid_cue_is_refused() -> None:
    with pytest.raises(ReadError, match="none of its cues"):
        read(b"WEBVTT\n\n00:02.000 --> 00:01.000\nBackwards.\n", "a.vtt")


def test_passages_of_a_transcript_carry_its_seconds() -> None:
    reading = vtt(*([f"<v A>{SENTENCE}"] * 20))
    cuts = cut_timed(reading.text, reading.turns)
    assert len(cuts) > 1
    assert (cuts[0].start_seconds, cuts[-1].end_seconds) == (0.0, 20.0)
    assert all(cut.start_seconds == int(cut.start_seconds) for cut in cuts)
