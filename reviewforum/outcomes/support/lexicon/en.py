"""English."""

from reviewforum.outcomes.support.levels import Level
from reviewforum.outcomes.support.lexicon.shape import Lexicon

LEXICON = Lexicon(
    words={
        Level.NEARLY_ALL: (
            r"(?:almost|nearly|virtually|practically) (?:all|every|everyone|everybody)"
            r"|(?:the|an?) (?:overwhelming|vast|great|large|very large) majority"
            r"|(?:overwhelming|vast) majority|all but (?:one|two|a few)"
        ),
        Level.MOST: r"(?:the|a|a clear) majority|majority|(?:more than|over) half|most",
        Level.MANY: (
            r"(?:a|very|a very) (?:large|great|high|considerable|significant|substantial) number"
            r"|(?:an? )?(?:large|great|considerable|significant|substantial|high) numbers?"
            r"|(?:a (?:great|good) |very |so )?many|quite a few|numerous|countless"
            r"|a wide (?:range|variety)|a lot|lots|dozens|scores"
        ),
        Level.SEVERAL: (
            r"several|an? (?:certain |considerable )?number|a (?:range|variety|series)"
            r"|various|multiple"
        ),
        Level.A_FEW: r"(?:only |just )?a (?:few|couple|handful)|a (?:small|limited) number",
        Level.FEW: r"(?:very |only |relatively )?few|hardly any",
        Level.SOME: r"some|certain",
        Level.NONE: r"no one|nobody|none|not (?:one|a single)|no",
        Level.ALL: (
            r"(?:each|every) (?:one )?of|every single|each and every|everyone|everybody"
            r"|unanimous(?:ly)?|all|every|each"
        ),
        Level.ONE: r"(?:only |just )?one(?: single)?|a single",
    },
    traps=(
        r"at all|(?:above|after|first of|most of|best of) all|all in all|all (?:over|along"
        r"|too|told)"
        r"|all the (?:more|same|time|way|better|while)|once and for all|for all (?:that|its|his)"
        r"|all but (?:impossible|certain|over|absent|disappeared)|all (?:sorts|kinds) of"
        r"|all around|in all|as a whole|not (?:all|every|everyone|everybody|each|necessarily all)"
        r"|the most|at (?:the )?most|most (?:\w+ly|often|of all|importantly|likely|of the time)"
        r"|most (?:vulnerable|affected|marginali[sz]ed|urgent|important|needed|pressing|relevant"
        r"|effective|common|recent|serious|successful|at risk)"
        r"|as (?:many|few) as|how many|too (?:many|few)|many (?:a )?times|many[- ]sided"
        r"|so many|few and far|the (?:number|range|variety) of|majority (?:vote|voting|rule|view)s?"
        r"|(?:simple|absolute|qualified|two-thirds) majority|in the majority|majority-\w+"
        r"|each other|one another|one by one|on (?:the )?one hand|one day|one-\w+|no one's"
        r"|make certain|(?:a|for) certain(?! number)|certain that|certain of"
        r"|some (?:day|time|of the time)|or so|number one|in no way|no longer|no doubt"
    ),
    needs_body=(
        r"certain|(?:only |just )?one(?: single)?|a single|no|each|every|various|multiple|few"
        r"|a series|not (?:one|a single)|a lot|lots"
    ),
    numbers={
        word: value
        for value, word in enumerate(
            (
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
                "twenty",
            ),
            start=2,
        )
    }
    | {"both": 2, "thirty": 30, "forty": 40, "fifty": 50},
    nouns={
        "states": (
            r"states? part(?:y|ies)|(?<!united )states?|countr(?:y|ies)|governments?|delegations?"
        ),
        "trade-unions": (
            r"(?:trade|labou?r) unions?|unions?|unionists?|workers'? organi[sz]ations?"
        ),
        "diaspora": (
            r"(?:migrant(?: and diaspora)?|diaspora|migrant-led|diaspora-led)(?:[- ]led)?"
            r" (?:organi[sz]ations?|associations?|groups?|networks?)|diasporas?"
        ),
        "civil-society": (
            r"civil[- ]society (?:organi[sz]ations?|actors?|groups?|representatives?|networks?)"
            r"|civil society|CSOs?|NGOs?|non-governmental organi[sz]ations?"
        ),
        "faith-based": (
            r"(?:faith-based|religious) (?:organi[sz]ations?|groups?|actors?|communities)"
            r"|church(?:es)?"
        ),
        "local-authorities": (
            r"local (?:and regional )?(?:authorit(?:y|ies)|governments?|communit(?:y|ies)"
            r"|councils?)"
            r"|municipalit(?:y|ies)|cit(?:y|ies)|mayors?"
        ),
        "private-sector": (
            r"private[- ]sector(?: \w+)?|employers?(?:' (?:organi[sz]ations?|associations?))?"
            r"|compan(?:y|ies)|business(?:es)?|enterprises?|recruiters?"
        ),
        "parliamentarians": r"parliamentarians?|members? of parliaments?|MPs?|legislators?",
        "nhri": r"national human rights institutions?|NHRIs?|ombuds\w+",
        "red-cross": (
            r"(?:red cross|red crescent)(?: and red crescent)? (?:national )?societ(?:y|ies)"
            r"|national societ(?:y|ies)"
        ),
        "academia": (
            r"academics?|researchers?|scholars?|universit(?:y|ies)|research institut\w+|academia"
        ),
        "media": r"journalists?|media (?:outlets?|organi[sz]ations?|representatives?)|newsrooms?",
        "migrants": r"migrants?(?: workers?| women)?|refugees?",
        "stakeholders": r"stakeholders?|organi[sz]ations?|associations?",
        "contributors": (
            r"participants?|speakers?|contributors?|respondents?|contributions?|submissions?"
            r"|interventions?|(?:written )?inputs?|panell?ists?|commentators?|representatives?"
            r"|delegates?|discussants?"
            r"|actors?|practitioners?|experts?|interlocutors?"
        ),
    },
    people=r"people|persons?|women|men|others|individuals?|voices?",
    representatives=r"(?:representatives?|members?|delegates?) (?:of|from) (?:the )?",
    says=(
        r"sa(?:id|y|ys)|stress(?:ed|es)?|emphasi[sz](?:ed?|es)|underlin(?:ed?|es)"
        r"|underscor(?:ed?|es)|highlight(?:ed|s)?|not(?:ed|e|es)|call(?:ed|s)?|urg(?:ed?|es)"
        r"|argu(?:ed?|es)|stat(?:ed?|es)|report(?:ed|s)?|express(?:ed|es)?|rais(?:ed?|es)"
        r"|mention(?:ed|s)?|describ(?:ed?|es)|suggest(?:ed|s)?|propos(?:ed?|es)"
        r"|recommend(?:ed|s)?|request(?:ed|s)?|ask(?:ed|s)?|point(?:ed|s)?|agre(?:ed?|es)"
        r"|disagre(?:ed?|es)|support(?:ed|s)?|oppos(?:ed?|es)|welcom(?:ed?|es)|warn(?:ed|s)?"
        r"|observ(?:ed?|es)|explain(?:ed|s)?|reiterat(?:ed?|es)|recall(?:ed|s)?|shar(?:ed?|es)"
        r"|cit(?:ed?|es)|rejected?|echo(?:ed|es)?|deplor(?:ed?|es)|decr(?:ied|y)|demand(?:ed|s)?"
        r"|insist(?:ed|s)?|believ(?:ed?|es)|consider(?:ed|s)?|regret(?:ted|s)?|felt|spoke|voiced?"
        r"|acknowledg(?:ed?|es)|affirm(?:ed|s)?|advocat(?:ed?|es)|object(?:ed|s)?|identif(?:ied|y)"
        r"|announc(?:ed?|es)|favou?r(?:ed|s)?|offer(?:ed|s)?|replied|took the floor"
        r"|drew attention|criticised?|criticized?|commended|told|testified|pledged?"
        r"|referred"
    ),
    that=r"that|for|the need|whether|how|to",
    by=r"(?:by|from|among|amongst|of|with)(?: the)?",
    according=r"according to|in the view of|in the opinion of",
    modal=r"should|must|ought|shall|need to|needs to|have to|attended|took part|participated",
    auxiliaries=r"have|has|had|also|who|were|strongly|therefore|then|again|of (?:them|those|whom)",
    stop=(
        r"to|for|by|in|on|at|with|and|or|but|that|which|who|whose|as|is|are|was|were|have|has|had"
        r"|be|been|should|must|will|would|can|could|may|while|from|than|between|against|into|about"
        r"|said|say|stressed|noted|called|urged|argued|reported|raised|agreed|supported"
        r"|emphasi[sz]ed"
        r"|expressed|asked|welcomed|highlighted|underlined|proposed|recommended|mentioned|pointed"
    ),
    turns=r"while|whereas|but|however|although|though|and|yet",
    dissent=(
        r"however|while|whereas|although|though|but|yet|disagre\w+|dissent\w*|oppos\w+"
        r"|object\w*|reject\w*|reservations?|not (?:all|every\w*)|on the other hand"
        r"|in contrast|concerns?|others|differ\w*|divided|disput\w+|contested|minority"
    ),
    negation=(
        r"not|no|never|none|nobody|neither|nor|without|cannot|\w+n't|lacks?|lacking|fail(?:s|ed)?"
        r"|refus(?:es|ed|e)"
    ),
    approximately=r"(?:(?:some|about|around|over|nearly|almost|at least|more than|close to) )",
    number_traps=(
        r"(?:objectives?|paragraphs?|paras?\.?|sessions?|articles?|goals?|annex|table|no\.)"
        r"(?: \d+(?:,| and|-| to)?)+|\d+(?:\.\d+)? ?(?:per cent|percent|%)"
        r"|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december)(?: \d{4})?|\d+/\d+(?:/\d+)*|(?:one|two|three)[- ](?:thirds?|quarters?)"
    ),
)
