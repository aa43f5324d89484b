"""Words that mean something besides naming a person, and the words that go before a name."""

import re
from functools import cache
from importlib.resources import files

MONTHS = (
    "january february march april may june july august september october november december"
).split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WELSH = {
    name: number
    for number, name in enumerate(
        "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd"
        " rhagfyr".split(),
        1,
    )
}
MONTH = (
    rf"(?P<month>{'|'.join(WELSH)}|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir lady lord sister sr brother br father fr rev"
    " revd reverend canon imam rabbi pastor nurse matron midwife inspector insp sergeant sgt"
    " constable pc dc ds di dci superintendent supt officer paramedic consultant registrar"
    " headteacher teacher chaplain visitor worker coroner granny nana auntie aunt uncle baby"
    " little mum dad mother toddler infant child".split()
)
RANKS = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir lady lord sister sr father fr rev revd"
    " reverend canon imam rabbi pastor nurse matron midwife inspector insp sergeant sgt constable"
    " pc dc ds di dci superintendent supt officer chaplain detective social health visitor worker"
    " acting chief the police wpc cllr councillor paramedic".split()
)
ACRONYMS = frozenset(
    "gp gps hv sw nhs uk us eu ae ed icu nicu picu scbu cdop cdr cpr ct mri gbs rsv it hr pe pm am"
    " tv ok id qr cd dvd bmi co ceo pc ds dc di ni la ba ma md bsc phd rcn rcm ncmd ons ico dpia"
    " sids sudi suid sudc jar lscp icb ccg dna dob dod ward bp iv im ecg eeg fgm lgbt send sen"
    " ehc ehcp cafcass camhs mash tac cin cp iro sio cid cps mp mps faq pdf url usb led ai bbc itv"
    " rnli rospa ssm am pm ad bc st nb ps re vs tbc eg ie no".split()
)
# Capital letters by habit, yet not the person: star sign, ark, outlaw, weather, dish, day.
IDIOMS = re.compile(
    r"\b(?:leo the lion|the star sign leo|leo minor|noah's ark|robin hood|robin redbreast"
    r"|christmas robins?|jack frost|jack of all|jack-of-all|jack-in-the|jack russell|union jack"
    r"|father christmas|mother christmas|victoria sponge|victoria line|queen victoria"
    r"|holly and (?:the )?ivy|daisy chains?|poppy appeal|lily pads?|jubilee line|mason jars?"
    r"|rose gold|amber alert|amber warning|ruby wedding|pearl harbor|black friday|old mother"
    r"|jack and jill|hansel and gretel|humpty dumpty|peter pan|peter rabbit|paddington bear"
    r"|elf on the shelf|alice band|alice in wonderland|santa claus|saint nicholas school"
    r"|florence nightingale|charlie brown|oscar night|bob the builder|fireman sam"
    r"|postman pat|thomas the tank|daisy duck|minnie mouse|mickey mouse|peppa pig"
    r"|scarlet fever|storm [a-z]+|rose hip|rose petals?|may day|april fools?|april showers"
    r"|god bless|bless you|grace period|saying grace|good grace|hope for|living hope)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:died?|dies|dying|death|deaths|dead|fatal|fatally|collapsed?|drowned|killed|was found"
    r"|found (?:dead|lifeless|unresponsive)|passed away|born|birth|birthday|arrived|stillborn"
    r"|crash|crashed|accident|attack|fire was|fell|swept|lost (?:his|her|their) life|funeral"
    r"|admitted|swallow(?:ed|ing)|hunting|caught light|alone with|last seen|pronounced|inquest"
    r"|suffered|stopped breathing|cardiac arrest)\b"
)
PLANNED = re.compile(
    r"\b(?:next|will be|conference|webinar|study day|training day|course|workshop|deadline"
    r"|meet(?:s|ing)? (?:again|on|is)|launch(?:es)?|register|book(?:ing)? (?:by|now|on)|opens|drill"
    r"|visit(?:s)? is|session|event|events|class|by the end of|seminar|survey|annual|agenda"
    r"|published|updated|reviewed|edition|issue|version|online|advisers?|meetings?"
    r"|trips?|outings?|(?:is|are) on (?:the )?\d|joins? us|speaks? (?:at|on|to)|guest|roadshow"
    r"|fair|stall"
    r"|we (?:close|open|meet|start)|closing|opening|(?:each|every) year|annually)\b"
)


@cache
def english() -> frozenset[str]:
    """Common words as they stand in a dictionary, names left out."""
    listed = (files(__package__) / "words.txt").read_text(encoding="utf-8").split()
    return frozenset(listed) | ALSO


ALSO = frozenset(
    "hale lark wren quill mai bud bo no na may june april august summer winter autumn spring"
    " finn celtic avocet heath dell glen brook beck marsh reed lowe noble hart pike finch dove"
    " tanner fletcher cooper weaver potter turner walker porter archer hunter fisher forester"
    " rowan bryony yarrow sorrel tansy aspen laurel hawthorn blackthorn cedar maple elm alder birch"
    " bracken gorse teasel campion primrose cowslip bluebell snowdrop marigold lavender jasmine"
    " gray christmas easter"
    " magpie jay martin kestrel merlin falcon heron kingfisher plover starling rook raven crow"
    " brass agate garnet onyx topaz sapphire rob bob nick harry ken don josh mike tiffany christian"
    " gardener chandler thatcher glover sawyer wheeler taylor smith mason miller baker cook carter"
    " bishop abbot dean parsons knight king prince duke earl squire".split()
)


def is_word(word: str) -> bool:
    """Whether the word, in lower case, is an ordinary one; plurals count as their singular."""
    known = english()
    if word in known or len(word) < 3:
        return True
    if word.endswith("s"):
        return word[:-1] in known or (word.endswith("es") and word[:-2] in known)
    return False


# What may come after a name that stands for itself: no noun that it would only describe.
ENDS_PHRASE = re.compile(
    r"\s*(?:$|[.,;:!?)\]\"'*_<>|–—-]|\n|(?:and|or|in|at|on|when|while|with|of|the|was|were|is|are|has|had|to"
    r"|from|because|as|but|by|during|this|last|after|before|without|for|his|her|their|a|an|near|that"
    r"|which|who|itself|he|she|they|it|we|said|told|wrote|sent|did|could|would|should|may|might|will"
    r"|also|then|last|next|once|twice|three|\d+|died|saw|noticed|reported|asked|offered|knew|gave"
    r"|called|closed|changed|about|where|if|so|since|until|not|no|nor|only|both|all|every|each|into"
    r"|over|under|up|down|out|off|again|already|always|never|became|went|came|took|made|put)\b)"
)
