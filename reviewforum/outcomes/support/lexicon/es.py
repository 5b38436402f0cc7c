"""Spanish."""

from reviewforum.outcomes.support.levels import Level
from reviewforum.outcomes.support.lexicon.shape import Lexicon

LEXICON = Lexicon(
    words={
        Level.NEARLY_ALL: (
            r"(?:casi|prácticamente) (?:tod[oa]s|la totalidad)(?: l[oa]s)?"
            r"|(?:la|una) (?:inmensa|abrumadora|gran|amplia|vasta) mayoría"
            r"|la (?:casi|práctica) totalidad|tod[oa]s (?:menos|salvo|excepto) (?:un[oa]?|dos)"
        ),
        Level.MOST: r"(?:la|una) mayoría|la mayor parte|mayoría|más de la mitad",
        Level.MANY: (
            r"(?:un|una) gran (?:número|cantidad)|gran (?:número|cantidad)|buen número"
            r"|much[oa]s|muchísim[oa]s|numeros[oa]s|(?:una )?multitud|(?:un )?sinnúmero|infinidad"
            r"|un número (?:considerable|importante|elevado)"
        ),
        Level.SEVERAL: (
            r"vari[oa]s|un cierto número|cierto número|un número|una serie|divers[oa]s|múltiples"
            r"|distint[oa]s"
        ),
        Level.A_FEW: (
            r"un[oa]s (?:poc[oa]s|cuant[oa]s)|un (?:puñado|par)|un (?:pequeño|reducido) número"
            r"|un número (?:reducido|limitado)|contad[oa]s|un[oa] o dos|dos o tres"
        ),
        Level.FEW: r"(?:muy )?poc[oa]s|escas[oa]s",
        Level.SOME: r"algun[oa]s|ciert[oa]s|un[oa]s|una parte",
        Level.NONE: r"ningun[oa]s?|ningún|nadie|ni un[oa]? sol[oa]",
        Level.ALL: (
            r"tod[oa]s y cada un[oa]|tod[oa]s(?: l[oa]s)?|la totalidad|el conjunto|cada un[oa]"
            r"|cada|unánimemente|por unanimidad|unánimes"
        ),
        Level.ONE: r"un[oa]?(?: únic[oa]| sol[oa])?",
    },
    traps=(
        r"(?:en|por|de|a) todas partes|tod[oa]s los (?:días|años|meses|niveles|efectos)"
        r"|de tod[oa]s (?:modos|formas|maneras|tipos|clases|las edades)|no tod[oa]s|ni tod[oa]s"
        r"|(?:muchas|varias|algunas|pocas|numerosas|repetidas) (?:veces|ocasiones)|muchas gracias"
        r"|cada vez(?: (?:más|menos))?|cada (?:año|día|mes|dos|uno de los casos)|cada cual"
        r"|un[oa]s a otr[oa]s|un[oa] (?:a otr[oa]|de otr[oa]|y otr[oa]|vez|parte de la|u otr[oa])"
        r"|por (?:una|otra) parte|el número|el conjunto d(?:el?|e la|e l)(?! los| las)"
        r"|mayoría (?:simple|absoluta|cualificada|de edad)|en su (?:mayoría|conjunto)"
        r"|la mayor parte del tiempo|a un|en un[oa]?|con un[oa]?|por un[oa]?|de un[oa]?"
    ),
    needs_body=(
        r"un[oa]?(?: únic[oa]| sol[oa])?|un[oa]s|ningun[oa]s?|ningún|cada|una serie|un número"
        r"|divers[oa]s|distint[oa]s|múltiples|un par|una parte|multitud|escas[oa]s|el conjunto"
        r"|contad[oa]s|ni un[oa]? sol[oa]"
    ),
    numbers={
        word: value
        for value, word in enumerate(
            (
                "dos",
                "tres",
                "cuatro",
                "cinco",
                "seis",
                "siete",
                "ocho",
                "nueve",
                "diez",
                "once",
                "doce",
                "trece",
                "catorce",
                "quince",
            ),
            start=2,
        )
    }
    | {"veinte": 20, "treinta": 30, "una decena": 10, "una docena": 12, "una veintena": 20},
    nouns={
        "states": (
            r"(?<!en )estados?(?: miembros?| partes?)?(?! unidos| civil)|países|país|gobiernos?"
            r"|delegación|delegaciones"
        ),
        "trade-unions": r"(?:organización|organizaciones|centrales?) sindical(?:es)?|sindicatos?",
        "diaspora": (
            r"(?:organizaciones|organización|asociaciones|asociación|redes|red|grupos?)"
            r" (?:de |dirigidas por )(?:personas )?(?:migrantes|la diáspora|las diásporas|diáspora)"
            r"|diásporas?"
        ),
        "civil-society": (
            r"(?:organizaciones|organización|actores|representantes|miembros) de la sociedad civil"
            r"|organizaci(?:ón|ones) no gubernamental(?:es)?|ONG|OSC"
        ),
        "faith-based": r"organizaci(?:ón|ones) (?:confesional(?:es)?|religiosas?)|iglesias?",
        "local-authorities": (
            r"(?:autoridad(?:es)?|comunidad(?:es)?|gobiernos?) local(?:es)?|municipios?"
            r"|ayuntamientos?|ciudad(?:es)?|alcald(?:e|es|esa|esas)"
        ),
        "private-sector": (
            r"(?:entidad(?:es)?|actores|representantes) del sector privado|empresas?"
            r"|emplead?or(?:es|as)?|organizaci(?:ón|ones) empresarial(?:es)?"
        ),
        "parliamentarians": r"parlamentari[oa]s?|diputad[oa]s?|legislador(?:es|as?)?",
        "nhri": r"instituci(?:ón|ones) nacional(?:es)? de derechos humanos|INDH|defensor[íi]as?",
        "red-cross": r"sociedad(?:es)? nacional(?:es)?(?: de la cruz roja)?|cruz roja",
        "academia": r"académic[oa]s?|universidad(?:es)?|investigador(?:es|as?)?",
        "media": r"periodistas?|medios(?: de comunicación)?",
        "migrants": r"(?:personas |trabajador(?:es|as) )?migrantes?|refugiad[oa]s?",
        "stakeholders": (
            r"partes? interesadas?|organizaci(?:ón|ones)|asociaci(?:ón|ones)|interesad[oa]s"
        ),
        "contributors": (
            r"participantes?|orador(?:es|as?)?|ponentes?|contribuciones|contribución|intervenciones"
            r"|intervención|representantes?|delegad[oa]s?|panelistas?|actores|actor|expert[oa]s?"
            r"|encuestad[oa]s?|interlocutor(?:es|as)?|colaborador(?:es|as)"
        ),
    },
    people=r"personas?|gente|mujeres|hombres|voces|otr[oa]s",
    representatives=r"(?:representantes?|miembros?) (?:de |del )(?:la |las |los )?",
    says=(
        r"(?:subray|destac|señal|insist|recalc|recomend|indic|afirm|expres|mencion|inst|solicit"
        r"|abog|lament|denunci|acog|reiter|record|observ|explic|declar|plante|apoy|apunt|compart"
        r"|consider|critic|manifest|inform|enfatiz|coincid|rechaz|opin|reclam|exig|alert|advirt"
        r"|pid|propus|propon|sugir|sostuv|sostien|pregunt|relat|describ|pronunci|hicier"
        r"|dij|salud|anunci)"
        r"(?:aron|ó|an|a|ado|ando|ieron|ió|en|e|aban|aba|ido|ía|ían|ieran|eron|o|é|iendo|on)"
        r"|pidieron|pidió|dijeron|dijo|hizo hincapié|hicieron hincapié|puso de relieve"
        r"|pusieron de relieve|opusieron|opuso|acogieron|propuesto|dicho|expuesto|llamaron|llamó"
        r"|piden|pide|oponen|opone|advirtieron|advierten|estuvieron de acuerdo|puesto de relieve"
    ),
    that=r"que|a|la necesidad|en|de",
    by=r"(?:por|entre|de)(?: l[oa]s)?(?: parte de)?",
    according=r"según|a juicio de|en opinión de|de acuerdo con|conforme a",
    modal=(
        r"deb(?:e|en|ería|erían|erá|erán|an)|tienen que|hay que|asistieron|participaron|asistió"
    ),
    auxiliaries=(
        r"han|ha|habían|había|también|además|se|de (?:ell[oa]s)|que|ya|firmemente|asimismo|lo"
    ),
    stop=(
        r"a|al|para|por|en|con|sin|sobre|que|quienes|pero|o|u|y|e|han|ha|habían|es|son|fue|fueron"
        r"|entre|contra|desde|hacia|según|deben|deberían|señalaron|subrayaron|destacaron|pidieron"
        r"|señaló|pidió|instaron|subrayan|destacan|piden"
    ),
    turns=r"mientras que|mientras|pero|sin embargo|no obstante|aunque|y|en cambio",
    dissent=(
        r"sin embargo|no obstante|pero|mientras(?: que)?|aunque|desacuerdo|discrep\w+"
        r"|op[ou](?:s|n)\w+|objec\w+|objet\w+|rechaz\w+|reservas?|no tod[oa]s|otr[oa]s"
        r"|en cambio|diverg\w+|dividid\w+|minoría"
    ),
    negation=r"no|ni|nunca|jamás|ningún|ningun[oa]s?|nadie|sin|tampoco|carec\w+|falta|ausencia",
    approximately=(r"(?:(?:un[oa]s|alrededor de|cerca de|más de|al menos|casi|aproximadamente) )"),
    number_traps=(
        r"(?:objetivos?|párrafos?|párr\.|sesión|sesiones|artículos?|anexos?|cuadro)"
        r"(?: \d+(?:,| y|-| a)?)+|\d+(?:,\d+)? ?(?:%|por ciento)|\d+/\d+(?:/\d+)*"
        r"|\d{1,2} de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre"
        r"|noviembre|diciembre)(?: de \d{4})?|dos tercios"
    ),
    verb_first=True,
)
