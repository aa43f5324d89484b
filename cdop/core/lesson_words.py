"""Words of practice that mean much the same, so that lessons are found alike in other words.

Each line is one thing that lessons speak of. A word stands in one line only, or it would join
things that are apart; a phrase is written with a hyphen and found however it is typed.
"""

ALIKE_IN_MEANING = """
away holiday trip travel abroad grandparent relative visitor guest overnight routine stay
smoke cigarette tobacco vape vaping nicotine quit
alcohol drunk drink drinking intoxicated
drug cannabis cocaine heroin substance methadone
sleep sleeping asleep nap bedtime night
bed cosleep bed-share bed-sharing co-sleep co-sleeping
sofa couch armchair settee
cot crib moses-basket bassinet
overheat overheating overheated hot duvet blanket wrap swaddle
sids sudi
record document documentation documented note written write
father dad partner stepfather boyfriend husband
mother mum maternal
midwife midwifery antenatal booking
pregnant pregnancy
weight obesity obese bmi overweight
preterm premature prematurity
breastfeed breastfeeding feed feeding formula
fever feverish temperature febrile
sepsis septic infection infectious meningitis
seizure epilepsy epileptic convulsion sudep
asthma asthmatic inhaler salbutamol reliever wheeze
diabetes diabetic insulin ketoacidosis
allergy allergic anaphylaxis adrenaline
immunise immunisation vaccine vaccination jab
return returning come-back came-back safety-net safety-netting reattend
drown drowning water bath bathing pond pool swim swimming beach sea
fall fell window balcony height restrictor
burn scald fire
carbon-monoxide boiler co-alarm
choke choking strangle strangulation cord blind ligature nappy-sack suffocation
road car crash cycling cyclist helmet pedestrian seat-belt car-seat
suicide suicidal self-harm selfharm self-injury
bully bullying cyberbullying online
anxiety depression mental-health
violence abuse coercive perpetrator
neglect neglected
safeguarding safeguard strategy-meeting
missed not-brought was-not-brought non-attendance dna cancelled
interpreter interpreting translate translated translator language
housing house homeless homelessness overcrowded overcrowding accommodation landlord tenant
damp mould
poverty poor money debt benefits income
dog pet
teeth tooth dental dentist
bereaved bereavement grief grieving
key-worker named-contact
handover hand-over discharge discharged discharging
share-information information-sharing shared-record
cousin consanguineous consanguinity genetic
disability disabled learning-disability
exclusion excluded
gang knife weapon
steroid magnesium
"""
EMPTY = frozenset(
    """
    the and for that this with from was were are have has had not but they their them his her
    who when what where which will would can could may might about into over after before more
    than then also only other any all every each some many most very much out how our your its
    been being there here whose while does did done make made give given get got baby babies
    child children infant family families parent parents carer carers people person young
    service services staff team teams professional professionals practitioner panel review
    reviews reviewed record death deaths lesson learning seen saw asked ask show shown refer
    referred referral check checked advice advise tell told said say talk talked never always
    often seldom need needs risk higher safer safe plan planned support offer offered everybody
    everyone
    """.split()
)
