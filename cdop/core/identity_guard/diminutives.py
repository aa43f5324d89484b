"""Short and pet forms of given names: from a table of the usual ones, and by how they are made."""

from functools import lru_cache

_FAMILIES = """
abigail abby abbie gail|adam ads addy|agnieszka aga agi|aleksander alek olek|alexander alex al lex
 sandy xander alec alasdair sasha|alexandra alex lexi lexie sandra sasha ola|alfred alf alfie fred
 freddie|alice ali allie|alison ali|amelia millie milly amy mia mel|andrew andy drew|angela angie
 ange|ann anne annie nan nancy|anthony tony ant|antoni antek|antonia toni|arthur art artie|barbara
 barb babs basia|beatrice bea bee trixie|benjamin ben benny benji|bernadette bernie|bethany beth
|bradley brad|bridget bridie biddy|cameron cam|caroline carrie caz caro|catherine cath cathy kate
 katie kit kitty cat|charles charlie chas chuck|charlotte charlie lottie lotte char|chloe clo
|christina chris tina chrissie|christine chris chrissie tina|christopher chris kit topher|clara
 clare clarrie|daniel dan danny|daniela dani|david dave davey dai dafydd|deborah deb debbie debs
|dominic dom nic|dominik domi|dorothy dot dottie dolly|edward ed eddie ted teddy ned|eleanor ellie
 nell nelly nora ella lena|elizabeth liz lizzie beth betty libby lizzy eliza elsie bess bessie lisa
|ellen ellie nell|emily em emmy millie emmie|emma em emmy|ethan eth|eve evie|evelyn evie eve
|farida fari|fatima fati fatty tima|finley fin finn
|finlay fin finn|florence flo florrie flossie|francesca fran
 frankie chessie cesca|francis frank frankie|frances fran frankie fanny|frederick fred freddie
 freddy|gabriel gabe gabby|gabriella gabby gabi ella|gareth gaz gary|george georgie|georgina george
 georgie gina|gerald gerry ged|geraldine gerry|gillian gill gilly|grace gracie|graham gray|gwendolen
 gwen wendy|hannah han hanny|harold harry hal|harriet hattie harri|harrison harry|helen nell nellie
 lena|henry harry hal hank|hugh hughie huw shug|ibrahim ibra ibby abe|imogen immy immie|irene rena
|isaac ike zac|isabel izzy bel bella issy|isabella izzy bella issy belle|isabelle izzy belle issy
|jacob jake jay coby|james jim jimmy jamie jem|jane janey jan|janet jan|jasmine jas jazz jazzy
|jennifer jen jenny jenna|jeremy jez jem|jessica jess jessie|joan joanie|joanna jo joey asia
|john jack johnny jon ian sean|jonathan jon jonny jonty nathan|joseph joe joey jo|joshua josh
|josephine jo josie posy|judith judy jude|julia jules|julian jules|julie jules|katherine kate katie
 kath kathy kat kay kitty|kathleen kath kathy kay|kenneth ken kenny|kimberley kim kimmy|laura laurie
 lol|lawrence larry laurie loz|leanne lea|leonard len lenny leo|leonardo leo|leo lee|lewis lew lou
|lily lil|linda lin lindy|louis lou louie|louise lou lulu|lucas luke luc luca|lucy lu luce lulu
|madeleine maddie maddy|magdalena magda lena|margaret maggie meg peggy peg mags marge madge rita
 daisy greta|maria ria mia|marie mimi|mark markie|martin marty|mary molly polly may mamie minnie
 maisie|maisie mai may mais|matilda tilly tilda mattie|matthew matt matty|maximilian max|megan meg
 meggie|melanie mel|melissa mel lissa|michael mick mike mikey micky|michelle shell chelle shelly
|miriam mim mimi|mohammed mo moh|muhammad mo hammad|nathaniel nate nat nathan|natalie nat tally
|nathan nate nat|neil neily|nicholas nick nicky klaus nico|nicola nicky nic nikki|nicole nicky nic
|oliver ollie olly noll|olivia liv livvy libby olly|oscar ozzie|owen wen|pamela pam|patricia pat
 patsy tricia trish paddy|patrick pat paddy rick|paul pauly|penelope penny pen|peter pete petey
|philip phil pip|philippa pip pippa|phoebe phoebs|priya pri piya|rachel rach rae|rebecca becca becky
 becks bec|richard rick ricky dick rich richie|robert rob robbie bob bobby bert|roberta bobbie
|robin rob robbie bobbin|roger rog|ronald ron ronnie|rosa rosie ros|rose rosie|rosemary rosie rose
|rowena ro|ruth ruthie|samantha sam sammy|samuel sam sammy|sarah sal sally sadie|sebastian seb
 bastian baz|shannon shan shaz|sharon shaz shazza|sian shani|simon si|simran sim simi|sophia sophie
 soph fia|sophie soph|stephanie steph stef|stephen steve stevie ste|steven steve stevie ste|stuart
 stu stewie|susan sue susie suze|susannah sue susie|teresa tess terry tessa|terence terry tel
|theodore theo ted teddy|thomas tom tommy|timothy tim timmy|tobias toby|valerie val|vanessa nessa
|victor vic|victoria vicky tori vic vik|vincent vin vince vinny|walter wal wally|wilfred wilf fred
|william will bill billy liam wills willy|winifred win winnie freda|yusuf yus joe|yvonne vonnie
|zachary zach zac zak|zoe zo zozo|zofia zosia zosha
"""
_FOND = tuple(
    "enka ienka ka eczka unia ula usia inka ulka ita ito ina ino ushka enko etta ette ou".split()
)
_PET: dict[str, set[str]] = {}
for _family in _FAMILIES.replace("\n", " ").split("|"):
    _full, *_short = _family.split()
    _PET.setdefault(_full, set()).update(_short)
# A child christened Josie is called Jo as well as Josephine is.
_SISTERS: dict[str, set[str]] = {}
for _full, _forms in _PET.items():
    for _form in _forms:
        _near = {each for each in (_full, *_forms) if each[0] == _form[0]}
        _SISTERS.setdefault(_form, set()).update(_near)
_ENDINGS = (
    "",
    "y",
    "ie",
    "i",
    "ey",
    "o",
    "s",
    "z",
    "a",
    "ster",
    "kins",
    "ek",
    "us",
    "poo",
    "bear",
    "boo",
)


def usual_forms(name: str) -> set[str]:
    """The short forms that people commonly give it."""
    return _PET.get(name, set()) | _SISTERS.get(name, set())


def short_forms(name: str) -> set[str]:
    """Only the tabled ones: what a queen's or a saint's house may be called by."""
    return {form for form in _PET.get(name, ()) if len(form) > 2}


@lru_cache(maxsize=4096)
def pet_forms(name: str) -> frozenset[str]:
    """The forms a given name (folded, lower case) is often shortened to."""
    forms = usual_forms(name)
    forms |= {form + end for form in forms if len(form) >= 3 for end in ("y", "ie")}
    for length in range(3, len(name)):
        stem = name[:length]
        if stem[-1] in "aeiou" and length < 4:
            forms |= {stem}
            continue
        forms |= {stem + end for end in _ENDINGS}
        forms |= {stem + stem[-1] + end for end in ("y", "ie", "i", "o", "a")}
    forms |= {name[cut:] for cut in range(2, len(name) - 3) if _is_end(name, cut)}
    if name[:1] in "aeiou" and len(name) > 4:
        forms |= {name[:2] + "s", name[:2] + "z"}
    for form in {name, *_PET.get(name, ())}:
        forms |= grown_forms(form)
    return frozenset(forms - {name})


def _is_end(name: str, cut: int) -> bool:
    """Where a syllable begins in a long name, so that the rest may stand for it: Zarmina."""
    if len(name) < 7 or name[cut] in "aeiou":
        return False
    return name[cut - 1] in "aeiou" or len(name) - cut > 3 and name[cut - 2] in "aeiou"


@lru_cache(maxsize=4096)
def grown_forms(form: str) -> frozenset[str]:
    """A short form made longer again, by fondness: Bean and Beanie, Zosia and Zosienka."""
    if len(form) < 3:
        return frozenset()
    stem = form.rstrip("aeiouy") if len(form.rstrip("aeiouy")) > 1 else form
    grown = {form + end for end in ("y", "ie", "kins", "ster", "bear", "boo", "pie")}
    if form[-1] in "aeiou":
        grown |= {stem + end for end in _FOND}
    return frozenset(grown)
