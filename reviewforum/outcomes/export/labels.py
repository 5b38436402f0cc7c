"""The fixed words, dates and digits of the exports in the six languages.

They stand here and not in the interface's catalogues because a report keeps its language whatever
language the person who exports it works in. `{…}` marks what is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

from reviewforum.outcomes.export.document import Document, is_right_to_left, primary


@dataclass(frozen=True)
class Labels:
    """Every fixed word of an export in one language."""

    contents: str
    notes: str
    method: str
    annex: str
    corrigenda: str
    version: str
    published: str
    draft: str
    corrigendum: str
    illustrative: str
    illustrative_notice: str
    corrected_notice: str
    withdrawn: str
    page: str
    paragraph: str
    cited_in: str
    word_count: str
    online: str
    translation: str
    group: str
    contributors: str
    count: str
    unlisted: str
    total: str
    thresholds: str
    word: str
    meaning: str
    where: str
    was: str
    now: str
    reason: str
    quote: str
    separator: str


LABELS: dict[str, Labels] = {
    "en": Labels(
        contents="Contents",
        notes="Notes",
        method="Method",
        annex="Annex: contributors by stakeholder group",
        corrigenda="Corrigenda",
        version="Version {n}",
        published="Published {date}",
        draft="Draft for comment",
        corrigendum="Corrigendum",
        illustrative="Illustrative content",
        illustrative_notice="Illustrative content, written for demonstration. It reports nothing "
        "that was said.",
        corrected_notice="This document has been corrected; see “Corrigenda”.",
        withdrawn="Withdrawn by its contributor.",
        page="Page {page} of {pages}",
        paragraph="Paragraph {n}",
        cited_in="para. {n}",
        word_count="Words: {n}",
        online="Online: {link}",
        translation="Translation: {text}",
        group="Stakeholder group",
        contributors="Contributors",
        count="Number",
        unlisted="Not named: {n}",
        total="Total: {n}",
        thresholds="What words of quantity stand for",
        word="Word",
        meaning="Meaning",
        where="Where",
        was="For",
        now="Read",
        reason="Reason",
        quote="“{text}”",
        separator="; ",
    ),
    "fr": Labels(
        contents="Table des matières",
        notes="Notes",
        method="Méthode",
        annex="Annexe\u00a0: contributeurs par groupe de parties prenantes",
        corrigenda="Rectificatifs",
        version="Version {n}",
        published="Publié le {date}",
        draft="Projet soumis à commentaires",
        corrigendum="Rectificatif",
        illustrative="Contenu illustratif",
        illustrative_notice="Contenu illustratif, rédigé à des fins de démonstration. Il ne rend "
        "compte d’aucun propos réellement tenu.",
        corrected_notice="Ce document a été rectifié\u00a0; voir «\u00a0Rectificatifs\u00a0».",
        withdrawn="Retiré par son auteur.",
        page="Page {page} sur {pages}",
        paragraph="Paragraphe {n}",
        cited_in="par. {n}",
        word_count="Mots\u00a0: {n}",
        online="En ligne\u00a0: {link}",
        translation="Traduction\u00a0: {text}",
        group="Groupe de parties prenantes",
        contributors="Contributeurs",
        count="Nombre",
        unlisted="Non nommés\u00a0: {n}",
        total="Total\u00a0: {n}",
        thresholds="Ce que désignent les termes de quantité",
        word="Terme",
        meaning="Signification",
        where="Endroit",
        was="Au lieu de",
        now="Lire",
        reason="Motif",
        quote="«\u00a0{text}\u00a0»",
        separator="\u00a0; ",
    ),
    "ru": Labels(
        contents="Содержание",
        notes="Примечания",
        method="Методология",
        annex="Приложение: участники по группам заинтересованных сторон",
        corrigenda="Исправления",
        version="Версия {n}",
        published="Опубликовано {date}",
        draft="Проект для замечаний",
        corrigendum="Исправление",
        illustrative="Иллюстративный материал",
        illustrative_notice="Иллюстративный материал, подготовленный для демонстрации. Он не "
        "передаёт ничьих подлинных слов.",
        corrected_notice="В этот документ внесены исправления; см. раздел «Исправления».",
        withdrawn="Отозвано автором.",
        page="Стр. {page} из {pages}",
        paragraph="Пункт {n}",
        cited_in="п. {n}",
        word_count="Слов: {n}",
        online="В интернете: {link}",
        translation="Перевод: {text}",
        group="Группа заинтересованных сторон",
        contributors="Участники",
        count="Число",
        unlisted="Не названы: {n}",
        total="Всего: {n}",
        thresholds="Что означают слова, указывающие на количество",
        word="Слово",
        meaning="Значение",
        where="Место",
        was="Вместо",
        now="Читать",
        reason="Причина",
        quote="«{text}»",
        separator="; ",
    ),
    "es": Labels(
        contents="Índice",
        notes="Notas",
        method="Método",
        annex="Anexo: contribuyentes por grupo de partes interesadas",
        corrigenda="Correcciones",
        version="Versión {n}",
        published="Publicado el {date}",
        draft="Borrador para comentarios",
        corrigendum="Corrección",
        illustrative="Contenido ilustrativo",
        illustrative_notice="Contenido ilustrativo, redactado con fines de demostración. No recoge "
        "nada que se haya dicho realmente.",
        corrected_notice="Este documento ha sido corregido; véase «Correcciones».",
        withdrawn="Retirado por quien lo aportó.",
        page="Página {page} de {pages}",
        paragraph="Párrafo {n}",
        cited_in="párr. {n}",
        word_count="Palabras: {n}",
        online="En línea: {link}",
        translation="Traducción: {text}",
        group="Grupo de partes interesadas",
        contributors="Contribuyentes",
        count="Número",
        unlisted="Sin nombrar: {n}",
        total="Total: {n}",
        thresholds="Qué designan las palabras de cantidad",
        word="Palabra",
        meaning="Significado",
        where="Lugar",
        was="Donde dice",
        now="Debe decir",
        reason="Motivo",
        quote="«{text}»",
        separator="; ",
    ),
    "ar": Labels(
        contents="المحتويات",
        notes="الحواشي",
        method="المنهجية",
        annex="المرفق: المساهمون بحسب مجموعات أصحاب المصلحة",
        corrigenda="التصويبات",
        version="النسخة {n}",
        published="نُشر في {date}",
        draft="مشروع مطروح للتعليق",
        corrigendum="تصويب",
        illustrative="محتوى توضيحي",
        illustrative_notice="محتوى توضيحي كُتب لأغراض العرض، ولا ينقل أي كلام قيل فعلاً.",
        corrected_notice="صُوِّبت هذه الوثيقة؛ انظر «التصويبات».",
        withdrawn="سحبه صاحب المساهمة.",
        page="الصفحة {page} من {pages}",
        paragraph="الفقرة {n}",
        cited_in="الفقرة {n}",
        word_count="عدد الكلمات: {n}",
        online="على الإنترنت: {link}",
        translation="الترجمة: {text}",
        group="مجموعة أصحاب المصلحة",
        contributors="المساهمون",
        count="العدد",
        unlisted="لم تُذكر أسماؤهم: {n}",
        total="المجموع: {n}",
        thresholds="دلالة ألفاظ الكمية",
        word="اللفظ",
        meaning="المعنى",
        where="الموضع",
        was="بدلاً من",
        now="يكون النص",
        reason="السبب",
        quote="«{text}»",
        separator="؛ ",
    ),
    "zh": Labels(
        contents="目录",
        notes="注释",
        method="方法说明",
        annex="附件：按利益攸关方群体列出的意见提供者",
        corrigenda="更正",
        version="第 {n} 版",
        published="发布日期：{date}",
        draft="征求意见稿",
        corrigendum="更正",
        illustrative="示例内容",
        illustrative_notice="示例内容，仅为演示而编写，并不反映任何人的真实发言。",
        corrected_notice="本文件已作更正，见“更正”部分。",
        withdrawn="已由意见提供者撤回。",
        page="第 {page} 页，共 {pages} 页",
        paragraph="第 {n} 段",
        cited_in="第 {n} 段",
        word_count="字数：{n}",
        online="在线版本：{link}",
        translation="译文：{text}",
        group="利益攸关方群体",
        contributors="意见提供者",
        count="数目",
        unlisted="未列名：{n}",
        total="合计：{n}",
        thresholds="数量用语的含义",
        word="用语",
        meaning="含义",
        where="位置",
        was="原文",
        now="更正为",
        reason="理由",
        quote="“{text}”",
        separator="；",
    ),
}

_LOCALES = {"en": "en_GB", "fr": "fr", "ru": "ru", "es": "es", "zh": "zh_Hans"}
_TO_ARABIC = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
# The United Nations gives both names of each month, that of the Levant and that of Egypt.
_ARABIC_MONTHS = (
    "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو",
    "حزيران/يونيه", "تموز/يوليه", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
)  # fmt: skip


def labels(language: str) -> Labels:
    """The fixed words in one of the six languages. Raises KeyError for any other."""
    return LABELS[primary(language)]


def digits(number: int, language: str) -> str:
    """A number as a label (page, paragraph, note): the language's digits, nothing between them."""
    text = str(number)
    return text.translate(_TO_ARABIC) if primary(language) == "ar" else text


def quantity(number: int, language: str) -> str:
    """A count, with the language's digits and its mark between thousands."""
    if primary(language) == "ar":
        return f"{number:,}".translate(_TO_ARABIC)
    return format_decimal(number, locale=_LOCALES[primary(language)])


def day(when: date, language: str) -> str:
    """A date in full: 29 January 2024."""
    code = primary(language)
    if code == "ar":
        return (
            f"{digits(when.day, code)} {_ARABIC_MONTHS[when.month - 1]} {digits(when.year, code)}"
        )
    return format_date(when, "long", locale=_LOCALES[code])


def status_line(document: Document) -> str:
    """What the document is: a published version with its date, a draft, a corrigendum."""
    words = labels(document.language)
    kind = {"draft": words.draft, "corrigendum": words.corrigendum}.get(document.status)
    version = words.version.format(n=digits(document.number, document.language))
    parts = [kind, version, _dated(document, words)]
    return " · ".join(part for part in parts if part)


def _dated(document: Document, words: Labels) -> str | None:
    if document.published_at is None:
        return None
    date_text = day(document.published_at, document.language)
    return date_text if document.status == "draft" else words.published.format(date=date_text)


def facts_line(document: Document) -> str:
    """Who wrote the document and how long it is."""
    words = labels(document.language)
    length = ""
    if document.word_count:
        length = words.word_count.format(n=quantity(document.word_count, document.language))
    return " · ".join(filter(None, [document.rapporteur_label, length]))


def running_status(document: Document) -> str:
    """What every page must say of the document: that it is a draft, or made up; else nothing."""
    words = labels(document.language)
    draft = words.draft if document.status == "draft" else ""
    return " · ".join(filter(None, [draft, words.illustrative if document.illustrative else ""]))


def note_places(document: Document, number: int) -> list[tuple[int, str]]:
    """(paragraph number, label) of each paragraph that cites the note."""
    words, language = labels(document.language), document.language
    pattern = words.cited_in.replace(" ", "\u00a0")
    places = document.cited_in.get(number, [])
    return [(place, pattern.format(n=digits(place, language))) for place in places]


def quotation_marks(document: Document, language: str) -> tuple[str, str]:
    """The marks around words in a language: the document's own, but angle quotes around words
    that run from right to left, since only those turn with the text.
    """
    pattern = labels("ar" if is_right_to_left(language) else document.language).quote
    before, _, after = pattern.partition("{text}")
    return before, after
