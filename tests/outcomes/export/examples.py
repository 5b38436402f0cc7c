"""Documents to export: one per language, with notes in several, and one made to do harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reviewforum.outcomes.export.document import (
    Correction,
    Document,
    Group,
    MethodNote,
    Note,
    Para,
    Section,
    Sent,
    Threshold,
)

# language → title, forum, headings, three sentences, group names, attribution, source
TEXTS: dict[str, dict[str, list[str]]] = {
    "en": {
        "title": [
            "Summary report of the stakeholder consultations",
            "What was heard, January 2024",
        ],
        "forum": ["Second regional review of the Global Compact"],
        "headings": ["Labour migration and decent work", "Saving lives", "The way ahead"],
        "sentences": [
            "Many participants called for recruitment fees to be borne by employers alone.",
            "Trade unions described how seasonal workers lose their residence permit together with "
            "their job, and asked for a period of grace in which to look for another employer.",
            "Some local authorities reported that they register children for school whatever the "
            "status of their parents.",
        ],
        "groups": ["Trade unions", "Local authorities", "Migrants and diaspora"],
        "who": ["Trade union, Italy", "A confidential contributor"],
        "source": ["Stakeholder consultation, 29 January 2024, 00:14:05"],
        "rapporteur": ["Rapporteur of the consultations"],
        "method": [
            "Every sentence of this report cites the passages it rests on. Who is named is "
            "decided by those who spoke."
        ],
        "threshold": ["many", "at least ten contributors of three stakeholder groups"],
    },
    "fr": {
        "title": [
            "Rapport de synthèse des consultations",
            "Ce qui a été dit, janvier 2024",
        ],
        "forum": ["Deuxième examen régional du Pacte mondial"],
        "headings": ["Migration de travail et travail décent", "Sauver des vies", "La suite"],
        "sentences": [
            "De nombreux participants ont demandé que les frais de recrutement soient à la charge "
            "des seuls employeurs.",
            "Les syndicats ont décrit comment les travailleurs saisonniers perdent leur titre de "
            "séjour en même temps que leur emploi, et ont demandé un délai de grâce.",
            "Certaines collectivités locales inscrivent les enfants à l’école quel que soit le "
            "statut de leurs parents.",
        ],
        "groups": ["Syndicats", "Collectivités locales", "Migrants et diaspora"],
        "who": ["Syndicat, Italie", "Un contributeur confidentiel"],
        "source": ["Consultation des parties prenantes, 29 janvier 2024, 00:14:05"],
        "rapporteur": ["Rapporteur des consultations"],
        "method": ["Chaque phrase de ce rapport cite les passages sur lesquels elle repose."],
        "threshold": ["de nombreux", "au moins dix contributeurs de trois groupes"],
    },
    "ru": {
        "title": [
            "Итоговый доклад о консультациях",
            "Что было сказано, январь 2024 года",
        ],
        "forum": ["Второй региональный обзор Глобального договора"],
        "headings": ["Трудовая миграция и достойный труд", "Спасение жизней", "Дальнейшие шаги"],
        "sentences": [
            "Многие участники призвали к тому, чтобы расходы на наём несли только работодатели.",
            "Профсоюзы рассказали, как сезонные работники теряют вид на жительство вместе с "
            "работой, и попросили установить льготный срок для поиска другого работодателя.",
            "Некоторые местные органы власти записывают детей в школу независимо от статуса их "
            "родителей.",
        ],
        "groups": ["Профсоюзы", "Местные органы власти", "Мигранты и диаспора"],
        "who": ["Профсоюз, Италия", "Участник, пожелавший остаться неназванным"],
        "source": ["Консультация с заинтересованными сторонами, 29 января 2024 года, 00:14:05"],
        "rapporteur": ["Докладчик консультаций"],
        "method": ["Каждое предложение этого доклада ссылается на фрагменты, на которых основано."],
        "threshold": ["многие", "не менее десяти участников из трёх групп"],
    },
    "es": {
        "title": [
            "Informe resumido de las consultas",
            "Lo que se escuchó, enero de 2024",
        ],
        "forum": ["Segundo examen regional del Pacto Mundial"],
        "headings": [
            "Migración laboral y trabajo decente",
            "Salvar vidas",
            "El camino por delante",
        ],
        "sentences": [
            "Muchos participantes pidieron que los gastos de contratación recayeran únicamente en "
            "los empleadores.",
            "Los sindicatos describieron cómo los trabajadores de temporada pierden su permiso de "
            "residencia junto con su empleo, y pidieron un período de gracia.",
            "Algunas autoridades locales matriculan a los niños en la escuela sea cual sea la "
            "situación de sus padres.",
        ],
        "groups": ["Sindicatos", "Autoridades locales", "Migrantes y diáspora"],
        "who": ["Sindicato, Italia", "Un contribuyente confidencial"],
        "source": ["Consulta con las partes interesadas, 29 de enero de 2024, 00:14:05"],
        "rapporteur": ["Relatoría de las consultas"],
        "method": ["Cada oración de este informe cita los pasajes en los que se apoya."],
        "threshold": ["muchos", "al menos diez contribuyentes de tres grupos"],
    },
    "ar": {
        "title": [
            "التقرير الموجز عن المشاورات مع أصحاب المصلحة",
            "ما سُمع في كانون الثاني/يناير 2024",
        ],
        "forum": ["الاستعراض الإقليمي الثاني للاتفاق العالمي"],
        "headings": ["هجرة اليد العاملة والعمل اللائق", "إنقاذ الأرواح", "الطريق إلى الأمام"],
        "sentences": [
            "دعا كثير من المشاركين إلى أن يتحمل أصحاب العمل وحدهم رسوم الاستقدام.",
            "ووصفت النقابات كيف يفقد العمال الموسميون تصريح إقامتهم مع فقدان عملهم، وطلبت مهلة "
            "يبحثون فيها عن صاحب عمل آخر.",
            "وأفادت بعض السلطات المحلية بأنها تسجل الأطفال في المدارس أياً كان وضع آبائهم.",
        ],
        "groups": ["النقابات", "السلطات المحلية", "المهاجرون والمغتربون"],
        "who": ["نقابة، إيطاليا", "مساهم طلب السرية"],
        "source": ["مشاورة أصحاب المصلحة، 29 كانون الثاني/يناير 2024، 00:14:05"],
        "rapporteur": ["مقرر المشاورات"],
        "method": ["تستشهد كل جملة في هذا التقرير بالمقاطع التي تستند إليها (A/RES/73/195)."],
        "threshold": ["كثير", "عشرة مساهمين على الأقل من ثلاث مجموعات"],
    },
    "zh": {
        "title": [
            "利益攸关方协商会议摘要报告",
            "听取的意见，2024年1月",
        ],
        "forum": ["全球契约第二次区域审查"],
        "headings": ["劳务移民与体面工作", "拯救生命", "前进的道路"],
        "sentences": [
            "许多与会者呼吁招聘费用仅由雇主承担。",
            "工会介绍了季节性工人如何在失去工作的同时失去居留许可，并要求给予一段宽限期，以便寻找其他雇主。",
            "一些地方当局表示，无论父母身份如何，“儿童”均可登记入学。",
        ],
        "groups": ["工会", "地方当局", "移民和侨民"],
        "who": ["工会，意大利", "一位要求保密的意见提供者"],
        "source": ["利益攸关方协商会议，2024年1月29日，00:14:05"],
        "rapporteur": ["协商会议报告员"],
        "method": ["本报告的每一句话都引用其所依据的段落。"],
        "threshold": ["许多", "至少十位来自三个群体的意见提供者"],
    },
}

QUOTATIONS: dict[str, str] = {
    "en": "We paid three months of wages before the first day of work.",
    "fr": "Nous avons payé trois mois de salaire avant le premier jour de travail.",
    "ru": "Мы заплатили трёхмесячную зарплату ещё до первого рабочего дня.",
    "es": "Pagamos tres meses de salario antes del primer día de trabajo.",
    "ar": "دفعنا أجر ثلاثة أشهر (900 EUR) قبل أول يوم عمل.",
    "zh": "在上班的第一天之前，我们就付了三个月的工资。",
    "uk": "Ми заплатили тримісячну зарплату ще до першого робочого дня — її не повернули.",
    "tr": "İlk iş gününden önce üç aylık ücretimizi ödedik.",
    "ka": "სამუშაოს პირველ დღემდე სამი თვის ხელფასი გადავიხადეთ.",
    "hy": "Առաջին աշխատանքային օրից առաջ վճարեցինք երեք ամսվա աշխատավարձ։",
    "he": "שילמנו שלושה חודשי שכר לפני יום העבודה הראשון.",
    "ja": "初日の前に三か月分の賃金を払いました。",
    "ko": "첫 출근 전에 석 달치 임금을 냈습니다.",
}


def example(language: str, paragraphs: int = 6) -> Document:
    """A document in a language whose notes quote every language there is a quotation for."""
    words = TEXTS[language]
    foreign = [code for code in QUOTATIONS if code != language]
    notes = [_note(number, code, words) for number, code in enumerate([language, *foreign], 1)]
    notes.append(Note(number=len(notes) + 1, withdrawn=True))
    return Document(
        language=language,
        title=words["title"][0],
        subtitle=words["title"][1],
        forum=words["forum"][0],
        number=2,
        status="published",
        published_at=date(2024, 3, 18),
        rapporteur_label=words["rapporteur"][0],
        word_count=12340,
        illustrative=True,
        sections=_sections(words, [note.number for note in notes], paragraphs),
        notes=tuple(notes),
        method_note=MethodNote(tuple(words["method"]), (Threshold(*words["threshold"]),)),
        annex=tuple(
            Group(name, (words["who"][0], words["groups"][0]), 2 + place * 600)
            for place, name in enumerate(words["groups"])
        ),
        corrigenda=(
            Correction(
                1, words["headings"][0], words["sentences"][0], words["sentences"][1],
                words["threshold"][1], date(2024, 4, 2),
            ),
        ),
        link="https://forum.example/reports/summary",
    )  # fmt: skip


def _note(number: int, code: str, words: dict[str, list[str]]) -> Note:
    return Note(
        number=number,
        quotation=QUOTATIONS[code],
        quotation_language=code,
        translation=words["sentences"][0] if number > 1 else None,
        attribution=words["who"][number % 2],
        source=words["source"][0],
        url=f"https://forum.example/trace/{number}" if number % 3 else None,
    )


def _sections(
    words: dict[str, list[str]], notes: list[int], paragraphs: int
) -> tuple[Section, ...]:
    """Three sections; the notes are dealt out, and the first is cited once more at the end."""
    texts = words["sentences"]
    made = []
    for number in range(1, paragraphs + 1):
        mine = notes[number - 1 :: paragraphs] + ([1] if number == paragraphs else [])
        made.append(Para(number, (Sent(texts[0]), Sent(texts[1], tuple(mine)), Sent(texts[2]))))
    third = max(1, paragraphs // 3)
    return (
        Section(words["headings"][0], tuple(made[:third])),
        Section(words["headings"][1], tuple(made[third : 2 * third]), level=2),
        Section(words["headings"][2], tuple(made[2 * third :])),
    )


HOSTILE_TEXTS = [
    '#import "@preview/evil:0.1.0": *',
    '#read("/etc/passwd") $x^2$ *bold* _it_ `raw` <label> @ref = Heading \\ // comment /* c */',
    "<w:t>injected</w:t></w:p></w:body> ]]> & &amp; \"quoted\" 'single'",
    "{{ template }} {% tag %} ${shell} $(rm -rf) %s {0} {text} {n}",
    "bell\x07 null\x00 escape\x1b[31m delete\x7f c1\x85 half\ud800 never\uffff end",
    "emoji 😀 🇺🇳 👩‍🌾 ❤️ and 𝔉𝔯𝔞𝔨𝔱𝔲𝔯 and \U000f1234 and 𓀀",
    "turned \u202e over and never closed",
    "closes what it did not open \u2069\u2069\u202c and goes on",
    "w" * 400,
    "الكلمة" * 60,
    "line\none\r\ntwo\ttab\u2028three\x0bfour",
    "combining z̸̡̢̛̗̘̙̜̝̞̟̠̣̤̥̦̩̪ end",
]


def hostile(language: str = "en") -> Document:
    """An ordinary document with hostile text in every place that takes any."""
    base = example(language, paragraphs=len(HOSTILE_TEXTS))
    paras = tuple(
        Para(number, (Sent(text, (number,)), Sent("Then.", language="x-klingon")))
        for number, text in enumerate(HOSTILE_TEXTS, 1)
    )
    notes = tuple(
        Note(number, text, "ar" if number % 2 else "not a language", text, text, text)
        for number, text in enumerate(HOSTILE_TEXTS, 1)
    )
    every = " | ".join(HOSTILE_TEXTS)
    return replace(
        base,
        title=every,
        subtitle=every,
        forum=every,
        rapporteur_label=every,
        sections=(Section(every, paras),),
        notes=notes,
        method_note=MethodNote(tuple(HOSTILE_TEXTS), (Threshold(every, every),)),
        annex=(Group(every, tuple(HOSTILE_TEXTS), 20),),
        corrigenda=(Correction(1, every, every, every, every, date(2024, 4, 2)),),
    )
