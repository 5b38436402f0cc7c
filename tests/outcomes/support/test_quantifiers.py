"""Words of quantity: found in six languages, and not seen where there are none."""

# ruff: noqa: E501 - a case a line reads as a table

import pytest

from reviewforum.outcomes.support.levels import Level, Thresholds
from reviewforum.outcomes.support.quantifiers import Role, find

# (text, level, word found, scope, number): claims about who spoke
CLAIMS = {
    "en": [
        ("All participants agreed on the text.", "all", "All", "contributors", None),
        ("Every delegation welcomed the review.", "all", "Every", "states", None),
        ("Speakers were thanked; everyone called for more time.", "all", "everyone", "contributors", None),
        ("Almost all States reported progress.", "nearly_all", "Almost all", "states", None),
        ("The overwhelming majority of trade unions said no.", "nearly_all", "The overwhelming majority", "trade-unions", None),
        ("Most trade unions stressed wage theft.", "most", "Most", "trade-unions", None),
        ("A majority of the participating cities supported it.", "most", "A majority", "local-authorities", None),
        ("More than half of the respondents reported delays.", "most", "More than half", "contributors", None),
        ("Many participants called for firewalls.", "many", "Many", "contributors", None),
        ("Numerous civil society organizations urged reform.", "many", "Numerous", "civil-society", None),
        ("A large number of faith-based organizations noted it.", "many", "A large number", "faith-based", None),
        ("Many have argued that fees persist.", "many", "Many", "contributors", None),
        ("Several States stressed the need for data.", "several", "Several", "states", None),
        ("A number of delegations welcomed the scheme.", "several", "A number", "states", None),
        ("Several of the migrant-led organizations warned of this.", "several", "Several", "diaspora", None),
        ("Various employers' organizations asked for clarity.", "several", "Various", "private-sector", None),
        ("Some migrants described being turned away.", "some", "Some", "migrants", None),
        ("Certain governments opposed the wording.", "some", "Certain", "states", None),
        ("Some argued the opposite.", "some", "Some", "contributors", None),
        ("A few parliamentarians raised oversight.", "a_few", "A few", "parliamentarians", None),
        ("A handful of journalists reported threats.", "a_few", "A handful", "media", None),
        ("Few States mentioned pensions.", "few", "Few", "states", None),
        ("One local authority described its shelter.", "one", "One", "local-authorities", None),
        ("No State opposed the proposal.", "none", "No", "states", None),
        ("None of the speakers supported detention.", "none", "None", "contributors", None),
        ("Three trade unions noted late payment.", "number", "Three", "trade-unions", 3),
        ("12 civil society organizations urged a firewall.", "number", "12", "civil-society", 12),
        ("The point was stressed by several members of NGOs.", "several", "several", "civil-society", None),
        ("According to many researchers, the figures are low.", "many", "many", "academia", None),
        ("While some regretted the delay, the text was adopted.", "some", "some", "contributors", None),
        ("Both trade unions objected.", "number", "Both", "trade-unions", 2),
        ("Five delegations announced a report.", "number", "Five", "states", 5),
        ("Most written inputs deplored detention.", "most", "Most", "contributors", None),
        ("Some people said that they had no contract.", "some", "Some", "contributors", None),
    ],
    "fr": [
        ("Plusieurs États ont souligné l’importance des données.", "several", "Plusieurs", "states", None),
        ("De nombreux participants ont appelé à davantage de voies.", "many", "De nombreux", "contributors", None),
        ("De nombreuses organisations de la société civile ont demandé des garanties.", "many", "De nombreuses", "civil-society", None),
        ("La plupart des syndicats ont déclaré le contraire.", "most", "La plupart", "trade-unions", None),
        ("L’écrasante majorité des délégations ont appuyé le texte. Toutes les villes ont dit oui.", "nearly_all", "L’écrasante majorité", "states", None),
        ("Un certain nombre de collectivités locales ont signalé un manque.", "several", "Un certain nombre", "local-authorities", None),
        ("Certaines entreprises ont indiqué le contraire.", "some", "Certaines", "private-sector", None),
        ("Certains ont plaidé pour un moratoire.", "some", "Certains", "contributors", None),
        ("Quelques parlementaires ont évoqué le contrôle.", "a_few", "Quelques", "parliamentarians", None),
        ("Tous les intervenants ont salué la réforme.", "all", "Tous les", "contributors", None),
        ("Toutes les délégations ont affirmé leur soutien.", "all", "Toutes les", "states", None),
        ("L’ensemble des participants ont exprimé leur accord.", "all", "L’ensemble", "contributors", None),
        ("Aucun État n’a proposé de délai.", "none", "Aucun", "states", None),
        ("Trois organisations syndicales ont noté ce point.", "number", "Trois", "trade-unions", 3),
        ("Selon plusieurs chercheurs, le chiffre est bas.", "several", "plusieurs", "academia", None),
        ("Une autorité locale a expliqué son dispositif.", "one", "Une", "local-authorities", None),
        ("Nombre d’États ont fait valoir ce point.", "many", "Nombre", "states", None),
        ("Peu d’entreprises ont évoqué ce point.", "few", "Peu", "private-sector", None),
        ("Bon nombre d’associations de migrants ont insisté sur ce point.", "many", "Bon nombre", "diaspora", None),
    ],
    "ru": [
        ("Ряд государств подчеркнули необходимость данных.", "several", "Ряд", "states", None),
        ("Большинство участников призвали к реформе.", "most", "Большинство", "contributors", None),
        ("Подавляющее большинство делегаций поддержали текст.", "nearly_all", "Подавляющее большинство", "states", None),
        ("Некоторые профсоюзы отметили задержки.", "some", "Некоторые", "trade-unions", None),
        ("Многие организации гражданского общества заявили об этом.", "many", "Многие", "civil-society", None),
        ("По мнению многих участников, сроки малы.", "many", "многих", "contributors", None),
        ("Несколько журналистов сообщили об угрозах.", "several", "Несколько", "media", None),
        ("Все делегации выразили согласие.", "all", "Все", "states", None),
        ("Каждое государство представило доклад и отметило успехи.", "all", "Каждое", "states", None),
        ("Отдельные компании возразили.", "a_few", "Отдельные", "private-sector", None),
        ("Ни одно государство не возразило.", "none", "Ни одно", "states", None),
        ("Два профсоюза заявили о нарушениях.", "number", "Два", "trade-unions", 2),
        ("Отметили многие, что сборы высоки.", "many", "многие", "contributors", None),
        ("Один парламентарий указал на надзор.", "one", "Один", "parliamentarians", None),
        ("Почти все выступавшие отметили прогресс.", "nearly_all", "Почти все", "contributors", None),
    ],
    "es": [
        ("Varios Estados subrayaron la importancia de los datos.", "several", "Varios", "states", None),
        ("La mayoría de los participantes pidieron más vías.", "most", "La mayoría", "contributors", None),
        ("La inmensa mayoría de las delegaciones apoyaron el texto.", "nearly_all", "La inmensa mayoría", "states", None),
        ("Muchas organizaciones de la sociedad civil señalaron esto.", "many", "Muchas", "civil-society", None),
        ("Numerosos sindicatos denunciaron abusos.", "many", "Numerosos", "trade-unions", None),
        ("Algunas personas migrantes relataron su experiencia.", "some", "Algunas", "migrants", None),
        ("Algunos sostuvieron lo contrario.", "some", "Algunos", "contributors", None),
        ("Todas las delegaciones acogieron la reforma.", "all", "Todas las", "states", None),
        ("Unas pocas empresas pidieron claridad.", "a_few", "Unas pocas", "private-sector", None),
        ("Ningún Estado se opuso.", "none", "Ningún", "states", None),
        ("Tres sindicatos pidieron inspecciones.", "number", "Tres", "trade-unions", 3),
        ("Según varios investigadores, la cifra es baja.", "several", "varios", "academia", None),
        ("Señalaron muchos participantes que faltan datos.", "many", "muchos", "contributors", None),
        ("Una serie de municipios expresaron preocupación.", "several", "Una serie", "local-authorities", None),
    ],
    "ar": [
        ("أكّدت العديد من الدول ضرورة البيانات.", "many", "العديد", "states", None),
        ("معظم النقابات العمالية دعت إلى الإصلاح.", "most", "معظم", "trade-unions", None),
        ("شدد عدد من المشاركين على هذه النقطة.", "several", "عدد", "contributors", None),
        ("بعض منظمات المجتمع المدني طالبت بضمانات.", "some", "بعض", "civil-society", None),
        ("ولكن جميع الوفود رحبت بالنص.", "all", "جميع", "states", None),
        ("وجميع الوفود رحبت بالنص.", "all", "وجميع", "states", None),
        ("وفقا لمعظم المشاركين، المهل قصيرة.", "most", "لمعظم", "contributors", None),
        ("ثلاث نقابات عمالية دعت إلى التفتيش.", "number", "ثلاث", "trade-unions", 3),
        ("أشار عدد قليل من البرلمانيين إلى الرقابة.", "a_few", "عدد قليل", "parliamentarians", None),
        ("الغالبية العظمى من الدول أيدت النص.", "nearly_all", "الغالبية العظمى", "states", None),
        ("أعرب البعض، وقال آخرون غير ذلك. دعت عدة بلديات إلى الدعم.", "several", "عدة", "local-authorities", None),
        ("مُعْظَمُ الدول أكدت ذلك.", "most", "مُعْظَمُ", "states", None),
        ("كافة المتحدثين أكدوا الأمر.", "all", "كافة", "contributors", None),
        ("وقال كثيرون إن الرسوم مرتفعة.", "many", "كثيرون", "contributors", None),
        ("دول عديدة أشارت إلى التقدم.", "many", "عديدة", "states", None),
    ],
    "zh": [
        ("许多与会者强调了数据的重要性。", "many", "许多", "contributors", None),
        ("一些国家指出了困难。", "some", "一些", "states", None),
        ("大多数工会认为应当改革。", "most", "大多数", "trade-unions", None),
        ("若干代表团表示支持。", "several", "若干", "states", None),
        ("绝大多数国家人权机构支持该案文。", "nearly_all", "绝大多数", "nhri", None),
        ("所有发言者都欢迎这一改革。", "all", "所有", "contributors", None),
        ("三家工会呼吁加强检查。", "number", "三", "trade-unions", 3),
        ("有些人表示反对。", "some", "有些", "contributors", None),
        ("多个民间社会组织敦促采取行动。", "several", "多", "civil-society", None),
        ("少数议员提到监督问题。", "a_few", "少数", "parliamentarians", None),
        ("一个地方当局介绍了收容所。", "one", "一", "local-authorities", None),
        ("没有一个国家反对该提案。", "none", "没有一", "states", None),
        ("12个移民组织要求提供翻译。", "number", "12", "diaspora", 12),
        ("部分企业建议简化手续。", "some", "部分", "private-sector", None),
    ],
}  # fmt: skip

# No claim about the number of those who spoke.
TRAPS = {
    "en": [
        "The review did not address pensions at all.",
        "Above all, children must be protected.",
        "An all-of-government and whole-of-society approach was welcomed.",
        "The region as a whole has made progress.",
        "Most recently, a decree was adopted.",
        "The most vulnerable were mentioned.",
        "The problem is many-sided.",
        "Some 300 people attended the session.",
        "Participants asked for it “as many States have done”.",
        "A one-stop shop was opened.",
        "One of the reasons is cost.",
        "On the one hand, fees fell.",
        "Objectives 2, 5 and 6 were discussed.",
        "On 11 March 2024 the conference was held.",
        "60 per cent of workers have no contract.",
        "All migrants should have access to services.",
        "All forms of discrimination must end.",
        "Many challenges remain.",
        "Several years have passed.",
        "Participants stressed that all States must cooperate.",
        "There is no doubt about it.",
        "After all, the law exists.",
        "Not all participants agreed.",
        "The number of States with laws has grown.",
        "States supported each other.",
        "It took three weeks to obtain a visa.",
        "Most importantly, fees are banned.",
        "The two-thirds majority rule was recalled.",
        "The United States said it would report.",
        "For many migrant women, the law is out of reach.",
        "Two thirds of participants agreed.",
        "Two hundred beds were added in some cases.",
    ],
    "fr": [
        "L’ensemble du gouvernement est concerné.",
        "Dans l’ensemble, des progrès ont été faits.",
        "Tous les migrants doivent avoir accès aux soins.",
        "Surtout, la protection des enfants est à renforcer.",
        "À plusieurs reprises, la question est revenue.",
        "Pas tous les participants n’ont approuvé.",
        "Quelque 300 personnes étaient présentes.",
        "Un peu de temps manque.",
        "La plupart du temps, les frais sont dus.",
        "Plus précisément, le décret fixe un délai.",
        "Les objectifs 2, 5 et 6 ont été examinés.",
        "Le nombre d’États dotés d’une loi a augmenté.",
        "« Tous les États ont dit oui », selon le document.",
        "Plusieurs défis demeurent.",
    ],
    "ru": [
        "Это всё ещё вызывает вопросы.",
        "Все мигранты должны иметь доступ к услугам.",
        "Прежде всего, нужны данные.",
        "В ряде случаев сборы сохраняются.",
        "Не все участники согласились.",
        "С одной стороны, сборы снизились.",
        "Во всём мире растёт спрос.",
        "Цели 2, 5 и 6 обсуждались.",
        "Много лет прошло с тех пор.",
        "«Все государства заявили о согласии» — так в документе.",
        "Несколько недель длилось ожидание.",
        "Многие проблемы сохраняются.",
        "Один раз в год публикуется отчёт.",
    ],
    "es": [
        "Sobre todo, hacen falta datos.",
        "Todos los migrantes deben tener acceso a servicios.",
        "No todos los participantes estuvieron de acuerdo.",
        "Cada vez más países tienen leyes.",
        "En muchas ocasiones se repitió.",
        "Todos los días llegan barcos.",
        "Unas 300 personas asistieron.",
        "Los objetivos 2, 5 y 6 se examinaron.",
        "«Todos los Estados señalaron» dice el documento.",
        "De todas formas, la ley existe.",
        "El número de Estados con leyes creció.",
        "Muchos retos persisten.",
        "Por una parte, bajaron las tasas.",
    ],
    "ar": [
        "جميع المهاجرين يجب أن يحصلوا على الخدمات.",
        "كل من فرنسا والمغرب في القائمة.",
        "المنطقة ككل أحرزت تقدما.",
        "قبل كل شيء تلزم البيانات.",
        "في كثير من الأحيان تستمر الرسوم.",
        "بشكل عام تحسن الوضع.",
        "ليس كل المشاركين من هذا الرأي.",
        "الأهداف 2 و 5 كانت موضع نقاش.",
        "«جميع الدول أكدت» هكذا ورد في الوثيقة.",
        "كل عام يصدر تقرير.",
        "نحو 300 شخص كانوا في القاعة.",
        "العديد من التحديات قائمة.",
    ],
    "zh": [
        "所有移民都应获得服务。",
        "第一个国家指出了问题。",
        "并非所有与会者都同意。",
        "数据仍然不足。",
        "越来越多的措施已经出台。",
        "一方面，费用下降了。",
        "目标2、5和6得到讨论。",
        "2024年3月11日举行了会议。",
        "“所有国家都表示支持”，文件写道。",
        "多国公司的作用很大。",
        "许多挑战依然存在。",
        "约300人出席了会议。",
        "费用是原因之一。",
    ],
}


@pytest.mark.parametrize(
    ("language", "case"), [(code, case) for code, cases in CLAIMS.items() for case in cases]
)
def test_a_claim_about_who_spoke_is_read(language, case):
    text, level, word, scope, number = case
    found = {item.text.strip(): item for item in find(text, language)}
    assert word in found, found
    item = found[word]
    assert (item.level, item.noun_scope, item.number) == (Level(level), scope, number)
    assert item.role is Role.SPEAKS
    assert text[item.start : item.end] == item.text


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, texts in TRAPS.items() for text in texts]
)
def test_a_look_alike_is_no_claim(language, text):
    assert [item for item in find(text, language) if item.role is Role.SPEAKS] == []


@pytest.mark.parametrize(
    ("text", "number"), [("Some 300 people attended.", 300), ("More than 1,200 people came.", 1200)]
)
def test_an_estimate_is_read_as_a_number(text, number):
    (item,) = find(text, "en")
    assert (item.level, item.number, item.approximate) == (Level.NUMBER, number, True)


def test_a_body_inside_what_was_said_is_only_mentioned():
    first, second = find("Three trade unions noted that many States have ratified it.", "en")
    assert (first.role, second.role) == (Role.SPEAKS, Role.MENTIONED)


def test_accents_written_apart_do_not_shift_offsets():
    text = "E\u0301videmment, plusieurs E\u0301tats ont souligne\u0301 ce point."
    (item,) = find(text, "fr")
    assert text[item.start : item.end] == "plusieurs"
    assert item.noun_scope == "states"


def test_a_regional_tag_reads_as_its_language():
    assert find("许多与会者强调了数据。", "zh-hans") == find("许多与会者强调了数据。", "zh")


@pytest.mark.parametrize(
    ("count", "denominator", "word"),
    [
        (0, 9, Level.NONE), (1, 9, Level.ONE), (2, 9, Level.A_FEW), (3, 0, Level.SEVERAL),
        (5, 30, Level.SEVERAL), (6, 30, Level.MANY), (16, 30, Level.MOST), (15, 30, Level.MANY),
        (24, 30, Level.NEARLY_ALL), (30, 30, Level.ALL), (2, 2, Level.A_FEW),
    ],
)  # fmt: skip
def test_the_strongest_fitting_word_is_suggested(count, denominator, word):
    assert Thresholds().suggest(count, denominator) is word


def test_half_is_not_most():
    most = Thresholds().range_of(Level.MOST, 10)
    assert not most.holds(5)
    assert most.holds(6)


@pytest.mark.parametrize(
    "bad", [{"several_least": 9}, {"most_share": 0.9}, {"tolerance": 1}, {"a_few_most": 1}]
)
def test_thresholds_that_contradict_each_other_are_refused(bad):
    with pytest.raises(ValueError, match=r"stronger word|at least 1"):
        Thresholds(**bad)


def test_stored_thresholds_override_defaults_and_unknown_ones_are_named():
    assert Thresholds.from_settings({"many_least": 10}).many_least == 10
    with pytest.raises(ValueError, match="lots_least"):
        Thresholds.from_settings({"lots_least": 3})
