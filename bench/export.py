"""How long a large report takes to set: 500 sentences, 900 notes, to PDF, DOCX and JSON.

Prints JSON: seconds (best of three, the first PDF apart since it opens the fonts), pages, bytes.
    python -m bench.export [--language ar]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from datetime import date

import pypdfium2

from reviewforum.outcomes.export.document import (
    LANGUAGES,
    Document,
    Group,
    MethodNote,
    Note,
    Para,
    Section,
    Sent,
    Threshold,
)
from reviewforum.outcomes.export.docx import to_docx
from reviewforum.outcomes.export.json import to_json
from reviewforum.outcomes.export.pdf import to_pdf

SENTENCES, NOTES, A_PARAGRAPH, A_SECTION = 500, 900, 5, 10
WORDS = {
    "en": "Workers described how recruitment fees left them in debt before the first day of work",
    "fr": "Les travailleurs ont décrit comment les frais de recrutement les ont endettés",
    "ru": "Работники рассказали, как плата за трудоустройство вогнала их в долги до начала работы",
    "es": "Los trabajadores describieron cómo los gastos de contratación los dejaron endeudados",
    "ar": "وصف العمال كيف أوقعتهم رسوم الاستقدام في الديون قبل اليوم الأول من العمل",
    "zh": "工人们介绍了招聘费用如何使他们在上班第一天之前就背上了债务",
}


def report(language: str) -> Document:
    """A report of the size of the bar, with quotations in all six languages."""
    numbers = iter(range(1, NOTES + 1))
    sentences = [Sent(_text(language, n), _notes(n, numbers)) for n in range(SENTENCES)]
    paras = [
        Para(place // A_PARAGRAPH + 1, tuple(sentences[place : place + A_PARAGRAPH]))
        for place in range(0, SENTENCES, A_PARAGRAPH)
    ]
    sections = tuple(
        Section(
            f"{WORDS[language][:40]} {place // A_SECTION + 1}", tuple(paras[place:][:A_SECTION])
        )
        for place in range(0, len(paras), A_SECTION)
    )
    return Document(
        language=language,
        title=WORDS[language],
        forum=WORDS[language],
        number=1,
        status="published",
        published_at=date(2024, 3, 18),
        word_count=SENTENCES * 14,
        illustrative=True,
        sections=sections,
        notes=tuple(_note(number) for number in range(1, NOTES + 1)),
        method_note=MethodNote((WORDS[language],), (Threshold("many", "ten or more"),) * 5),
        annex=tuple(
            Group(f"Group {n}", tuple(f"Organisation {n}.{m}" for m in range(60)), 90)
            for n in range(13)
        ),
    )


def _text(language: str, number: int) -> str:
    return f"{WORDS[language]} ({number + 1})" + ("。" if language == "zh" else ".")


def _notes(sentence: int, numbers: object) -> tuple[int, ...]:
    """Two notes for four sentences of five, one for the fifth: 900 in all."""
    wanted = 1 if sentence % 5 == 4 else 2
    return tuple(next(numbers) for _ in range(wanted))  # type: ignore[call-overload]


def _note(number: int) -> Note:
    language = LANGUAGES[number % len(LANGUAGES)]
    return Note(
        number=number,
        quotation=f"{WORDS[language]} {number}",
        quotation_language=language,
        translation=WORDS["en"] if number % 2 else None,
        attribution="Trade union, Italy" if number % 3 else "A confidential contributor",
        source=f"Stakeholder consultation, 29 January 2024, 00:{number % 60:02}:05",
        url=f"https://forum.example/trace/{number}",
    )


def _timed(make: Callable[[Document], bytes], document: Document) -> tuple[float, bytes]:
    start = time.perf_counter()
    made = make(document)
    return time.perf_counter() - start, made


def measure(language: str) -> dict[str, object]:
    """Seconds, pages and bytes of each format for one language."""
    document = report(language)
    cold, pdf = _timed(to_pdf, document)
    best = {
        name: min((_timed(make, document) for _ in range(3)), key=lambda pair: pair[0])
        for name, make in (
            ("pdf", to_pdf),
            ("docx", to_docx),
            ("json", lambda given: to_json(given).encode()),
        )
    }
    return {
        "language": language,
        "sentences": SENTENCES,
        "notes": NOTES,
        "pdf_first_seconds": round(cold, 2),
        "pdf_pages": len(pypdfium2.PdfDocument(pdf)),
        **{f"{name}_seconds": round(seconds, 2) for name, (seconds, _) in best.items()},
        **{f"{name}_bytes": len(made) for name, (_, made) in best.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    languages = parser.parse_args().language or ["en"]
    print(json.dumps([measure(language) for language in languages], indent=2))


if __name__ == "__main__":
    main()
