"""What people write for a stakeholder group, beside its name: words in the six languages → keys.

A word may stand for several keys: frameworks cut the groups differently, the first key that the
framework has is meant.
"""

from __future__ import annotations

GROUP_WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("states",): (
        *("state", "states", "member state", "member states", "government", "governments"),
        *("delegation", "ministry", "état", "gouvernement", "délégation", "ministère"),
        *("estado", "gobierno", "delegación", "ministerio", "государство", "правительство"),
        *("делегация", "министерство", "دولة", "حكومة", "وفد", "وزارة", "政府", "国家", "代表团"),
    ),
    ("migrants",): (
        *("migrant", "migrant worker", "migrant workers", "migrante", "persona migrante"),
        *("personne migrante", "travailleur migrant", "мигрант", "трудовой мигрант"),
        *("مهاجر", "مهاجرة", "مهاجرون", "移民", "移徙者", "移民工人"),
    ),
    ("civil-society", "ngos"): (
        *("ngo", "ngos", "cso", "csos", "civil society organisation", "civil society organization"),
        *("civil society organisations", "civil society organizations", "non profit"),
        *("non governmental organisation", "non governmental organization", "charity"),
        *("non governmental organisations", "non governmental organizations", "association"),
        *("ong", "osc", "société civile", "organización no gubernamental", "asociación"),
        *("организация гражданского общества", "нпо", "нко", "неправительственная организация"),
        *("общественная организация", "منظمة غير حكومية", "منظمات غير حكومية", "جمعية"),
        *("非政府组织", "民间组织", "社会组织"),
    ),
    ("diaspora", "migrants"): (
        *("diaspora", "diaspora organisation", "diaspora organization", "diaspora association"),
        *("diasporas", "диаспора", "организация диаспоры", "الشتات", "الجالية", "侨民", "侨民组织"),
    ),
    ("faith-based",): (
        *("faith", "faith based", "faith based organisation", "faith based organisations", "fbo"),
        *("church", "religious", "religious organisation", "religious organization"),
        *("église", "confession religieuse", "organisation religieuse", "iglesia"),
        *("organización religiosa", "церковь", "религиозная организация", "منظمة دينية", "كنيسة"),
        *("宗教", "宗教团体", "宗教组织"),
    ),
    ("local-authorities",): (
        *("local authority", "local authorities", "local government", "city", "municipality"),
        *("region", "mayor", "ville", "commune", "municipalité", "collectivité locale"),
        *("collectivités locales", "ciudad", "municipio", "ayuntamiento", "gobierno local"),
        *("город", "муниципалитет", "местная власть", "местные власти", "بلدية", "مدينة"),
        *("سلطة محلية", "城市", "市政府", "地方政府"),
    ),
    ("private-sector", "business-and-industry"): (
        *("business", "company", "employer", "employers", "employers organisation", "industry"),
        *("entreprise", "entreprises", "employeur", "employeurs", "patronat", "empresa"),
        *("empresas", "empleador", "empleadores", "бизнес", "компания", "работодатель"),
        *("работодатели", "предприятие", "شركة", "شركات", "أصحاب العمل", "企业", "公司", "雇主"),
    ),
    ("trade-unions", "workers-and-trade-unions"): (
        *("union", "unions", "trade union", "labour union", "labor union", "labour", "workers"),
        *("workers organisation", "workers organization", "syndicat", "syndicats", "sindicato"),
        *("sindicatos", "профсоюз", "профсоюзы", "نقابة", "نقابات", "نقابة عمالية", "工会"),
    ),
    ("parliamentarians",): (
        *("parliament", "parliamentarian", "mp", "mps", "member of parliament", "parlement"),
        *("parlementaire", "député", "parlamento", "parlamentario", "diputado", "парламент"),
        *("парламентарий", "депутат", "برلمان", "برلماني", "نائب", "议会", "国会议员"),
    ),
    ("nhri",): (
        *("nhris", "ombudsman", "ombudsperson", "human rights commission", "indh", "inddhh"),
        *("national human rights institution", "défenseur des droits", "defensor del pueblo"),
        *("defensoría del pueblo", "омбудсмен", "уполномоченный по правам человека"),
        *("مؤسسة وطنية لحقوق الإنسان", "أمين المظالم", "人权机构", "监察员"),
    ),
    ("red-cross",): (
        *("red cross", "red crescent", "red cross red crescent", "ifrc", "icrc"),
        *("red cross and red crescent", "croix rouge", "croissant rouge", "cruz roja"),
        *("media luna roja", "красный крест", "красный полумесяц", "الصليب الأحمر"),
        *("الهلال الأحمر", "红十字", "红十字会", "红新月会"),
    ),
    ("academia", "science-and-technology"): (
        *("academic", "academics", "university", "research", "researcher", "think tank", "school"),
        *("université", "universitaire", "recherche", "chercheur", "universidad", "academia"),
        *("investigador", "университет", "наука", "исследователь", "научное учреждение"),
        *("جامعة", "أكاديمي", "باحث", "大学", "高校", "研究机构", "学者"),
    ),
    ("media",): (
        *("journalist", "press", "media outlet", "médias", "presse", "journaliste", "prensa"),
        *("periodista", "medios", "сми", "пресса", "журналист", "صحافة", "صحفي", "إعلام"),
        *("新闻", "记者", "新闻媒体"),
    ),
    ("women",): ("woman", "femmes", "mujeres", "женщины", "نساء", "المرأة", "妇女"),
    ("children-and-youth",): (
        *("youth", "children", "young people", "jeunes", "jeunesse", "juventud", "jóvenes"),
        *("молодёжь", "молодежь", "дети", "شباب", "الشباب", "青年", "儿童"),
    ),
    ("indigenous-peoples",): (
        *("indigenous", "indigenous people", "peuples autochtones", "pueblos indígenas"),
        *("коренные народы", "الشعوب الأصلية", "土著人民"),
    ),
    ("farmers",): ("farmer", "agriculteurs", "agricultores", "фермеры", "مزارعون", "农民"),
    ("other",): (
        *("other", "others", "another", "autre", "autres", "otro", "otra", "otros", "другое"),
        *("другие", "прочее", "прочие", "иное", "أخرى", "آخر", "غير ذلك", "其他", "其它"),
    ),
}
