"""French."""

from reviewforum.outcomes.support.levels import Level
from reviewforum.outcomes.support.lexicon.shape import Lexicon

LEXICON = Lexicon(
    words={
        Level.NEARLY_ALL: (
            r"(?:la )?quasi[- ](?:totalité|unanimité)"
            r"|(?:presque|pratiquement|quasiment) (?:tous|toutes)(?: les)?"
            r"|l'(?:immense|écrasante) majorité|(?:la|une) (?:très )?(?:grande|vaste"
            r"|large) majorité"
            r"|tou(?:s|tes) sauf (?:une?|deux)"
        ),
        Level.MOST: r"la plupart|(?:la|une) majorité|majorité|plus de la moitié",
        Level.MANY: (
            r"(?:de |d')?(?:très |bien )?nombreu(?:x|ses)|un (?:très )?grand nombre|bon nombre"
            r"|(?:de )?beaucoup|quantité|une (?:multitude|foule)|nombre(?= de | d')"
        ),
        Level.SEVERAL: r"plusieurs|un certain nombre|divers(?:es)?|une série|maint(?:s|es)",
        Level.A_FEW: (
            r"quelques-un(?:e?s)|quelques|un (?:petit|nombre (?:restreint|limité))(?: nombre)?"
            r"|une poignée|une? ou deux|deux ou trois"
        ),
        Level.FEW: r"(?:très |bien )?peu(?= de | d')|(?:de )?rares|(?:très )?peu nombreu(?:x|ses)",
        Level.SOME: r"certain(?:e?s)|d'aucuns|une partie",
        Level.NONE: r"aucun(?:e)?|nul(?:le)?|pas une? seule?",
        Level.ALL: (
            r"tou(?:s|tes) (?:et tou(?:s|tes) )?les|tou(?:s|tes)|tout le monde|l'ensemble"
            r"|chacune?|chaque|la totalité|unanimement|à l'unanimité|unanimes"
        ),
        Level.ONE: r"une? seule?|une?",
    },
    traps=(
        r"l'ensemble d(?:u|e (?:la|l'))|dans l'ensemble|tous les (?:jours|ans|mois|deux|\d+ ans)"
        r"|(?:à|de|en) tou(?:s|tes) (?:égards|points|niveaux|lieux|parts|sortes|circonstances)"
        r"|toutes (?:sortes|choses)|tous deux|à toutes fins|en tous? cas|tous azimuts"
        r"|pas tou(?:s|tes)|tou(?:s|tes) ne|à plusieurs (?:reprises|niveaux|égards)|plusieurs fois"
        r"|un peu|peu à peu|à peu près|quelque chose|le nombre|(?:au )?nombre de fois|au nombre"
        r"|majorité (?:qualifiée|simple|absolue|silencieuse)|la plupart du temps"
        r"|une (?:fois|part|autre|partie intégrante)|l'une? (?:de l'autre|l'autre|à l'autre)"
        r"|les un(?:e?s) (?:les|des|aux) autres|être certains|certains que|chaque (?:année"
        r"|jour|fois)"
        r"|nul doute|une partie de la|d'une|à une|en une"
    ),
    needs_body=(
        r"une? seule?|une?|aucune?|nul(?:le)?|chaque|nombre|quantité|une série|une partie"
        r"|divers(?:es)?|pas une? seule?|(?:de )?rares|un petit"
    ),
    numbers={
        word: value
        for value, word in enumerate(
            (
                "deux",
                "trois",
                "quatre",
                "cinq",
                "six",
                "sept",
                "huit",
                "neuf",
                "dix",
                "onze",
                "douze",
                "treize",
                "quatorze",
                "quinze",
                "seize",
            ),
            start=2,
        )
    }
    | {"vingt": 20, "trente": 30, "une dizaine": 10, "une douzaine": 12, "une vingtaine": 20},
    nouns={
        "states": (r"états?(?: membres?| parties?)?(?! civil)|pays|gouvernements?|délégations?"),
        "trade-unions": r"(?:organisations?|centrales?) syndicales?|syndicats?|syndicalistes?",
        "diaspora": (
            r"(?:organisations?|associations?|réseaux?|groupes?) (?:de |des |dirigée?s par des )?"
            r"(?:migrante?s|diasporas?|la diaspora)|diasporas?"
        ),
        "civil-society": (
            r"(?:organisations?|acteurs?|représentant(?:e?s)?|membres?) (?:de|issus de) la société"
            r" civile|organisations? non gouvernementales?|ONG|OSC"
        ),
        "faith-based": (
            r"(?:organisations?|groupes?) (?:confessionnel(?:le)?s?|religieu\w+)|églises?"
        ),
        "local-authorities": (
            r"(?:autorités?|collectivités?|communautés?|élu(?:e?s)?) (?:locales?|locaux"
            r"|territoriales?)"
            r"|municipalités?|communes?|villes?|maires?"
        ),
        "private-sector": (
            r"(?:acteurs?|entités?|représentants?) du secteur privé|entreprises?"
            r"|employeurs?|(?:organisations?|fédérations?) (?:patronales?|d'employeurs)"
        ),
        "parliamentarians": r"parlementaires?|député(?:e?s)?|sénat(?:eurs?|rices?)",
        "nhri": (
            r"institutions? nationales? (?:des|de défense des) droits (?:de l'homme|humains)|INDH"
        ),
        "red-cross": r"sociétés? nationales?(?: de la croix-rouge)?|(?:la )?croix-rouge",
        "academia": r"universitaires?|universités?|chercheu(?:rs?|ses?)|instituts? de recherche",
        "media": r"journalistes?|médias?",
        "migrants": r"(?:travailleu(?:rs?|ses?) )?migrante?s?|réfugié(?:e?s)?",
        "stakeholders": r"parties? prenantes?|organisations?|associations?",
        "contributors": (
            r"participant(?:e?s)?|intervenant(?:e?s)?|orat(?:eurs?|rices?)|contributions?"
            r"|contribut(?:eurs?|rices?)|répondant(?:e?s)?|représentant(?:e?s)?|interventions?"
            r"|délégué(?:e?s)?|acteurs?|experts?|expertes?|interlocut(?:eurs?|rices?)"
        ),
    },
    people=r"personnes?|gens|femmes?|hommes?|voix|autres",
    representatives=r"(?:représentant(?:e?s)?|membres?) (?:de |des |d'|du )(?:la |l'|les )?",
    says=(
        r"(?:soulign|insist|appel|demand|recommand|propos|estim|affirm|déclar|signal|indiqu|not"
        r"|rappel|exprim|évoqu|mentionn|plaid|regrett|salu|dénonc|préconis|suggér|décri|constat"
        r"|encourag|appuy|félicit|remerci|convi|confirm|relev|expliqu|observ|consid[ée]r"
        r"|réaffirm|exhort|prôn|partag|critiqu|approuv"
        r"|témoign|cit|réclam|pens|jug|argu|engag|rejet|invit|prononc|annonc)"
        r"(?:é|ée|és|e|ent|er|aient|ait|èrent|a|le|lent|vent|te|tent|i|it|vait|rent|nt)?"
        r"|appelé|appellent|appelle|fait (?:part|état|observer|valoir|remarquer)|dit|disent|met|mis"
        r"|soutenu|soutiennent|soutient|mettent|attiré|attirent|opposé|opposent|convenu|conviennent"
        r"|souhaité|souhaitent|averti|avertissent|prononcé|reconnu|reconnaissent|rendu compte"
        r"|décrivent|décrit|préviennent|accueilli|accueillent"
    ),
    that=r"que|qu'\w+|à|pour|la nécessité|de",
    by=r"(?:par|parmi|de|d'|des|chez)(?: les| des)?",
    according=r"selon|d'après|de l'avis (?:de|des)|aux yeux de|à en croire",
    modal=(
        r"doi(?:t|vent)|devr(?:ait|aient|a|ont)|faut|faudrait|ont (?:participé|assisté)"
        r"|ont pris part"
    ),
    auxiliaries=(
        r"ont|a|avaient|avait|sont|étaient|également|aussi|d'entre (?:eux|elles)|en outre|se|s'|y"
        r"|qui|ont également|fortement|vivement"
    ),
    stop=(
        r"à|au|aux|pour|par|en|dans|sur|sous|avec|sans|que|qui|dont|où|mais|ou|et|ont|a|avaient"
        r"|avait|était|étaient|est|soit|entre|contre|depuis|souligné|appelé|noté|demandé|doivent"
        r"|devraient|soulignent|appellent|demandent|notent"
    ),
    turns=r"tandis que|alors que|mais|cependant|toutefois|néanmoins|et|en revanche|quant à",
    dissent=(
        r"cependant|toutefois|néanmoins|mais|tandis que|alors que|bien que|désaccord\w*"
        r"|oppos\w+|objection\w*|rejet\w*|réserves?|pas tou(?:s|tes)|d'autres|en revanche"
        r"|divergen\w+|divis\w+|contest\w+|minorité|réticen\w+"
    ),
    negation=r"ne|n'\w*|pas|aucune?|jamais|sans|ni|nul(?:le)?|personne|manque\w*|absence",
    approximately=(r"(?:(?:quelque|environ|près de|plus de|au moins|à peu près|une?) )"),
    number_traps=(
        r"(?:objectifs?|paragraphes?|par\.|sessions?|séances?|articles?|annexes?|tableau)"
        r"(?: \d+(?:,| et|-| à)?)+|\d+(?:,\d+)? ?(?:%|pour cent)|\d+/\d+(?:/\d+)*"
        r"|\d{1,2}(?:er)? (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
        r"|novembre|décembre)(?: \d{4})?|deux tiers|trois quarts"
    ),
)
