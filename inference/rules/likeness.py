"""What words say of their column: a security's title, a holder, a transaction, a caption."""

import re

SECURITY = re.compile(
    r"\b(?:stock|shares?|units?|options?|warrants?|rsus?|psus?|dsus?|sars?|rights?|notes?|bonds?|"
    r"debentures?|common|preferred|class [a-z]|series|interests?|ads|adss|adrs?|securit|ordinary|"
    r"phantom|forward|swap|put|call|buy|sell|convertible|restricted|performance|deferred|non-?qual\w+|qualif\w+|incentive|employee)\b",
    re.IGNORECASE,
)
HOLDER = re.compile(
    r"^(?:by|held|see|through|via|in trust|owned|as (?:trustee|custodian|utma)|custodian|for)\b|"
    r"\b(?:spouse|wife|husband|trusts?|trustee|son|daughter|child|children|footnotes?|llc|l\.?l\.?c|"
    r"l\.?p|lp|partnership|ira|401\s?\(k\)|plan|family|grat|foundation|custodian|esop|held by|"
    r"inc|corp|estate|managed|account|funds?|venture|capital|partners|principals|growth|holdings|vehicles?)\b",
    re.IGNORECASE,
)
ACTION = re.compile(
    r"^(?:open market |private |non[- ]open market )?(?:sale|sold|purchased?|gift|grant|award|"
    r"exercised?|conversion|conver(?:ted|t)|withh(?:eld|olding)|tax|other|acquisition|disposition)"
    r"(?: of .*)?$",
    re.IGNORECASE,
)
ACQUIRED = re.compile(r"^(?:acq(?:uired|uisition|\.)?|buy)$", re.IGNORECASE)
DISPOSED = re.compile(r"^(?:disp(?:osed|osition|\.)?|sell)$", re.IGNORECASE)
DIRECT = re.compile(r"^(?:in)?direct(?:ly)?$", re.IGNORECASE)
# The look ahead spares trying every caption at every blank.
CAPTION = re.compile(
    r"(?=[(a-z])(?:"
    r"\(?\binstr(?:uction)?s?\b\.?[\s|]{0,4}(?:[\d,\s&|]|and\b){0,16}\)?|"
    r"\(?month[/\s]{1,3}day[/\s]{1,3}year\)?|\(?mont\w{0,4}/?day/?year\)?|"
    r"title of[\s|]{1,4}(?:derivative[\s|]{1,4})?(?:security|securities)\b|"
    r"(?:trans\w{0,8}|deemed|execution|exec)\b\.?[\s|]{0,4}(?:execution[\s|]{0,4})?(?:date|code)\b"
    r"(?:,?[\s|]{0,4}if[\s|]{1,4}any)?|"
    r"date[\s|]{1,4}exer\W{0,2}cisable|expira\W{0,3}tion[\s|]{1,4}date|exercisable\b|"
    r"(?:amount|number|no\.)[\s|]{1,4}(?:or[\s|]{1,4}number[\s|]{1,4})?of[\s|]{1,4}"
    r"(?:derivative[\s|]{1,4})?(?:shares|securities|underlying|derivatives)\b|"
    r"(?:derivative[\s|]{1,4})?securities[\s|]{1,4}(?:beneficially|acquired|acq'd|underlying)\b|"
    r"bene\w{1,2}cial(?:ly)?[\s|]{1,4}own(?:ed|ership)\b|"
    r"(?:following|reported)[\s|]{1,4}(?:reported|transaction)\(?s?\)?|"
    r"\(?a\)?[\s|]{0,3}(?:or|/)[\s|]{0,3}\(?d\)|(?:direct|indirect)[\s|]{0,3}\([di1l]\)|"
    r"nature[\s|]{1,4}of\b|ownership[\s|]{1,4}form\b|form[\s|]{1,4}of[\s|]{1,4}(?:derivative|own)|"
    r"or[\s|]{1,4}indirect\b|underlying[\s|]{1,4}securit\w+|derivative[\s|]{1,4}securit(?:y|ies)\b|"
    r"price[\s|]{1,4}of[\s|]{1,4}deriv\w+|conversion[\s|]{1,4}or\b|or[\s|]{1,4}exercise\b|"
    r"indirect[\s|]{1,4}beneficial\b|disposed[\s|]{1,4}of\b|acquired[\s|]{1,4}\(a\)|"
    r"\bcode[\s|]{1,4}v\b|\bamount\b|\bprice\b(?![a-z])|\bof[\s|]{1,4}shares\b|\bownership\b"
    r")",
    re.IGNORECASE,
)
