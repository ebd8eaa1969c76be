"""Words that the form's titles are made of, to tell a cut word from two words."""

import re

_WORDS = """
a account accounting acting administration administrative ads adss advisor advisory affairs agent
alliances america american americas an analytics and annuity appreciation architect area as asia
asset assistant associate assurance at attorney audit banking based beneficial board branch brand
business buy by call cao capital care category center ceo cfo chair chairman chairperson
chairwoman channel chief child children cio class client clinical clo cmo co cob cofounder
commercial common communications community compensation compliance consultant consumer content
contract controller convertible coo corp corporate corporation counsel country cpo creative credit
cro cso cto culture custodian customer data daughter debenture debentures deferred delivery
depositary deputy design development digital director distribution diversity dividend division
divisional drug dsu east ecommerce economic editor education emerging emeritus employee energy
engineering enterprise environmental equity equivalent estate europe evangelist evp executive
exploration external facilities family field finance financial food footnote footnotes for former
forward foundation founder founding fp franchise from fund gc general global government grantor
grat group growth head health healthcare held holder human husband ii iii in inc incentive
incorporated industrial information infrastructure innovation insurance integrated intellectual
interest interests interim international inventory investment investments investor ira irrevocable
iv jr labor lead leader legal lending licensing limited living llc llp logistics loyalty lp ltd
management manager managing manufacturing market marketing markets md med media medical member
merchandising merchant mobile national network networks new non nonqualified nonvoting north
northern note notes obligation of office officer oil on online open operating operation operations
option options or ordinary org other par partner partners partnership patient people per
performance person phantom pharma plan planning platform platforms policy portfolio preferred pres
president pricing principal private process procurement product production products professional
profit program programs project property psu psus public purchase purchasing put qualified quality
real regional regulatory relations remarks rep reporting research resources restricted
restructuring retail retained revenue revocable right rights risk rsu rsus safety sales sar sars
savings science sciences scientific sec secretary section sector security see sell senior series
service services sevp share shares sharing software solutions son source south specialty spouse sr
staff stock store stores strategic strategist strategy success supply support sustainability svp
svps swap systems table talent tax team technical technological technologies technology the time
to transformation transportation treasurer treasury trust trustee under unit units upon upstream
user value vice voting vp warrant warrants west wholesale wife wireless with within worldwide
"""
LEXICON: frozenset[str] = frozenset(_WORDS.split())


def page_words(text: str) -> frozenset[str]:
    """The words of a page, folded, that no tab or bar touches and that are therefore whole."""
    found = re.finditer(r"(?<![\w\t|>])[^\W\d_]{2,}(?![\w\t|<])", text)
    return frozenset(match[0].casefold() for match in found)
