"""What contacts are about: kinds of situation, with the sentences a notifier might use for each.

Everything is invented and kept plain: nothing graphic. Slots in braces are filled by
`fanlight.synthetic.notification_text.slots`: c the child's forename, his, m the mother, o another adult,
when, place, school, n a small number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of situation.

    Parameters
    ----------
    needs, factors
        DfE primary need codes and assessment factors that an assessment would most often record.
    concern
        Mean of the worker's impression before household, occasion and worker vary it (no unit; the cuts are
        in `fanlight.synthetic.deciding`). It drives made-up decisions and is stored nowhere.
    ages
        Lowest and highest age in whole years; -1 is unborn.
    happened, heard, known
        Sentences: the occasion, what somebody saw or said, the background.
    special
        Level that only this kind of situation leads to ("" for none).
    """

    code: str
    needs: tuple[str, ...]
    factors: tuple[str, ...]
    concern: float
    ages: tuple[int, int]
    happened: tuple[str, ...]
    heard: tuple[str, ...]
    known: tuple[str, ...]
    special: str = ""


SCENARIOS: dict[str, Scenario] = {
    s.code: s
    for s in (
        Scenario(
            "domestic_incident", ("N1", "N5"), ("3B", "3A", "17A", "1B", "3C", "4B"), 0.25, (0, 17),
            ("A verbal argument took place between {m} and {o} {when}.",
             "{m} rang for help {when} saying {o} would not leave the address.",
             "A neighbour reported shouting and banging at the home {when}.",
             "{o} came to the address {when} although asked to stay away.",
             "A disagreement about money {when} ended with {o} throwing a phone at the wall.",
             "{m} was seen upset outside {place} {when} after an argument with {o}."),
            ("{c} was upstairs and said {his} headphones were on.",
             "{c} came down the stairs because of the noise and was sent back up.",
             "{c} told the adult who asked that it happens a lot.",
             "The children appeared well and were not spoken to alone.",
             "{c} was at a grandparent's house at the time."),
            ("{m} says they have separated and that {o} collects the children at weekends.",
             "There have been {n} earlier calls to the address.",
             "{m} declined to make a statement and said it was blown out of proportion.",
             "Both adults had been drinking; nobody was hurt.",
             "{m} has asked for the locks to be changed."),
        ),
        Scenario(
            "neglect_home", ("N1",), ("16A", "4B", "5B", "17A"), 0.45, (0, 17),
            ("The home was found cold and cluttered when visited {when}.",
             "{c} arrived {when} without a coat and said there had been no breakfast.",
             "{c} has worn the same clothes for {n} days and others have begun to comment.",
             "There was very little food in the kitchen {when}.",
             "{c} was collected over an hour late for the {nth} time this term."),
            ("{c} said the washing machine has been broken for ages.",
             "{c} says that {m} sleeps in the day and that {his} cousin makes the tea.",
             "{m} said things have been hard and was open to talking about it.",
             "{c} was tired but chatty.",
             "{m} said she was being picked on and ended the conversation."),
            ("Dental and eye appointments have been missed {n} times.",
             "A family support worker visited last year and things got better for a while.",
             "The heating is on a key meter.",
             "{o} works away and comes home every other week.",
             "There is a large dog; it was shut in the kitchen."),
        ),
        Scenario(
            "parental_mental_health", ("N3", "N4"), ("4B", "3B", "7A"), 0.2, (0, 17),
            ("{m} was seen {when} and described feeling very low and not coping.",
             "{m} told her worker {when} that she cannot face leaving the house.",
             "{m} attended {when} in a tearful state with {c}.",
             "{o} called {when} worried because {m} had stopped taking her medication."),
            ("{c} sat close to {m} and brought her a drink.",
             "{c} said that mum is sad and that nan comes round.",
             "{m} said the children are what keeps her going.",
             "It is not known who was looking after {c} at the time.",
             "{c} was not present."),
            ("{m} has been with the community mental health team since spring.",
             "Grandparents live {n} streets away and help with school runs.",
             "A change of medication was made {n} weeks ago.",
             "{m} was unwell after the birth of her first child."),
        ),
        Scenario(
            "parental_alcohol_drugs", ("N1", "N5"), ("1B", "2B", "16A", "3B"), 0.5, (0, 17),
            ("{m} smelled of alcohol when collecting {c} {when}.",
             "{o} was found asleep in a parked car {when} with {c} in the back seat.",
             "There was a strong smell of cannabis in the home {when}.",
             "{m} missed {n} appointments with the recovery service and came {when} unwell."),
            ("{c} said {m} has 'grown-up drinks' in the daytime.",
             "{c} was clean and had {his} homework done.",
             "{m} said it was one bad day and that it will not happen again.",
             "{c} asked whether {he} could stay longer."),
            ("{m} had been doing well with the recovery service until this summer.",
             "A friend who also uses has been staying at the address.",
             "{o} does not live there but comes most days.",
             "Prescribed medicine is kept in a locked box."),
        ),
        Scenario(
            "mark_on_child", ("N1",), ("18C", "17A", "3B"), 1.35, (0, 15),
            ("A small mark was noticed on {c}'s arm {when}.",
             "{c} came in {when} with a bruise near the ear.",
             "A mark was seen on {c}'s back when changing for swimming {when}.",
             "{c} would not sit down {when} and then said {his} leg was sore."),
            ("{c} said {he} fell off a scooter, and later that {o} got cross.",
             "{c} said {he} did not know how it happened.",
             "{c} said '{o} grabbed me because I was naughty'.",
             "{m} said it was done playing with a cousin.",
             "The explanation given fits, but it was given late."),
            ("There has been one earlier mark, explained by football.",
             "{o} moved in {n} months ago.",
             "A body map was filled in and is attached.",
             "{m} was told and is coming in at the end of the day.",
             "Parents have not been told yet; advice is asked first."),
        ),
        Scenario(
            "school_absence", ("N5", "N4"), ("20", "16A", "4A"), -0.35, (5, 16),
            ("{c}'s attendance has fallen to {n}8 per cent this term.",
             "{c} has not been seen in school since {when} and calls are not answered.",
             "A home visit {when} found nobody in, although the curtains moved.",
             "{c} has been late every day since {when}."),
            ("{c} said {he} does not like the noise at dinner time.",
             "{m} said {c} will not get out of bed and that she has given up arguing.",
             "{c} was last seen by a friend at {place}.",
             "A sibling said everyone was still asleep."),
            ("{n} letters have been sent and one meeting was missed.",
             "There is a plan for a reduced timetable that has not begun.",
             "The family has moved {n} times in two years.",
             "An attendance officer has offered to meet at home."),
        ),
        Scenario(
            "low_mood", ("N4", "N3"), ("4A", "15A"), 0.4, (9, 17),
            ("{c} told a trusted adult {when} about feeling very low.",
             "{c} was seen crying near {place} {when}.",
             "A friend showed staff a worrying message from {c} {when}.",
             "{c} was seen by the duty team {when} after hurting {his} own arm; no treatment was needed."),
            ("{c} said {he} does not want {m} to know.",
             "{c} said things are worse since {o} left.",
             "{m} was shocked and is seeking help from the GP.",
             "{c} agreed to a safety plan and named an aunt as someone to talk to."),
            ("A referral to the mental health service was made {n} weeks ago and there is a wait.",
             "{c} has stopped going to football.",
             "There was a bereavement in the family last year.",
             "{c} sees a school counsellor on alternate weeks."),
        ),
        Scenario(
            "exploitation_worry", ("N1", "N6"), ("24A", "13A", "10A", "2A"), 0.95, (11, 17),
            ("{c} was stopped at {place} {when} with older people who are not family.",
             "{c} has a new phone and trainers that {m} cannot explain.",
             "{c} was found {when} in a town {n}0 miles away with a return ticket paid by someone else.",
             "A message on {c}'s phone {when} asked {him} to 'drop something off'."),
            ("{c} laughed and said everyone is making a fuss.",
             "{c} said {he} owes somebody money and would not say whom.",
             "{m} is frightened and has been driving round to look for {him}.",
             "{c} was polite and gave a false name at first."),
            ("{c} has been excluded for {n} days this term.",
             "The name of an older man known as 'Binks' has come up before.",
             "A cousin was worked with by the youth justice service.",
             "{c} used to be a keen boxer at the club near {place}."),
        ),
        Scenario(
            "missing", ("N6", "N5"), ("10A", "24A"), 0.3, (10, 17),
            ("{c} was reported missing {when} and came home {n} hours later.",
             "{c} did not return from {place} {when}.",
             "{m} reported {c} missing {when} after an argument about a phone.",
             "{c} was found at a friend's house {when}, safe and well."),
            ("{c} said {he} only wanted some space.",
             "{c} would not say where {he} had been.",
             "{m} asked that somebody talk to {c} because she gets nowhere.",
             "A prevention interview was done on the doorstep."),
            ("This is the {nth} time this year.",
             "{c} usually goes to the same friend.",
             "{c}'s phone was switched off.",
             "A return home interview has been offered."),
            special="missing",
        ),
        Scenario(
            "housing_money", ("N7", "N4"), ("20", "4B"), -0.75, (0, 17),
            ("The family has had notice to leave by the end of the month.",
             "{m} came {when} asking for a food voucher and help with the electricity.",
             "Rent arrears of {n}00 pounds were found at a visit {when}.",
             "The family is in one room of temporary accommodation since {when}."),
            ("{c} is sleeping on the sofa.",
             "{m} said she goes without so the children can eat.",
             "{c} was playing happily.",
             "The property was tidy; damp was seen in the back bedroom."),
            ("{o} lost his job {n} weeks ago.",
             "A benefit claim has been waiting since summer.",
             "{m} is in touch with the advice centre.",
             "There are {n} people in a two-bedroom flat."),
        ),
        Scenario(
            "young_carer", ("N3", "N5"), ("7A", "6B", "4B"), -0.45, (6, 17),
            ("{c} told a member of staff {when} that {he} does the cooking and the medicine.",
             "{c} missed {n} lessons because {he} was at hospital with {m}.",
             "{c} fell asleep in class {when} and said {m} had a bad night."),
            ("{c} said {he} likes helping but misses seeing friends.",
             "{m} said she did not know it was affecting school.",
             "{c} asked not to make a big thing of it."),
            ("{m} has a long-term illness.",
             "There is a younger child at home as well.",
             "Young carers' groups were offered {n} months ago.",
             "An adult care assessment is waiting."),
        ),
        Scenario(
            "disability_support", ("N2",), ("6A", "5A", "20"), -0.3, (1, 17),
            ("{m} asked {when} for an assessment for short breaks.",
             "{c}'s sleep has been very poor and {m} is exhausted.",
             "The equipment that {c} needs no longer fits since {when}.",
             "{c} hit out at {m} {when} during a change of routine."),
            ("{c} does not use words and showed {his} picture card for 'happy'.",
             "{m} said nobody has told her what help there is.",
             "{o} has had to reduce working hours."),
            ("An education, health and care plan is in place.",
             "The family was known to the disabled children's team until {n} years ago.",
             "A sibling is finding it hard.",
             "Respite ended when the carer retired."),
        ),
        Scenario(
            "pre_birth", ("N1", "N3"), ("4B", "2B", "3B", "5B"), 0.6, (-1, -1),
            ("{m} booked late in pregnancy, {when}, and has missed {n} scans.",
             "{m} told the midwife {when} that an older child lives with relatives.",
             "{m} disclosed at a clinic {when} that {o} checks her phone.",
             "{m} is expecting and came {when} to say she has nowhere settled to live."),
            ("{m} is looking forward to the baby and has bought a cot.",
             "{m} was guarded when asked about {o}.",
             "{m} asked for help to stay off cannabis.",
             "{m} agreed to this information being shared."),
            ("There is a history of low mood after a birth.",
             "{m} left care {n} years ago and has a personal adviser.",
             "{o} is not the father.",
             "An older child had a plan in another authority."),
        ),
        Scenario(
            "parental_conflict", ("N5", "N4"), ("17A", "20", "3B"), -0.7, (1, 16),
            ("{o} rang {when} saying {c} was not handed over as agreed.",
             "{m} and {o} argued at the school gate {when}.",
             "A letter from a solicitor came {when} with worries about contact.",
             "{o} reports that {c} was left with a stranger {when}."),
            ("{c} said {he} wishes they would stop.",
             "{c} has said the same sentence in the same words to several adults.",
             "{c} has not been spoken to.",
             "{c} was looking forward to the weekend."),
            ("A private court case is going on.",
             "Each parent has made {n} reports about the other.",
             "A mediator met both parents once.",
             "{m} has a new partner."),
        ),
        Scenario(
            "online_harm", ("N1", "N6"), ("11A", "20", "4A"), 0.55, (8, 17),
            ("{c} was found {when} to be talking online with an adult {he} has never met.",
             "A picture of {c} was passed round a year group {when}.",
             "{c} told a teacher {when} that a person in a game asked for {his} address.",
             "{m} found messages {when} asking {c} to keep a secret."),
            ("{c} was embarrassed and handed over the tablet.",
             "{c} said the person is {his} friend and is fifteen.",
             "{m} has taken the phone away and wants to know what to do.",
             "No meeting was arranged as far as is known."),
            ("The device has been kept for the police.",
             "{n} other pupils are involved.",
             "{c} is new to the area and lonely.",
             "An online safety session was given last term."),
        ),
        Scenario(
            "private_fostering", ("N8", "N5"), ("8B", "20"), 0.0, (4, 15),
            ("{c} has been living with a family friend since {when}.",
             "It came to light {when} that {c} is staying with a neighbour while {m} is abroad.",
             "{c} gave a different address {when} and said 'I live with Auntie now'; she is not a relative."),
            ("{c} said {he} likes it there.",
             "The carer was open and would welcome advice.",
             "{m} was reached by phone and agrees to it.",
             "It is not known how long it will last."),
            ("The arrangement has lasted {n} weeks.",
             "The authority had not been told.",
             "The carer has {n} children of her own."),
            special="private_fostering",
        ),
        Scenario(
            "adult_need", ("N9", "N0"), ("20",), -1.3, (0, 17),
            ("{m} rang for help {when} about a neighbour; children live in the home.",
             "{o} was seen {when} for a minor injury at work and mentioned having children.",
             "An adult at the address was arrested {when} for a shop theft; {c} was not there.",
             "{m} was a witness to a road accident {when} with {c} in the car."),
            ("{c} was well and talked about school.",
             "No worry about {c} was seen.",
             "{c} was not present."),
            ("This is shared for information because children live at the address.",
             "No earlier involvement is known.",
             "Adult services have been told."),
            special="adult_or_other",
        ),
        Scenario(
            "behaviour", ("N6", "N5"), ("14A", "20", "4A", "17A"), -0.15, (7, 17),
            ("{c} damaged a door at home {when}.",
             "{c} was involved in a fight at {place} {when}.",
             "{m} rang {when} saying she cannot keep {c} at home any longer.",
             "{c} was stopped {when} for throwing stones at a bus."),
            ("{c} said sorry and helped to clear up.",
             "{c} said nobody listens to {him}.",
             "{m} was in tears and asked what she can do.",
             "{c} said {o} started it."),
            ("{c} is waiting for an assessment of attention and learning.",
             "{c} was excluded {n} times last year.",
             "A parenting course was begun and not finished.",
             "{c} is calm with {his} grandfather."),
        ),
    )
}  # fmt: skip
