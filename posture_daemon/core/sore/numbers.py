"""Every number of the sore-back plan, once, with where it comes from.

None of them was tried in this combination: no trial tests such a plan. They follow published
guidance where there is some ("guidance"), and are ours where there is none ("ours").
"""

from __future__ import annotations

from datetime import timedelta

# --- the plan ---

ACUTE = timedelta(hours=72)
"""The first part. Source: ours, after the usual advice on the first days (NHS back pain)."""
SETTLING_UNTIL = timedelta(days=14)
"""The second part ends. Source: ours; CMAJ 2012;184:E613 has most of the change by week 6."""
REBUILD_UNTIL = timedelta(days=42)
"""The third part is reviewed. Source: CMAJ 2012;184:E613: 52 of 100 falls to 23 by week 6."""
MAINTAIN = timedelta(days=182)
"""Strength and walks go on for half a year. Source: ours; recurrences come within a year."""
CARD_DAYS = (2, 3, 8, 15, 22, 29, 36)
"""Days whose morning begins with the emergency card: the next two, then weekly. Source: ours."""
CARD_AFTER_PAUSE = timedelta(hours=24)
"""A longer pause ends with the card. Source: ours."""
PINNED_AGAIN = timedelta(hours=1)
"""A notice of a noted sign that was closed comes back after so long. Source: ours."""
CARD_AFTER_RISE = 2
"""A score that rises by so many points brings the card. Source: ours, near the change that
matters on a 0-10 scale (Childs 2005, Spine 30:1331)."""
RISE_WITHIN = timedelta(hours=48)
"""In small steps as well, within so long. Source: ours."""
CARD_IN_HAND = timedelta(minutes=2)
"""Whoever begins has the card before them, and is reminded of it so much later. Source: ours."""
LEAFLET_DAYS = (1, 7, 14, 42)
"""Days on which the leaflets are shown, the same for everyone. Source: ours."""
REVIEW_DAYS = (7, 14, 28, 42)
"""Days whose check-in is a review. Source: ours."""

# --- prompts ---

PROMPTS_PER_HOUR = 2
PROMPTS_PER_DAY = 18
"""The most that interrupt while the plan runs. Source: ours."""
LONGEST_SHIFT = timedelta(hours=16)
"""Working hours of more in a row are no shift: then the night is kept. Source: ours."""
SITTING_LIMIT = timedelta(minutes=30)
SITTING_LIMIT_RANGE = timedelta(minutes=20), timedelta(minutes=45)
"""A silent cue to change position. Source: ours, after the advice to vary it (NICE NG59)."""
SITTING_LIMIT_LATER = timedelta(minutes=45)
"""The same in weeks 3 and 4. Source: ours."""
ON_YOUR_FEET = timedelta(minutes=60)
ON_YOUR_FEET_RANGE = timedelta(minutes=30), timedelta(minutes=90)
"""A prompt to be on one's feet. Source: stay active, Dahm 2010, Cochrane CD007612."""
MINUTES_ON_FEET = {1: (1, 3), 2: (3, 5), 3: (5, 10)}
MINUTES_ON_FEET_LATER = 1, 3
"""How long, by the day; once there are walks besides, it is short again. Source: ours."""
STRETCH_SETS = {1: 2, 2: 3, 3: 3}
STRETCH_SETS_LATER = 2
"""Sets of gentle movements a day, by the day, and after the first three. Source: ours; for
comfort, since trials show no clear effect (IJzelenberg 2023, Cochrane CD009365)."""
STRETCH_MINUTES = (3, 5)
"""How long such a set takes. Source: ours."""
OFFERS_PER_DAY = 4
OFFER_GAP = timedelta(hours=3)
"""How often warmth or cold is offered. Source: every few hours, as the trust leaflets have it."""
FIRST_QUESTION = timedelta(minutes=10)
"""How is it, once, after the beginning. Source: ours."""
FIRST_CHECK_IN = timedelta(hours=4)
"""The second check-in of the first day. Source: ours."""
AFTER_GETTING_UP = timedelta(minutes=45)
"""The morning check-in: half an hour to an hour after getting up. Source: ours."""
BEFORE_BED = timedelta(minutes=30)
"""The evening check-in. Source: ours."""
CHECK_IN_LATE = timedelta(hours=4)
"""What nobody saw in the evening is asked the next morning, so much sooner. Source: ours."""
MORNINGS_UNTIL = 3
"""Until this day the diary asks in the morning as well. Source: ours."""
CHECK_IN_EVERY = {3: 0, 7: 1, 14: 2, 28: 3}
CHECK_IN_LATER, CHECK_IN_USUAL = 7, 30
"""Until a day: how many days apart, then weekly, and monthly once all is as usual. Source: ours."""
USUAL_FROM = 28
"""After this day the cue to change position ends: the ordinary reminders have it. Source: ours."""
WALK_TIMES = timedelta(hours=3, minutes=15), timedelta(hours=6, minutes=45)
STRENGTH_TIME, STRENGTH_LENGTH = timedelta(hours=5), timedelta(minutes=10)
"""When after the beginning of the day walks and strength come, and how long. Source: ours."""
VISIT_TOLD = timedelta(hours=2)
"""How long after getting up an appointment is told of. Source: ours."""
WALKS = {7: (2, 5, 10), 14: (2, 10, 15), 28: (1, 20, 20), 42: (1, 30, 30)}
"""Until a day: so many walks a day, from and to so many minutes. Source: ours, towards the
walking of Pocovi 2024, Lancet 404:134 (WalkBack)."""
WALK_DAYS = {42: 5, 224: 3}
"""Until a day: on so many days a week, once the walks are half an hour. Source: as above."""
STRENGTH_DAYS = 2
"""Days a week with strength, on level 4. Source: WHO 2020 guidelines: 2 or more."""

# --- levels ---

LEVELS = {0: (8, 10), 1: (6, 7), 2: (4, 5), 3: (2, 3), 4: (0, 1)}
"""The table that the person picks from: level, and scores from and to. Source: ours."""
HIGHEST_IN_ACUTE = 3
"""No strength in the first days. Source: ours."""
STRENGTH_LEVEL = 4
LOW_FOR = timedelta(hours=48)
"""How long most wait at 0 or 1 before strength, as the leaflet says. Source: ours."""
DROPPED_FOR = timedelta(hours=24)
"""An item that made it worse is left out for so long. Source: ours, the article's stop rule."""
QUESTION_STAYS = timedelta(minutes=5)
"""How long it is asked whether an item made it worse. Source: ours."""

# --- warmth and cold ---

DEFAULT_MINUTES = 15
COLD_MINUTES = 5, 20
WARMTH_MINUTES = 10, 20
"""Source: NHS trust leaflets: 10 to 15, never over 20."""
COLD_CHECKS = (5, 10)
WARMTH_CHECKS = (10,)
"""Minutes after which to look at the skin. Source: NHS trust leaflets."""
COLD_GAP = timedelta(hours=3)
COLD_GAP_RANGE = timedelta(hours=2), timedelta(hours=6)
"""Source: NHS trust leaflets: again after 2 to 3 hours, once the skin is as usual."""
WARMTH_GAP = timedelta(hours=2)
WARMTH_GAP_RANGE = timedelta(hours=1), timedelta(hours=6)
"""Source: ours."""
SESSIONS_PER_DAY = 4
MOST_SESSIONS_PER_DAY = 6
"""Source: ours; leaflets say 2 to 4 times a day."""
SWITCH_GAP = timedelta(hours=1)
"""Between warmth and cold. Source: ours."""
ALARM_EVERY = timedelta(minutes=2)
"""The end alarm repeats until confirmed: people fall asleep on heat pads. Source: ours."""
ALARMS_AWAKE = 5
"""So many of them keep the machine from falling asleep, and no more: in a bag it grows hot.
Source: ours."""
VERDICT_AFTER = timedelta(minutes=30)
"""How it feels is asked so long afterwards. Source: ours."""
VERDICTS_TO_COMPARE = 3
"""Of each kind, before it is shown which helped more often. Source: ours."""

# --- medicines: bounds against slips of the keyboard, no advice ---

MEDICINE_HOURS = 1, 72
MEDICINE_TIMES = 1, 24
MEDICINE_DAYS = 1, 365
MEDICINE_WINDOW = timedelta(hours=24)
"""The day that "most times" is counted in, ending now. Source: how packets say it."""
MEDICINE_CARD_EVERY = timedelta(days=30)
"""The card before the first entry comes again. Source: ours."""

# --- what can be noted: bounds against slips of the keyboard ---

LONGEST_NOTE = 500
LONGEST_WORD, MOST_WORDS = 60, 30
"""Characters of a note, and of each word of a list, and how many words it has. Source: ours."""
MINUTES_OF_A_DAY = 24 * 60
TOLD = {
    "onset": ("sudden", "gradual"),
    "side": ("left", "right", "both", "middle"),
    "spread": ("none", "buttock", "above-knee", "below-knee"),
}
"""What can be said of how it began. Source: ours, after what a physiotherapist asks."""

# --- the scales ---

SCORES = 0, 10
"""Numeric rating, 0 none, 10 the worst one can imagine. Source: generic (NPRS)."""
ACTIVITIES = 3
"""Own activities, 0 unable to 10 as before. Source: Stratford 1995, Physiother Can 47:258."""

# --- the leaflets: what a person may go by; the program compares nothing with these ---

LEVEL_SETS = {1: (1, 1), 2: (1, 2), 3: (2, 2)}
LEVEL_REPETITIONS = {1: (5, 5), 2: (5, 6), 3: (8, 8)}
LEVEL_HOLDS = {2: (10, 15), 3: (15, 20)}
"""How much by the level, holds in seconds; level 4 is as the item says. Source: ours."""
STEADY_FOR = timedelta(hours=12)
"""Between the two check-ins that speak for a level up. Source: ours."""
STALE_AFTER = timedelta(hours=12)
STALE_LATER = timedelta(hours=36)
STALE_LEVEL = 1
"""When a score says little, in the first part and later, and the level until then. Source: ours."""
STRENGTH_DAYS_LATER = 3
"""Days a week with strength in weeks 5 and 6, at most. Source: ours, within WHO 2020."""
LYING_MINUTES = (20, 30)
"""Lying down by day, in the first days. Source: ours, after NHS back pain: not long in bed."""
ADULT_AGE = 18
FIRST_SPELL_AGE = 50
"""Whom the plan is not for, and a first spell that is to be asked about. Source: usual lists."""
SEVERE_SCORE = 8
SEVERE_FOR = timedelta(hours=24)
RISE_WITHIN = timedelta(hours=48)
RISING_DAYS = 3
NO_CHANGE_DAY = 7
LEAST_FALL = 2
LEAST_FALL_PERCENT = 30
IN_THE_WAY_DAY = 14
IN_THE_WAY_SCORE = 4
STILL_THERE_SCORE = 3
SPELLS = 3
SPELLS_MONTHS = 6
LEG_FOR = timedelta(hours=48)
"""When to see someone. Source: ours, earlier than the few weeks of NHS pages; to be lowered, never
raised."""
STIFF_MINUTES = 30
STIFF_WEEKS = 3
STIFF_UNDER_AGE = 45
"""Nights and mornings to have looked into. Source: NICE NG65; the weeks are ours."""
MEDICINE_EVERY_DAY_FOR = timedelta(days=7)
MEDICINE_AGE = 60
DRINKS = 3
"""Whom to ask before a painkiller. Source: FDA drug facts labels; the days are ours."""
COURSE = (52, 23, 12)
"""Mean pain of 100 at first, by week 6 and by week 26. Source: CMAJ 2012;184:E613."""
HALF_RECOVERED = timedelta(days=58)
RECOVERED_IN_A_YEAR = 72
"""Median until free of pain, and how many of 100 after a year. Source: BMJ 2008;337:a171."""
