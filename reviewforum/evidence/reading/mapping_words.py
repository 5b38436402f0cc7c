"""Words by which the columns of a table are known, in the six languages, lower case."""

from __future__ import annotations

#: For each role the words of headings, without punctuation; word order is kept.
WORDS: dict[str, tuple[str, ...]] = {
    "texts": (
        *("text", "statement", "contribution", "answer", "response", "comment", "comments"),
        *("input", "submission", "message", "description", "recommendation", "intervention"),
        *("texte", "déclaration", "réponse", "commentaire", "contenu", "recommandation"),
        *("texto", "declaración", "contribución", "respuesta", "comentario", "recomendación"),
        *("текст", "заявление", "вклад", "ответ", "комментарий", "выступление", "рекомендация"),
        *("النص", "نص", "بيان", "البيان", "مساهمة", "المساهمة", "إجابة", "الإجابة", "تعليق"),
        *("文本", "内容", "发言", "声明", "意见", "回答", "答复", "评论", "建议", "正文"),
    ),
    "name": (
        *("name", "full name", "your name", "contributor", "speaker", "participant"),
        *("nom", "nom complet", "nom et prénom", "contributeur", "intervenant", "participant"),
        *("nombre", "nombre completo", "nombre y apellidos", "participante", "orador"),
        *("имя", "фио", "фамилия", "участник", "выступающий", "автор"),
        *("الاسم", "اسم", "الاسم الكامل", "المشارك", "المتحدث"),
        *("姓名", "名字", "参与者", "发言人", "提交人"),
    ),
    "organisation": (
        *("organisation", "organization", "institution", "affiliation", "entity", "company"),
        *("name of organisation", "name of organization", "organisation name"),
        *("organization name", "organisme", "structure", "nom de l organisation"),
        *("organización", "institución", "entidad", "nombre de la organización"),
        *("организация", "учреждение", "название организации", "наименование организации"),
        *("المنظمة", "منظمة", "المؤسسة", "الجهة", "اسم المنظمة"),
        *("组织", "机构", "单位", "组织名称", "机构名称"),
    ),
    "group": (
        *("group", "stakeholder group", "stakeholder", "category", "constituency", "sector"),
        *("stakeholder type", "type of stakeholder", "type of organisation"),
        *("groupe", "groupe de parties prenantes", "catégorie", "partie prenante", "secteur"),
        *("grupo", "grupo de interesados", "categoría", "parte interesada"),
        *("группа", "группа заинтересованных сторон", "категория", "заинтересованная сторона"),
        *("المجموعة", "مجموعة", "الفئة", "فئة", "أصحاب المصلحة", "فئة أصحاب المصلحة"),
        *("群体", "类别", "利益攸关方", "利益相关方", "组别", "团体"),
    ),
    "country": (
        *("country", "state", "member state", "country of residence", "nation", "your country"),
        *("pays", "état", "état membre", "pays de résidence"),
        *("país", "estado", "estado miembro", "país de residencia"),
        *("страна", "государство", "государство член", "страна проживания"),
        *("البلد", "بلد", "الدولة", "دولة", "بلد الإقامة"),
        *("国家", "国别", "成员国", "居住国", "所在国"),
    ),
    "language": (
        *("language", "lang", "locale", "language of response"),
        *("langue", "idioma", "lengua", "язык", "اللغة", "لغة", "语言", "语种"),
    ),
    "email": (
        *("email", "e mail", "mail", "email address", "e mail address", "contact email"),
        *("courriel", "adresse électronique", "adresse e mail", "adresse mail"),
        *("correo", "correo electrónico", "dirección de correo", "emails"),
        *("электронная почта", "почта", "эл почта", "адрес электронной почты"),
        *("البريد الإلكتروني", "البريد الالكتروني", "البريد", "الإيميل"),
        *("电子邮件", "邮箱", "电邮", "电子邮箱", "邮件地址"),
    ),
    "level": (
        *("attribution", "attribution level", "level of attribution", "visibility", "anonymity"),
        *("how may we quote you", "confidentiality", "niveau d attribution", "confidentialité"),
        *("atribución", "nivel de atribución", "confidencialidad", "anonimato"),
        *("атрибуция", "уровень атрибуции", "конфиденциальность", "анонимность"),
        *("الإسناد", "مستوى الإسناد", "السرية"),
        *("署名", "署名级别", "署名方式", "保密", "匿名"),
    ),
    "date": (
        *("date", "timestamp", "submitted", "submitted at", "submission date", "completed"),
        *("date de soumission", "horodatage", "fecha", "fecha de envío", "marca temporal"),
        *("дата", "дата отправки", "отметка времени"),
        *("التاريخ", "تاريخ", "طابع زمني"),
        *("日期", "时间", "提交日期", "提交时间", "时间戳"),
    ),
}

#: What people write for the four attribution levels.
LEVELS: dict[str, frozenset[str]] = {
    "named": frozenset(
        [
            *("named", "name", "by name", "public", "yes", "nominatif", "nommé", "par nom", "nom"),
            *("con nombre", "nombre", "nominal", "público", "поименно", "с именем", "имя"),
            *("بالاسم", "الاسم", "具名", "实名", "署名", "с указанием имени", "nom indiqué"),
        ]
    ),
    "organisation": frozenset(
        [
            *("organisation", "organization", "by organisation", "by organization"),
            *("organisation only", "organization only", "organisme", "organización"),
            *("организация", "المنظمة", "منظمة", "组织", "机构"),
            *("organisation seulement", "только организация", "solo la organización"),
            *("المنظمة فقط", "仅列组织"),
        ]
    ),
    "group": frozenset(
        [
            *("group", "stakeholder group", "by group", "group only", "groupe"),
            *("groupe de parties prenantes", "grupo", "grupo de interesados", "группа"),
            *("группа заинтересованных сторон", "المجموعة", "مجموعة", "群体", "利益攸关方群体"),
            *("stakeholder group only", "groupe de parties prenantes seulement"),
            *("только группа заинтересованных сторон", "solo el grupo de partes interesadas"),
            *("مجموعة أصحاب المصلحة فقط", "仅列利益攸关方群体"),
        ]
    ),
    "confidential": frozenset(
        [
            *("confidential", "anonymous", "not attributed", "private", "confidentiel", "anonyme"),
            *("confidencial", "anónimo", "конфиденциально", "анонимно", "سري", "سرية"),
            *("مجهول", "保密", "匿名", "机密"),
        ]
    ),
}
