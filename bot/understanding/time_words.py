"""The time words and phrases of each language, as data for `time_grammar`.

The left side of a rule names a function of `time_meaning`; the right side is what people say. Words stand in their
usual spelling; matching ignores case and diacritics.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One language. Tables map alternatives ("monday|mon") to values; rules are lines for `time_grammar.Grammar`."""

    weekdays: Mapping[str, int]
    plurals: Mapping[str, int]
    months: Mapping[str, int]
    units: Mapping[str, str]
    periods: Mapping[str, str]
    parts: Mapping[str, str]
    and_words: frozenset[str]
    day_openers: frozenset[str]
    """Prepositions and articles that belong to a day, range or recurrence after them."""
    clock_openers: frozenset[str]
    sure_openers: frozenset[str]
    """Openers after which a doubtful word ("sat", "4/5") is meant as a time."""
    vague_openers: frozenset[str]
    """Openers that name a bound, not a time ("before Friday")."""
    weak: frozenset[str]
    """Time words that are more often something else; alone they do not count."""
    counted: frozenset[str]
    """Words after a bare number that make it a count of something."""
    common: frozenset[str]
    """Frequent words by which a text of this language is recognised."""
    rules: str
    half_day: bool
    """True: a bare hour from 1 to 6 is meant in the afternoon; False: it is asked."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _numbered(rows: str, first: int = 0) -> dict[str, int]:
    return {row: index for index, row in enumerate(rows.split(), first)}


COMMON_RULES = """
when iso : <iso>
day numeric : <fulldate>
day? numeric : <shortdate>
day dotted_date : <dotted_day>
clock~ digital : <hm>
clock digital : <hm> <meridiem>
clock? digital : <dotted>
clock digital : <dotted> <meridiem>
clock bare : <n> <meridiem>
clock? hour_h : <n> h
clock hour_h : <n> h <num2>
span week : kw|cw|wk <n> [<year>]
span quarter : q <n> [of] [<year>]
span quarter : <year> [-] q <n>
span half : h <n> <year>
day date : <n> / <month> / <year>
day date : <n> - <month> - <year>
day date : <n> / <month>
day date : <month> / <n>
none trap : <n> %|percent|prozent|k|m|x|€|$|£|°
none trap : 24 / 7
none trap : version|versión|release|v|update|build|firmware|ios|android|windows|macos <dotted_day>
none trap : <hm> image|picture|photo|ratio|format|video|aspect|bild|foto|imagen|imagen|formato
"""

ENGLISH = Words(
    weekdays=_numbered(
        "monday|mon|mon. tuesday|tue|tues wednesday|wed|weds|wensday thursday|thu|thur|thurs friday|fri saturday|sat "
        "sunday|sun"
    ),
    plurals=_numbered("mondays tuesdays wednesdays thursdays fridays saturdays sundays"),
    months=_numbered(
        "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct "
        "november|nov december|dec",
        1,
    ),
    units={
        "minute|minutes|min|mins": "minute",
        "hour|hours|hr|hrs|h": "hour",
        "day|days": "day",
        "week|weeks": "week",
        "fortnight|fortnights": "fortnight",
        "month|months": "month",
        "quarter|quarters|qtr": "quarter",
        "year|years|yr|yrs": "year",
    },
    periods={
        "week": "week",
        "month": "month",
        "quarter|qtr": "quarter",
        "year|yr": "year",
        "weekend|week-end": "weekend",
    },
    parts={
        "morning|early morning": "morning",
        "late morning": "late_morning",
        "lunch|lunchtime|lunch time": "noon",
        "afternoon|early afternoon|late afternoon": "afternoon",
        "evening|early evening": "evening",
        "night|late night|late evening": "night",
    },
    and_words=_set("and & or plus +"),
    day_openers=_set("on for by until till to from starting before after the during in over at since"),
    clock_openers=_set("at for by until till to from around before after @"),
    sure_openers=_set("on by until till at @"),
    vague_openers=_set("before after"),
    weak=_set("mon sat sun wed mar may march jan sep dec jun second fall lunch night morning evening afternoon min"),
    counted=_set(
        "percent followers likes posts post drafts captions hashtags comments stores shops people euros dollars pounds "
        "bucks percent images photos videos views clicks stars million thousand hundred different cities locations "
        "events products new times points degrees km miles per of x"
    ),
    common=_set(
        "the a an of on to and for post with about at in it is our we my you every next last this that schedule "
        "publish tomorrow today show how what draft please from by until"
    ),
    half_day=True,
    rules="""
none trap : [the] <ord> one|post|draft|image|photo|picture|video|option|comment|caption|version|slide|story
none trap : [the] <ord> place|time|anniversary|birthday|edition|floor|store|shop|location|half|person|year
none trap : black|cyber|casual|taco|super|fat friday|monday|tuesday|sunday
none trap : <n> - day|week|month|year|hour|minute
none trap : <n> day|week|month|year|hour|minute challenge|workshop|course|guide|warranty|guarantee|trial
none trap : <n> day|week|month|year|hour|minute session|video|program|plan
none trap : next|last|one day delivery|shipping
none trap : day|night|week of the
none trap : may i|we|you|the|be|have|not|contain
none trap : march with|on|for|of|in|to
none trap : happy|sunny|lazy|motivational <weekday>
day relative 0 : today
day relative 0 tonight : tonight|tonite
day relative 0 : this <part_word>
day relative -1 night : last night
day relative -1 : yesterday
day relative 1 : tomorrow|tmrw|tomorow|tommorow|tommorrow
day relative 2 : [the] day after tomorrow
day relative -2 : [the] day before yesterday
day~ weekday plain : <weekday>
day~ weekday plain : <weekday> .
day weekday plain : [this] coming <weekday>
day weekday this : this <weekday>
day weekday next : [the] next|following <weekday>
day weekday last : last|past <weekday>
day weekday last : this past <weekday>
day weekday week : <weekday> week
day weekday second : [the] <weekday> after next
day weekday week : a|one week on|from <weekday>
day weekday second : [in] two weeks on <weekday>
day weekday_week 1 : <weekday> [of] next week
day weekday_week 1 : next week [on] <weekday>
day weekday_week 1 : next week 's <weekday>
day weekday_week 0 : <weekday> [of] this week
day weekday_week -1 : <weekday> [of|from] last week
day weekday_week -1 : last week 's <weekday>
day weekday_after : in <dur> on <weekday>
day weekday_after : <weekday> in <dur>
day dotted_day : on [the] <dotted_day>
day date : [the] <ord> [of] <month> [,] [<year>]
day date : <n> [of] <month> [,] [<year>]
day date : <month> [the] <ord> [,] [<year>]
day date : <month> <n> [,] [<year>]
day date : this <month> [the] <ord>
distant of_part : [the] <part_word> of <day>
day? monthday : the <ord>
day? monthday : on the <n>
day? monthday : the <digitord>
day? monthday : <digitord>
day monthday_in : [the] <ord> [of|in] <monthof>
day monthday_in : [the] <dayn> of <monthof>
day monthday_in : [the] <ord> day of|in <monthof>
day weekdays_ahead 1 : <n> <plural_days> from now
day weekdays_ahead -1 : <n> <plural_days> ago|back
day last_day : [the] last day [of|in] <monthof>
day last_day : [the] end of <monthof>
day last_day : month end
day first_day : [the] first day [of|in] <monthof>
day first_day : [the] start|beginning of <monthof>
day nth : [the] <ord> <weekday> of|in <monthof>
day nth_last : [the] last <weekday> of|in <monthof>
day period_end 0 : [the] end of [this|the|current] <period_end>
day period_end 1 : [the] end of next|coming|following <period_end>
day period_end 1 : [the] end of the next|coming|following <period_end>
day period_end -1 : [the] end of last|past|previous <period_end>
day period_start 0 : [the] start|beginning of this|the|current <period_end>
day period_start 1 : [the] start|beginning of next|coming|following <period_end>
day period_start 1 : [the] start|beginning of the next|coming|following <period_end>
day period_start -1 : [the] start|beginning of last|past|previous <period_end>
none trap : wkend|ides [of] <month>
none trap : [the] start|beginning|end|middle of [the] <year>
none trap : [the] middle of [this|the|next|last] week|month|year
none trap : [the] <ord> week|weekend of|in <monthof>
none trap : [the] [<ord>] last week|weekend [end] of|in <monthof>
none trap : [the] [<ord>] last week|weekend of|in <year>
none trap : [the] <ord> half of [the] year|month
day ahead : in <dur> [time]
day ahead : in <dur> 's time
day ahead : <dur> from now|today
day ahead : <dur> hence
day ahead : a|one week today
day ago : <dur> ago
distant after : <dur> from|after <day>
distant before : <dur> before <day>
day? holiday easter 0 : easter [sunday] [<year>]
day holiday easter 1 : easter monday [<year>]
day? holiday easter -2 : good friday [<year>]
day? holiday easter -47 : shrove tuesday [<year>]
day? holiday 12 25 : christmas [day] [<year>]
day? holiday 12 25 : xmas [<year>]
day? holiday 12 24 : christmas eve [<year>]
day? holiday 12 26 : boxing day [<year>]
day? holiday 12 31 : new years|year eve [<year>]
day? holiday 12 31 : new year 's eve [<year>]
day? holiday 1 1 : new years|year day [<year>]
day? holiday 1 1 : new year 's day [<year>]
day? holiday 2 14 : valentines|valentine [day] [<year>]
day? holiday 2 14 : valentine 's day [<year>]
day? holiday 10 31 : halloween [<year>]
day? holiday thanksgiving 0 : thanksgiving [day] [<year>]
day? holiday thanksgiving 1 : black friday [<year>]
day? holiday thanksgiving 4 : cyber monday [<year>]
monthof near 0 : the|this|current month
monthof near 0 : the current month
monthof near 1 : [the] next month
monthof near -1 : [the] last|previous month
monthof named : <month> [<year>]
monthof named : next|this <month>
part? part : [this] <part_word>
part part : in the <part_word>
part part : at night
part part : around lunchtime|lunch
part part morning : first thing [in] [the] [morning]
clock bare : at|@ <n> [oclock|ish|sharp|exactly]
clock bare : at about|around <n>
clock? bare : around|approximately|approx|roughly <n>
window approx : at about|around|approximately|roughly <clock>
clock bare : <n> oclock|ish [<meridiem>]
clock bare_part tonight : [at] <n> tonight
clock bare_part night : [at] <n> at night
clock bare_part : [at] <n> in the <part_word>
clock bare_part : [at] <n> <num2> in the <part_word>
clock bare_part : [at] <n> this <part_word>
clock half_past : at half <n>
clock? bare : <n> <num2>
clock bare : at <n> <num2> [oclock]
clock bare : [at] <n> <num2> <meridiem>
clock bare : at <n> hundred [hours]
clock digital : at <dotted>
clock half_past : half past <n> [<meridiem>]
clock? half_past : half <n>
clock quarter_past : [a] quarter past|after <n> [<meridiem>]
clock quarter_to : [a] quarter to|before|of|til|till <n> [<meridiem>]
clock past : <n> [minutes] past <n> [<meridiem>]
clock past : <n> minutes after <n> [<meridiem>]
clock past : <n> after <n> <meridiem>
clock to : <n> minutes to|before <n> [<meridiem>]
clock to : at <n> to <n> [<meridiem>]
clock? to : <n> to <n> [<meridiem>]
clock past_noon 15 : [a] quarter past|after <noon>
clock past_noon -15 : [a] quarter to|before|of <noon>
clock past_noon 30 : half past <noon>
clock past_noon 1 : <n> [minutes] past|after <noon>
clock past_noon -1 : <n> [minutes] to|before <noon>
window between : from|between <clock> to|-|until|untill|till|and <clock>
window between : <clock> -|until|untill|till <clock>
window between : <n> <meridiem> to <clock>
window between : from|between <n> to|-|until|till|and <n> <meridiem>
window between : <n> - <n> <meridiem>
window between : from|between <n> to|-|until|till|and <clock>
window between : from <clock> to|-|until|till <n>
window between : <clock> -|until|till <n>
window around 1 : <dur> after|from|past <clock>
window around -1 : <dur> before <clock>
clock noon : [at] noon|midday
clock midnight : [at] midnight
clock between : between <n> and <n> [<meridiem>]
clock between : between <hm> and <hm>
dur dur : <n> <unit>
dur dur : a|an <unit>
dur dur : <n> full|whole|more <unit>
dur dur_pair : <n> <unit> and <n> <unit>
dur dur_decimal : <decimal> <unit>
dur dur_half : <n> and a half <unit>
dur dur_half : <unit> and a half
dur dur_half : a|an|one <unit> and a half
dur dur_half : <n> <unit> and a half
dur hours_part 30 : half an|a hour
dur hours_part 30 : 1 / 2 [an] hour|h
dur hours_part 15 : 1 / 4 [of] [an] hour|h
dur hours_part 45 : 3 / 4 [of] [an] hour|h
dur hours_part 15 : [a] quarter of an hour
dur hours_part 45 : three quarters of an hour
dur dur_couple : a couple [of] <unit>
span period 0 : this|current <period>
span period 0 : the current <period>
span period -1 : last|previous|past <period>
span period 1 : next|following|coming <period>
span weekend : [over] the weekend
span month : in|during|for|of|throughout <month> [<year>]
span? month : <month> [<year>]
span month_near -1 : last <month>
span month_near 1 : next <month>
span month_near 0 : this <month>
span last_n : [the] last|past|previous <dur>
span next_n : [the] next|coming|following <dur>
span year : in|during|for|of <year>
span? year : <year>
span quarter_ord : [the] <ord> quarter|qtr [of] [<year>]
span week : [calendar] week <n> [of] [<year>]
span week : week number <n>
span since_month : since <month>
span since : since <day>
span since : since [the] start|beginning of <monthof>
span since_period : since [the] start|beginning of [this|the] <period>
span since_period : so far this <period>
span since_period : this <period> so far
span since_period : <period> to date
span since_period year : ytd
span until_day : from now until|till|to <day>
span between_days : between [the] <dayn> and [the] <dayn> [of] <month> [<year>]
span between_days : [from] [the] <dayn> to|-|until|till|through|thru [the] <dayn> [of] <month> [<year>]
span between_days : [from|between] <month> <dayn> to|-|until|till|through|thru|and <dayn>
span between : between <day> and <day>
span between : from <day> to|until|till|through|thru|- <day>
span? between : <day> to|through|thru|- <day>
span between_years : from <year> to|until|till|through <year>
span between_years : between <year> and <year>
span? between_years : <year> - <year>
span week_of : the week of [the] <day>
every list 1 : every|each <days>
every list 1 : [on] <plural_days>
every list 1 : every <plural_days>
every list 2 : every other|second <days>
every list 2 : every other|second <plural_days>
every list 2 : every <digit_second> <days>
every list_n : every <n> weeks on <days>
every list 1 : every|each week on <days>
every list 2 : every other|second week on <days>
every list 2 : fortnightly|biweekly on <days>
every list 1 : weekly on <days>
every list 1 : weekly on <plural_days>
every list 1 : once a|per week on <days>
every ord_list : every <ord> <weekday>
every workdays : every|each weekday|workday [<part_word>]
every workdays : every|each working|business|week day
every workdays : every day from monday to|through friday
every workdays : [on] weekdays|workdays
every workdays : [on] business days
every weekend_days : every|each weekend
every weekend_days : [on|at] weekends
every weekend_days 2 : every other|second weekend
every weekend_days 2 : every other|second week on [the] weekend|weekends
every weekend_days_n : every <n> weekends
every units : every <n> <unit>
every units_ord : every|each <ord> <unit>
every units : every|each <unit>
every units_2 : every other|second <unit>
every adverb DAILY : daily|everyday
every adverb DAILY : every single day
every? adverb WEEKLY : weekly
every? adverb MONTHLY : monthly
every? adverb YEARLY : yearly|annually
every? adverb_2 WEEKLY : fortnightly
every? vague WEEKLY : biweekly
every every_part : every|each <part_word>
every every_part night : nightly
every list_part : every|each <weekday> <part_word>
every vague DAILY : every|each day twice|thrice
every vague DAILY : daily twice|thrice
every vague WEEKLY : <n> times a|per|every|each week
every vague DAILY : <n> times a|per|every|each day
every vague MONTHLY : <n> times a|per|every|each month
every monthdays : every|each month on [the] <ord> [and] [the] [<ord>]
every monthdays : monthly on [the] <ord> [and] [the] [<ord>]
every monthdays : [on] [the] <ord> [and] [the] [<ord>] of every|each month
every monthdays : every <ord> of the month
every monthdays : every|each <ord> day of the month
every? monthdays : every|each <digitord> [and] [<digitord>]
every monthdays_every : [on] [the] <ord> of every|each <ord> month
every month_nth_every : [on] [the] <ord> <weekday> of every|each <ord> month
every month_nth_end : [on] [the] <ord> to [the] last <weekday> of every|each month
every month_nth_end : every|each <ord> to [the] last <weekday> of|in the month
every month_nth : [on] [the] <ord> <weekday> of every|each month
every month_nth : every|each <ord> <weekday> of|in the month
every month_nth : every|each month on [the] <ord> <weekday>
every month_nth : monthly on [the] <ord> <weekday>
every month_nth : [on] [the] <ord> <weekday> monthly
every month_nth_last : [on] [the] last <weekday> of every|each month
every month_nth_last : every|each last <weekday> of|in the month
every month_nth_last : every|each month on [the] last <weekday>
every month_nth_last : monthly on [the] last <weekday>
every month_end : [on] [the] last day of every|each month
every month_end : [at] [the] end of every|each month
every month_end : every|each month on the last day
every month_start : [on] [the] first day of every|each month
every month_start : [at] [the] start|beginning of every|each month
every month_start : every|each month at the start|beginning
every month_end : every|each month at the end
every year_nth : every|each <ord> <weekday> of|in <month>
every year_nth : every|each year on [the] <ord> <weekday> of|in <month>
every year_nth : once a year on [the] <ord> <weekday> of|in <month>
every year_nth : yearly|annually on [the] <ord> <weekday> of|in <month>
every year_nth_last : every|each last <weekday> of|in <month>
every year_nth_last : every|each year on [the] last <weekday> of|in <month>
every year_days : every|each <month> <dayn> and <dayn>
every year_days : every|each <ord> and <ord> of <month>
every year_on : once a year on <day>
every year_on : every|each year on <day>
every year_on : yearly|annually on <day>
every year_on : every <day>
limit until : until|till|til|through|thru <day>
limit until_month : until|till|through <month>
limit for : for [the] [next] <dur>
limit times : [for] <n> times|occurrences|repetitions
limit times : for [the] next <n> times
limit times : for <n> x
limit start : starting|beginning|commencing [on|from] <day>
shift later 1 : <dur> later|afterwards
shift later 1 : <dur> after that|it|this
shift later -1 : <dur> earlier|sooner|before
shift later -1 : <dur> before that|it|this
shift later 1 : back [by] <dur>
shift later 0 : forward|forwards|up [by] <dur>
shift later -1 : forward|forwards|up to earlier by <dur>
shift later_verb : [by] <dur>
none trap : instead of <day> [<clock>]
none trap : instead of <clock>
none trap : rather than <day> [<clock>]
none trap : rather than <clock>
none trap : not [on] <day>
none trap : not [at] <clock>
distant of_span : <weekday> [of|in|on] <span>
distant part_of morning : early [on] <day>
distant part_of evening : late [on] <day>
distant part_of morning : first thing [on] <day> [morning]
distant part_of afternoon : [the] end of [the] day [on] <day>
distant part_of afternoon : eod|cob|eob [on] <day>
day weekday_number : <weekday> <n>
day relative 1 : tomoz|tomozz|tomoro|tommorrow|tomorra|tmw|tmr|tomo
day relative 1 : 2 moro|morrow|mrw
day relative 1 : tomorrow 's [<part_word>]
day relative 0 : later today
day monthday_of : for|to|until|till|by|from|on the <digitord>
day last_day : eom

day? holiday 12 24 : the night before christmas
day? holiday 3 17 : saint|st|st. patrick 's day
day? holiday 3 17 : saint|st|st. patricks day
day? holiday 3 8 : [international] women 's day
day? holiday 4 22 : earth day
day holiday 12 25 : the day of christmas
part part afternoon : [by] [the] [end|close] of business|play
part part afternoon : [the] end of [the] day
part part afternoon : eod|cob|eob
part part afternoon : close of business|play
part? part evening : [in] [the] early|late|mid evening
clock bare : at|by|@ <n> [or] so
clock bare : <n> oclock in the <part_word>
clock? bare : by <n>
window approx : at|by just|round|roughly|circa|say <clock>
clock bare : around|about|roughly|approximately <n> <meridiem>
clock half_past : [at] half past <n> in the <part_word>
clock between : at <n> or [at] <n> [<meridiem>]
window between : [at] <clock> or <clock>
clock past : at <n> past <n>
clock to : at <n> [minutes] til|till|of <n>
dur dur_plus : <n> <unit> and a quarter
dur dur_plus : a|an|one <unit> and a quarter
dur dur_plus : <unit> and a quarter
dur hours_minutes : <n> h <num2>
dur hours_minutes : <n> h <n> [min|mins|m]
day ahead : in about|around|roughly|approximately <dur>
day ahead : in <dur> or so|thereabouts
day ahead : in like <dur>
span one_back : [over|in|during] [the] last|past|previous fortnight
span one_ahead : [over|in|during] [the] next|coming fortnight
span period 1 : upcoming <period>
span next_n : [the] upcoming <dur>
span week_after 2 : [the] week after next
span week_after -2 : [the] week before last
span week_after 1 : the week after
span month_after 2 : [the] month after next
span month_after -2 : [the] month before last
span rest : [the] rest|remainder of [the|this] <period>
span rest : later this <period>
span last_n : [over|in|during|within] the last|past|previous <dur>
span next_n : [over|in|during|within] the next|coming|following <dur>
span half_of 1 : [the] first half of <monthof>
span half_of 2 : [the] second half of <monthof>
span half_year 1 : [the] first half of [the] <year>
span half_year 2 : [the] second half of [the] <year>
span half_year 1 : [the] first half of the|this year
span half_year 2 : [the] second half of the|this year
span third 1 : early [in] <month> [<year>]
span third 2 : mid [-] <month> [<year>]
span third 2 : [the] middle of <month> [<year>]
span third 3 : late [in] <month> [<year>]
span month : <month> of [the] [year] <year>
span year : the year <year>
span since_month : [from] <month> till|til|until|to|through|- now|today|date
span since : [from] <day> till|til|until|to|through now|today|date
span since_year : since <year>
span between_days : [from|between] [the] [<weekday>] [the] <dayn> <to> [the] [<weekday>] [the] <dayn> [of] <month> [<year>]
span between_days : [from|between] <month> [the] <dayn> to|-|until|till|through|thru|and [the] <dayn> [,] <year>
span between_days : [from|between] <month> [the] <dayn> to|-|until|till|through|thru|and the <dayn>
span between_months : [from|between] <month> [<year>] to|-|until|till|through|thru|and <month> [<year>]
span between_monthdays : [from|between] the <ord> to|-|until|till|through|thru|and the <ord>
span week_of : the week starting|beginning|commencing [on] <day>
every adverb DAILY : each|every and every day
every adverb DAILY : on a daily basis
every adverb WEEKLY : on a weekly basis
every adverb MONTHLY : on a monthly basis
every vague WEEKLY : <often> a|per|every|each week
every vague DAILY : <often> a|per|every|each day
every vague MONTHLY : <often> a|per|every|each month
every monthdays : [on] [the] <ord> and [the] <ord> of the month
every list 2 : every two|2 weeks on <days>
every list 2 : every other week [,] on <days>
every list 2 : every alternate <days>
every list 2 : <days> every other week
every list_n : <plural_days> every <n> weeks
every weekend_days : every|each sat|saturday and|& sun|sunday
limit within : in|during|throughout|for [all] [of] <monthof>
limit within_span : [for] [all] [of] <span>
limit times : <n> times [in total|total|only]
limit times : <n> in total
limit until_period : until|till|til|through the end of [the|this] <period>
limit start : as of|from <day> on|onwards|onward
shift later 1 : <dur> further back|out
""",
)

SPANISH = Words(
    weekdays=_numbered("lunes|lun martes miércoles|mié jueves|jue viernes|vie sábado|sáb domingo|dom"),
    plurals=_numbered("lunes martes miércoles jueves viernes sábados domingos"),
    months=_numbered(
        "enero|ene febrero|feb marzo|mar abril|abr mayo junio|jun julio|jul agosto|ago septiembre|setiembre|sep "
        "octubre|oct noviembre|nov diciembre|dic",
        1,
    ),
    units={
        "minuto|minutos|min": "minute",
        "hora|horas|h": "hour",
        "día|días": "day",
        "semana|semanas": "week",
        "quincena|quincenas": "fortnight",
        "mes|meses": "month",
        "trimestre|trimestres": "quarter",
        "año|años": "year",
    },
    periods={
        "semana": "week",
        "mes": "month",
        "trimestre": "quarter",
        "año": "year",
        "fin de semana|finde": "weekend",
    },
    parts={
        "mañana": "morning",
        "madrugada": "small_hours",
        "mediodía": "noon",
        "tarde": "afternoon",
        "noche": "night",
    },
    and_words=_set("y e o & +"),
    day_openers=_set("el la los para hasta al a del de desde antes en por después durante"),
    clock_openers=_set("a para hasta desde antes de hacia sobre"),
    sure_openers=_set("el los hasta al para"),
    vague_openers=_set("antes despues"),
    weak=_set("mar ene ago dic sep tarde noche manana mayo domingo lun mie jue vie sab dom"),
    counted=_set("por % euros seguidores publicaciones posts fotos veces personas dolares me"),
    common=_set(
        "el la los las de del que en y a para por con sobre un una publica programa mañana manana hoy cada todos esto "
        "nuestra nuestro cómo como este esta próximo mes hora horas"
    ),
    half_day=True,
    rules="""
none trap : martes trece
none trap : <n> años
none trap : la tarde|noche|mañana de
none trap : buenos|buenas días|tardes|noches
day relative 0 : hoy
day relative 0 tonight : esta noche
day relative 0 : esta <part_word>
day relative -1 night : anoche
day relative -1 : ayer
day relative -2 : anteayer|antier
day relative -2 : antes de ayer
day relative 1 : mañana
day relative 2 : pasado mañana
day~ weekday plain : <weekday>
day weekday plain : el <weekday>
day weekday this : este <weekday>
day weekday plain : [el] próximo <weekday>
day weekday plain : [el] <weekday> que viene
day weekday plain : [el] <weekday> próximo
day weekday last : [el] <weekday> pasado
day weekday last : [el] pasado|último <weekday>
day weekday_week 1 : [el] <weekday> de la próxima semana
day weekday_week 1 : [el] <weekday> de la semana que viene
day weekday_week 1 : la próxima semana el <weekday>
day weekday_week 1 : la semana que viene el <weekday>
day weekday_week 0 : [el] <weekday> de esta semana
day weekday_week -1 : [el] <weekday> de la semana pasada
day weekday_after : [el] <weekday> dentro de|en <dur>
day dotted_day : el [día] <dotted_day>
day date : [el] [día] <dayn> de <month> [de|del] [<year>]
day date : [el] [día] <dayn> <month> [<year>]
day? monthday : el [día] <dayn>
day monthday : [el] día <dayn>
day monthday_in : [el] [día] <dayn> de <monthof>
day last_day : [el] último día de|del <monthof>
day last_day : [a] [el] fin|final|finales de|del <monthof>
day last_day : al final de|del <monthof>
day first_day : [el] primer día de|del <monthof>
day first_day : [a] principios|inicio|comienzos de|del <monthof>
day nth : [el] <ord> <weekday> de|del <monthof>
day nth_last : [el] último <weekday> de|del <monthof>
day period_end 0 : [a] [el] fin|final|finales de [la|esta] <period_end>
day ahead : dentro de <dur>
day ahead : en <dur>
day ahead : de aquí a <dur>
day ago : hace <dur>
distant after : <dur> después de|del <day>
distant before : <dur> antes de|del <day>
day? holiday easter 0 : [domingo] [de] pascua [<year>]
day holiday easter -2 : viernes santo [<year>]
day? holiday 12 25 : navidad [<year>]
day? holiday 12 24 : nochebuena [<year>]
day? holiday 12 31 : nochevieja [<year>]
day? holiday 1 1 : año nuevo [<year>]
day? holiday 1 6 : día de reyes [<year>]
day? holiday 2 14 : san valentín [<year>]
monthof near 0 : mes
monthof near 0 : este mes
monthof near 1 : [el] próximo mes
monthof near 1 : [el] mes que viene
monthof near 1 : [el] mes próximo
monthof near -1 : [el] mes pasado
monthof named : <month> [de|del] [<year>]
part? part : <part_word>
part part : por|de|en la <part_word>
part part : a la noche|tarde|mañana
part? part noon : al mediodía
clock bare : a la|las <n> [en] [punto] [<meridiem>]
clock bare : a la|las <n> horas [<meridiem>]
clock hour_h : a la|las <n> h
clock bare : para|hasta la|las <n>
clock? bare : la|las <n>
clock bare_part : <n> de la <part_word>
clock? bare : <n> horas
clock bare : a la|las <n> y <num2>
clock bare : a la|las <n> <num2>
clock digital : a la|las <hm> [horas|h]
clock digital : a la|las <dotted>
clock digital : <hm> horas|h
clock half_past : [a] la|las <n> y media
clock quarter_past : [a] la|las <n> y cuarto
clock quarter_to : [a] la|las <n> menos cuarto
clock to_rev : [a] la|las <n> menos <num2>
clock to_rev : [a] la|las <n> menos <n>
clock half_past : <n> y media
clock quarter_past : <n> y cuarto
clock quarter_to : <n> menos cuarto
clock to : <num2> para la|las <n>
clock quarter_to : cuarto para la|las <n>
clock noon : al|a|el mediodía
clock midnight : a [la] medianoche
clock? midnight : medianoche
clock between : entre las <n> y las <n>
window between : entre|de|desde <clock> a|y|hasta|- <clock>
window between : <clock> - <clock>
window between : de <n> a <n> <meridiem>
dur dur : <n> <unit>
dur dur_pair : <n> <unit> y <n> <unit>
dur dur_decimal : <decimal> <unit>
dur dur_half : <n> <unit> y media
dur dur_half : <n> <unit> y medio
dur dur_half : <unit> y media
dur hours_part 30 : media hora
dur hours_part 15 : un cuarto de hora
dur hours_part 45 : tres cuartos de hora
dur dur_couple : un par de <unit>
span period 0 : este|esta <period>
span period -1 : [el|la] <period> pasado|pasada
span period -1 : [el|la] último|última|pasado|pasada|anterior <period>
span period -1 : [el|la] <period> anterior
span period 1 : [el|la] próximo|próxima|siguiente <period>
span period 1 : [el|la] <period> que viene
span period 1 : [el|la] <period> próximo|próxima
span weekend : el fin de semana
span weekend : el finde
span month : en|durante|de <month> [de|del] [<year>]
span? month : <month> [de|del] [<year>]
span month_near -1 : <month> pasado
span month_near 1 : <month> próximo
span last_n : [los|las] últimos|últimas <dur>
span last_n : [los|las] <n> últimos|últimas <unit>
span next_n : [los|las] próximos|próximas <dur>
span year : en|durante [el] <year>
span? year : <year>
span quarter_ord : [el] <ord> trimestre [de|del] [<year>]
span week : [la] semana <n>
span week : semana número <n>
span since_month : desde <month>
span since : desde [el] <day>
span since_period : desde [el] principio|inicio|comienzo|principios de|del [este|esta|la] <period>
span since_period : [en] lo que va de|del [este|esta|la] <period>
span between_days : entre [el] <dayn> y [el] <dayn> de <month> [de|del] [<year>]
span between_days : desde|de|del [el] <dayn> al|a|hasta [el] <dayn> de <month> [de|del] [<year>]
span between_days : [del] <dayn> al|- <dayn> de <month> [de|del] [<year>]
span between : entre [el] <day> y [el] <day>
span between : desde|de|del [el] <day> hasta|a|al [el] <day>
span? between : <day> - <day>
span week_of : la semana del <day>
every list 1 : cada <days>
every list 1 : todos los <plural_days>
every list 1 : los <plural_days>
every list 2 : cada dos <plural_days>
every list 2 : un <weekday> sí y otro no
every list 2 : un <weekday> de cada dos
every list_n : cada <n> semanas el <days>
every list 1 : cada semana el|los <plural_days>
every workdays : entre semana
every workdays : de lunes a viernes
every workdays : cada día laborable|laboral|hábil
every workdays : [todos] los días laborables|laborales|hábiles
every weekend_days : cada fin de semana
every weekend_days : [todos] los fines de semana
every units : cada <n> <unit>
every units : cada <unit>
every adverb DAILY : todos los días
every adverb WEEKLY : todas las semanas
every adverb MONTHLY : todos los meses
every adverb YEARLY : todos los años
every adverb DAILY : a diario
every? adverb DAILY : diariamente|diario
every? adverb WEEKLY : semanalmente
every? adverb MONTHLY : mensualmente
every? adverb YEARLY : anualmente
every units_2 : un día sí y otro no
every every_part : cada <part_word>
every every_part morning : todas las mañanas
every every_part afternoon : todas las tardes
every every_part night : todas las noches
every list_n : cada <n> semanas los|el <plural_days>
every monthdays : cada mes el [día] <dayn>
every monthdays : [todos] los [días] <dayn> de cada mes
every monthdays : el [día] <dayn> [y] [el] [<dayn>] de cada mes
every monthdays : el <ord> de cada mes
every month_nth : [el] <ord> <weekday> de cada mes
every month_nth : cada <ord> <weekday> de|del mes
every month_nth : todos los <ord> <weekday> de|del mes
every month_nth : cada mes el <ord> <weekday>
every month_nth_last : [el] último <weekday> de cada mes
every month_nth_last : cada último <weekday> del mes
every month_nth_last : cada mes el último <weekday>
every year_nth : cada <ord> <weekday> de <month>
every year_nth : cada año el <ord> <weekday> de <month>
every year_nth_last : cada último <weekday> de <month>
every weekend_days 2 : cada dos fines de semana
every? monthdays : cada|todos [los] [día|días] <dayn> de|del mes
every? monthdays : todos los [días] <dayn>
every month_end : [el] último día de cada mes
every month_end : a fin|final|finales de cada mes
every month_start : [el] primer día de cada mes
every month_start : a principios de cada mes
every year_on : cada año el <day>
limit until : hasta [el] <day>
limit until_month : hasta <month>
limit for : durante [las|los] [próximas|próximos] <dur>
limit for : por <dur>
limit times : <n> veces
limit start : a partir de|del <day>
limit start : empezando|comenzando [el] <day>
shift later 1 : <dur> más tarde
shift later 1 : <dur> después
shift later -1 : <dur> antes
shift later -1 : <dur> más temprano|pronto
shift later_verb : <dur>
none trap : en vez|lugar de|del [el] <day>
none trap : en vez|lugar de <clock>
none trap : no el <day>
none trap : no <clock>
distant of_span : [el] <weekday> de <span>
distant part_of morning : a primera hora del|de <day>
distant part_of evening : [a] última hora del|de <day>
distant part_of morning : la mañana del <day>
distant part_of afternoon : la tarde del <day>
distant part_of night : la noche del <day>
day weekday_number : [el] <weekday> [día] <dayn>
day date : <month> <dayn>
day relative 0 : hoy [mismo]
day relative 0 night : hoy por|en la noche
day relative 0 afternoon : hoy por|en la tarde
day weekday_week 1 : [el] <weekday> de la semana próxima|siguiente|entrante
day weekday second : [el] <weekday> de la otra semana
day weekday plain : [el] <weekday> entrante|siguiente
day weekday second : [el] <weekday> en ocho días
day weekday second : [el] <weekday> en una semana
day weekday_after : dentro de|en <dur> [el] <weekday>
day ahead : de hoy en <dur>
day week_from_now 8 : de hoy en ocho|8
day week_from_now 15 : de hoy en quince|15
day ahead : de aquí a|en <dur>
day period_start 1 : [a] principios|inicio|comienzos|principio de la próxima semana
day period_start 1 : [a] principios|inicio|comienzos|principio de la semana que viene
day period_end 1 : [a] fin|final|finales de la próxima semana
day period_end 1 : [a] fin|final|finales de la semana que viene
day last_day : [a|para] fin|final|finales de mes
day? holiday 12 25 : [el] día de navidad
day? holiday 1 1 : [el] día de año nuevo
day holiday 1 6 : reyes magos
day? holiday 12 31 : fin de año
day holiday 2 14 : día de los enamorados
day holiday 2 14 : día de san valentín
day holiday 11 1 : [día de] todos los santos
day? holiday 10 31 : halloween
day? holiday thanksgiving 1 : black friday
day? holiday thanksgiving 4 : cyber monday
day holiday easter -3 : jueves santo
day holiday easter -7 : domingo de ramos
part part morning : a primera hora
part part evening : a última hora
part part afternoon : al final del día
part part evening : a última hora de la tarde
part part noon : a mediodía
part part morning : temprano
window approx : a eso|alrededor|cerca de <clock>
window approx : como|sobre|hacia|tipo a <clock>
window approx : sobre|hacia|como|tipo <clock>
clock bare_part : [a|sobre|hacia] la|las <n> de la <part_word>
clock bare_part noon : [a] la|las <n> del mediodía
clock bare_part small_hours : [a] la|las <n> de la madrugada
clock bare : [a] la|las <n> y <num2>
clock bare : [a] la|las <n> y <n>
clock bare : [a] la|las <n> <num2> <meridiem>
clock bare : <n> <num2> <meridiem>
clock? bare : <n> <num2>
clock bare : [a] la|las <n> en punto
clock bare : a la|las <n> <num2> horas|h
clock to : <n> minutos para la|las <n>
clock between : a la|las <n> o [a] [la|las] <n>
clock noon : [a] mediodía
dur dur_plus : <n> <unit> y cuarto
dur dur_plus : <unit> y cuarto
dur hours_part 30 : una media hora
dur dur_couple : un par de <unit>
dur hours_minutes : <n> h <num2>
span weekend : este|el|ese finde|fin de semana
span period 1 : [el|la] <period> entrante|siguiente
span period 0 : el|la presente <period>
span period 0 : [el|la] <period> en curso
span period 0 : [el|la] <period> actual
span week_after -2 : [la] semana antepasada
span one_back : [la] última quincena
span one_ahead : [la] próxima quincena
span half_of 1 : [la] primera quincena|mitad de <monthof>
span half_of 2 : [la] segunda quincena|mitad de <monthof>
span half_year 1 : [el] primer semestre [de|del] [<year>]
span half_year 2 : [el] segundo semestre [de|del] [<year>]
span third 2 : [a] mediados de <month> [de|del] [<year>]
span rest : [el|lo] resto|queda de|del [la|este|esta] <period>
span rest : lo que queda de|del [la|este|esta] <period>
span since_month : desde|de <month> hasta|a ahora|hoy|la fecha
span since : desde [el] <day> hasta ahora|hoy
span since_year : desde <year>
span since_month : desde principios de <month>
span between_days : [del|de|desde] [el] [<weekday>] <dayn> al|a|hasta|y|- [el] [<weekday>] <dayn> de <month> [de|del] [<year>]
span between_days : entre [el] [<weekday>] <dayn> y [el] [<weekday>] <dayn> de <month> [de|del] [<year>]
span between_months : [de|desde|entre] <month> [de] [<year>] a|hasta|y <month> [de] [<year>]
span between_monthdays : del|desde|entre [el] <dayn> al|hasta|y el <dayn>
span between_monthdays : del <dayn> al <dayn>
span week_of_number : la semana del <dayn>
none trap : [la] <ord> semana|quincena de <month>
none trap : [la] última semana de|del <monthof>
none trap : [a] mediados de|del <monthof>
none trap : días|noche|tarde después
every list 1 : todos los <days>
every list 1 : cada <plural_days>
every list 1 : los días <plural_days>
every list 2 : cada dos semanas los|el <plural_days>
every list 2 : cada quince|15 días los|el <plural_days>
every list 1 : una vez a la semana los|el <plural_days>
every workdays : de lunes a viernes
every workdays : lunes a viernes
every workdays : los días de semana
every workdays : los días entre semana
every vague WEEKLY : <often> a|por la|- semana
every vague WEEKLY : <often> por semana
every vague DAILY : <often> al|por día
every vague MONTHLY : <often> al|por mes
every adverb DAILY : cada día
every monthdays : los días <dayn> y <dayn> de cada mes
every monthdays : el <dayn> y el <dayn> de cada mes
every monthdays : cada día <dayn> del mes
every monthdays : cada <dayn> de|del mes
every month_nth : el <ord> <weekday> del mes
limit within : en|durante [todo] [el] [mes] [de] <month> [de] [<year>]
limit within_span : [durante] [toda|todo] <span>
limit until_last : hasta fin|final|finales de <monthof>
limit until_year : hasta fin|final|finales de año
limit start : desde el <day>
limit times : <n> veces [en] [total]
""",
)

GERMAN = Words(
    weekdays=_numbered(
        "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    )
    | {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6},
    plurals=_numbered(
        "montags|montage|montagen dienstags|dienstage mittwochs|mittwoche donnerstags|donnerstage freitags|freitage "
        "samstags|sonnabends|samstage sonntags|sonntage"
    ),
    months=_numbered(
        "januar|jänner|jan februar|feber|feb märz|mrz april|apr mai juni|jun juli|jul august|aug september|sep|sept "
        "oktober|okt november|nov dezember|dez",
        1,
    ),
    units={
        "minute|minuten|min": "minute",
        "stunde|stunden|std|h": "hour",
        "tag|tage|tagen": "day",
        "woche|wochen": "week",
        "monat|monate|monaten|monats": "month",
        "quartal|quartale|quartalen": "quarter",
        "jahr|jahre|jahren": "year",
    },
    periods={
        "woche": "week",
        "monat|monats": "month",
        "quartal|quartals": "quarter",
        "jahr|jahres": "year",
        "wochenende": "weekend",
    },
    parts={
        "morgen|früh|morgens": "morning",
        "vormittag|vormittags": "late_morning",
        "mittag|mittags": "noon",
        "nachmittag|nachmittags": "afternoon",
        "abend|abends": "evening",
        "nacht|nachts": "night",
    },
    and_words=_set("und & oder +"),
    day_openers=_set("am an im in für bis zum ab von vom den dem der die das diesen vor nach seit auf zu"),
    clock_openers=_set("um für bis ab von gegen vor nach auf"),
    sure_openers=_set("am bis zum ab"),
    vague_openers=_set("vor nach gegen"),
    weak=_set("mo di mi do fr sa so mai mittag abend nacht fruh jan min morgens abends nachts mittags nachmittags"),
    counted=_set("prozent % euro follower beitrage posts bilder fotos mal leute personen jahre neue"),
    common=_set(
        "der die das den dem und auf für fur mit über uber ein eine einen poste plane um am im ist wie wir "
        "unsere unser bitte heute jeden jede von zu zum nicht veröffentliche uhr es"
    ),
    half_day=False,
    rules="""
none trap : guten|schönen|gute morgen|tag|abend|nacht
none trap : <n> jahre|jahren
day relative 0 : heute
day relative 0 : heute <part_word>
day relative 0 : diesen <part_word>
day relative -1 : gestern
day relative -1 : gestern <part_word>
day relative -2 : vorgestern
day relative 1 : morgen
day relative 1 : morgen <part_word>
day relative 2 : übermorgen [<part_word>]
day~ weekday plain : <weekday>
day weekday_part : [am] <weekday_part>
day weekday plain : am <weekday>
day weekday plain : [am] kommenden|kommender <weekday>
day weekday this : diesen|dieser <weekday>
day weekday next : [am] nächsten|nächster <weekday>
day weekday last : [am] letzten|letzter|vergangenen|vorigen <weekday>
day weekday week : <weekday> in einer woche
day weekday second : übernächsten <weekday>
day weekday_week 1 : [am] <weekday> [der] nächste|nächster|kommende|kommender woche
day weekday_week 1 : nächste|kommende woche [am] <weekday>
day weekday_week 0 : diese woche [am] <weekday>
day weekday_week 0 : <weekday> dieser|diese woche
day weekday_week -1 : letzte|vergangene woche [am] <weekday>
day weekday_week -1 : [am] <weekday> letzter|letzte woche
day weekday_after : in <dur> am <weekday>
day weekday_after : [am] <weekday> in <dur>
day dotted_day : am|zum|vom|den <dotted_day>
day date : [am|der|den] <ord> <month> [<year>]
day date : [am] <n> <month> [<year>]
day? monthday : <digitord>
day? monthday : am|der|den|zum|bis <ord>
day date_numbers : am <ord> <ord>
day monthday_in : [am] <ord> [des] <monthof>
day last_day : [am] letzten tag des <monthof>
day last_day : [am] letzten tag im <monthof>
day last_day : [am|zum] ende <monthof>
day last_day : [am|zum] ende des <monthof>
day last_day : [am|zum] monatsende
day last_day : ende <month>
day first_day : [am] ersten tag des <monthof>
day first_day : [am|zu] anfang [des] <monthof>
day first_day : [am] monatsanfang
day nth : [am] <ord> <weekday> im|des|in <monthof>
day nth_last : [am] letzten <weekday> im|des|in <monthof>
day period_end 0 : [am] ende der woche
day ahead : in <dur>
day ahead : heute in <dur>
day ago : vor <dur>
distant after : <dur> nach <day>
distant before : <dur> vor <day>
day? holiday easter 0 : ostern|ostersonntag [<year>]
day holiday easter 1 : ostermontag [<year>]
day holiday easter -2 : karfreitag [<year>]
day? holiday easter 49 : pfingsten|pfingstsonntag [<year>]
day holiday easter 50 : pfingstmontag [<year>]
day? holiday 12 25 : weihnachten [<year>]
day? holiday 12 24 : heiligabend [<year>]
day? holiday 12 24 : heiliger abend [<year>]
day? holiday 12 6 : nikolaus|nikolaustag [<year>]
day? holiday 12 31 : silvester [<year>]
day? holiday 1 1 : neujahr|neujahrstag [<year>]
day? holiday 2 14 : valentinstag [<year>]
day? holiday 10 3 : [tag] [der] deutschen einheit [<year>]
monthof near 0 : monat|monats
monthof near 0 : diesen|diesem|dieses|des|den monat|monats
monthof near 1 : nächsten|kommenden|nächster monat|monats
monthof near -1 : letzten|vergangenen|vorigen monat|monats
monthof named : <month> [<year>]
part? part : <part_word>
part part : am <part_word>
part part : in der nacht|früh
part part morning : in der früh
part? part : vormittags|nachmittags|abends|morgens|mittags|nachts
clock bare : um|gegen <n>
clock bare : [um|gegen] <n> uhr
clock bare : [um] <n> uhr <num2>
clock bare : bis|ab|für <n> uhr [<num2>]
clock digital : [um] <hm> uhr
clock digital : um <hm>
clock digital : [um] <dotted> uhr
clock digital : um <dotted>
clock half_to : [um] halb <n>
clock quarter_past : [um] viertel nach <n> [uhr]
clock quarter_to : [um] viertel vor <n> [uhr]
clock quarter_to : [um] dreiviertel|drei viertel <n>
clock past : [um] <n> [minuten] nach <n>
clock to : [um] <n> [minuten] vor <n>
clock? five_half : [um] <n> vor halb <n>
clock? five_half_past : [um] <n> nach halb <n>
clock noon : um|am|zu|auf|für mittag
clock noon : um zwölf uhr mittags
clock midnight : [um] mitternacht
clock between : zwischen <n> und <n> [uhr]
clock between : von <n> bis <n> uhr
window between : zwischen|von|ab <clock> bis|und|- <clock>
window between : <clock> bis|- <clock>
dur dur : <n> <unit>
dur dur_pair : <n> <unit> und <n> <unit>
dur dur_decimal : <decimal> <unit>
dur hours_part 30 : einer|eine|einen halben|halbe stunde
dur hours_part 30 : halben|halbe|halbstunde stunde
dur hours_part 15 : einer|eine viertelstunde
dur hours_part 15 : viertelstunde
dur hours_part 45 : [einer] dreiviertelstunde
dur hours_part 90 : eineinhalb|anderthalb stunden
dur hours_part 150 : zweieinhalb stunden
dur dur_couple : ein paar wochen
span period 0 : diese|diesen|dieses|dieser|diesem <period>
span period 0 : aktuelle|aktuellen|laufende|laufenden <period>
span period -1 : letzte|letzten|letztes|letzter|vergangene|vergangenen|vergangenes|vorige|vorigen|voriges <period>
span period 1 : nächste|nächsten|nächstes|nächster|kommende|kommenden|kommendes <period>
span weekend : am|übers wochenende
span month : im|in [monat] <month> [<year>]
span? month : <month> [<year>]
span month_near -1 : letzten <month>
span month_near 1 : nächsten <month>
span last_n : [die|der|den] letzten|vergangenen <dur>
span next_n : [die|der|den] nächsten|kommenden <dur>
span year : [im|in] jahr|jahre <year>
span? year : <year>
span year : in <year>
span quarter_ord : [im] <ord> quartal [<year>]
span week : kalenderwoche|woche <n> [<year>]
span since_month : seit <month>
span since : seit [dem] <day>
span since_period : seit anfang|beginn [der|des] [dieser|dieses] <period>
span since_period year : seit jahresbeginn|jahresanfang
span since_period : <period> bisher
span since_period : bisher diese|diesen|dieses <period>
span since_period : diese|diesen|dieses <period> bisher
span between_days : zwischen [dem] <dayn> und [dem] <dayn> <month> [<year>]
span between_days : [vom|von] <dayn> bis|- [zum] <dayn> <month> [<year>]
span between : zwischen [dem] <day> und [dem] <day>
span between : von|vom <day> bis|zum [zum] <day>
span between : vom <dotted_day> bis|zum [zum] <dotted_day>
span? between : <day> bis|- [zum] <day>
every list 1 : jeden|jede|jeder <days>
every list 1 : [immer] <plural_days>
every list 1 : immer am <days>
every list 2 : jeden zweiten <days>
every ord_list : jeden <ord> <weekday>
every list_n : alle <n> wochen [am|freitags|immer] <days>
every list_n : alle <n> wochen <plural_days>
every list 2 : jede zweite woche [am] <days>
every list 1 : jede woche [am] <days>
every list 1 : wöchentlich [am] <days>
every workdays : werktags|wochentags
every workdays : [an] werktagen|wochentagen
every workdays : jeden werktag|wochentag|arbeitstag
every workdays : unter der woche
every weekend_days : jedes wochenende
every weekend_days : [an] [den] wochenenden
every units : alle <n> <unit>
every units : jeden|jede|jedes <unit>
every units_2 : jeden|jede|jedes zweiten|zweite|zweites <unit>
every adverb DAILY : täglich
every? adverb WEEKLY : wöchentlich
every? adverb MONTHLY : monatlich
every? adverb YEARLY : jährlich
every? adverb_2 WEEKLY : zweiwöchentlich
every every_part : jeden|jede <part_word>
every list_part_word : jeden <weekday_part>
every list_part_word : [immer] <plural_part>
every monthdays : jeden monat am <ord>
every monthdays : monatlich am <ord>
every monthdays : am <ord> [und] [am] [<ord>] jeden|jedes|eines monats|monat
every monthdays : jeden <ord> des|im monats|monat
every month_nth : [am] <ord> <weekday> jeden|jedes|eines monats|monat
every month_nth : jeden <ord> <weekday> im|des monat|monats
every month_nth : jeden monat am <ord> <weekday>
every month_nth : monatlich am <ord> <weekday>
every month_nth_last : [am] letzten <weekday> jeden|jedes|eines monats|monat
every month_nth_last : jeden letzten <weekday> im|des monat|monats
every month_nth_last : jeden monat am letzten <weekday>
every month_nth_last : monatlich am letzten <weekday>
every year_nth : jeden <ord> <weekday> im|in <month>
every year_nth : jedes jahr am <ord> <weekday> im|in <month>
every year_nth_last : jeden letzten <weekday> im|in <month>
every weekend_days 2 : jedes zweite wochenende
every? monthdays : jeden <digitord>
every month_end : am letzten tag jeden|jedes|eines monats
every month_end : [am|zum] ende jedes|jeden monats
every month_start : am ersten tag jeden|jedes|eines monats
every month_start : [am|zu] anfang jedes|jeden monats
every year_on : jedes jahr am <day>
limit until : bis [zum] <day>
limit until_month : bis <month>
limit for : für [die] [nächsten] <dur>
limit for : <dur> lang
limit times : <n> mal
limit times_word : <times>
limit start : ab [dem] <day>
limit start : beginnend [am] <day>
shift later 1 : <dur> später|danach
shift later 1 : um <dur> [nach] hinten|später|verschieben
shift later -1 : <dur> früher|eher|vorher|davor
shift later -1 : um <dur> nach vorne|vorn
shift later_verb : [um] <dur>
none trap : statt|anstatt [am] <day> [<clock>]
none trap : statt|anstatt <clock>
none trap : nicht [am] <day>
none trap : nicht <clock>
distant of_span : [am] <weekday> [in|der|dieser] <span>
distant part_of morning : gleich <day> [früh]
distant part_of morning : früh am <day>
distant part_of evening : spät am <day>
day relative 0 : heut|heude
day relative 0 : heut <part_word>
day relative 0 : heute noch
day relative 1 : morgn|morgne
day relative 2 : übermorgn
day weekday plain : den|der|dem <weekday>
day weekday plain : nächstens <weekday>
day weekday last : letztem|letzten|letzter <weekday>
day weekday_week 1 : [am] <weekday> [in] [der] nächster|nächste|nächsten|kommender|kommenden|kommende woche
day weekday_week 0 : [am] <weekday> dieser|diese woche
day weekday_week 2 : [am] <weekday> übernächster|übernächste woche
day weekday_week 2 : übernächste woche [am] <weekday>
day weekday_week -1 : [am] <weekday> letzter|letzte|vergangener|vergangene|voriger|vorige woche
day weekday week : [am] <weekday> in einer|1 woche
day weekday week : <weekday> in acht|8 tagen
day date_numbers : [am|den|der] <ord> <ord> [<year>]
day nth_last : [am] letzter|letzten|letztem <weekday> im|des|in <monthof>
day last_day : [bis] ende vom <monthof>
day period_start 1 : [am|zu] anfang|beginn [der] nächster|nächsten|nächste|kommender|kommenden woche
day period_start 1 : [am|zu] anfang|beginn [des] nächsten|kommenden <period_end>
day period_end 1 : [am|zum|bis] ende [der] nächster|nächsten|nächste|kommender|kommenden woche
day period_end 0 : [am|zum|bis] ende dieser|diese|der woche
day? holiday 12 25 : erster|ersten weihnachtstag|weihnachtsfeiertag
day? holiday 12 26 : zweiter|zweiten weihnachtstag|weihnachtsfeiertag
day holiday easter 39 : [christi] himmelfahrt
day holiday easter -48 : rosenmontag
day holiday easter -46 : aschermittwoch
day holiday easter -3 : gründonnerstag
day? holiday thanksgiving 1 : black friday
day? holiday thanksgiving 4 : cyber monday
day? holiday 10 31 : halloween
day holiday 5 1 : tag der arbeit
day holiday 3 8 : weltfrauentag
part part afternoon : [bis] [zum] ende des tages
part part afternoon : [bis] [zum] tagesende
part part morning : in der früh
part part morning : gleich morgens|früh
part? part late_morning : am vormittag
window approx : so [ungefähr|etwa|circa|ca] um|gegen|ab|bis|ca|circa|etwa|ungefähr <clock>
window approx : circa|ca|ungefähr|etwa|punkt|spätestens <clock>
window approx : ca . <clock>
clock bare : punkt <n>
clock between : um <n> oder [um] <n> [uhr]
clock bare : um punkt|circa|ca|etwa|ungefähr <n> [uhr]
clock bare : um ca . <n> [uhr]
clock bare : [um] <n> uhr und <n> [minuten]
clock hour_h : um|gegen|ab|bis|auf|so <n> h [<num2>]
clock hour_h : um|gegen|ab|bis|auf <n> h <num2>
clock half_to : [um|gegen|ab|bis|auf|so] halb <n> [uhr]
clock half_to : [um|gegen] halber <n>
clock quarter_past : [um|gegen|ab|bis|auf] viertel nach <n> [uhr]
clock quarter_to : [um|gegen|ab|bis|auf] viertel vor <n> [uhr]
clock quarter_to : [um|gegen|ab|bis|auf] dreiviertel|drei viertel <n> [uhr]
clock quarter_up : um|gegen|ab|bis|auf viertel <n> [uhr]
clock? quarter_up : viertel <n> [uhr]
clock past : [um|gegen] <n> [minuten] nach <n> uhr
clock to : [um|gegen] <n> [minuten] vor <n> uhr
clock five_half : um|gegen|ab|bis|auf <n> [minuten] vor halb <n>
clock five_half_past : um|gegen|ab|bis|auf <n> [minuten] nach halb <n>
clock noon : [um|gegen] zwölf|12 [uhr] mittags
clock noon : high noon
dur dur : <n> ganze|volle|weitere <unit>
dur dur : ner|nem|nen|ne|'ner <unit>
dur hours_part 90 : eineinhalb|anderthalb|einer einhalb std|h
dur hours_part 90 : 1 , 5 stunden|std|h
dur hours_part 210 : dreieinhalb stunden
dur hours_part 30 : ner halben stunde
dur hours_part 75 : eineinviertel stunden
dur hours_minutes : <n> h <num2>
dur dur_plus_half : <n> einhalb <unit>
day ahead : in etwa|ca|circa|ungefähr <dur>
day ahead : in ca . <dur>
span weekend : [am] kommenden|dieses|diesem wochenende
span weekend : am we
span weekend : das wochenende
span week_after 2 : [in] [der] übernächste|übernächsten|übernächster woche
span month_after 2 : [im] übernächsten monat
span week_after -2 : [in] [der] vorletzte|vorletzten|vorletzter woche
span month_after -2 : [im] vorletzten monat
span half_of 1 : [in] [der] erste|ersten hälfte <monthof>
span half_of 2 : [in] [der] zweite|zweiten hälfte <monthof>
span half_year 1 : [im|das] erste|erstes|ersten halbjahr [<year>]
span half_year 2 : [im|das] zweite|zweites|zweiten halbjahr [<year>]
span third 1 : anfang <month> [<year>]
span third 2 : mitte <month> [<year>]
span rest : [der|den|die|das|dem] rest der|des|dieser|dieses|vom <period>
span rest : restliche|restlichen <period>
span last_n : [in] [die|der|den] letzten|vergangenen|letzte <dur>
span quarter : <n> . quartal [<year>]
span week : [in] [der] kalenderwoche|woche <n> [<year>]
span since_month : seit anfang <month>
span since_month : von|ab|seit <month> bis jetzt|heute
span since : von|vom|seit [dem] <day> bis jetzt|heute
span since_year : seit <year>
span between_days : zwischen [dem] [<weekday>] [,] [dem] <dayn> und [dem] [<weekday>] [,] [dem] <dayn> <month> [<year>]
span between_days : [vom|von] [<weekday>] [,] [dem|den] <dayn> bis|- [zum] [<weekday>] [,] [dem|den] <dayn> <month> [<year>]
span between_days : <dayn> / <dayn> <month> [<year>]
span between_shorts : [vom|von] <dayn> bis|- [zum] <shortdate>
span between_shorts : [vom|von] <dayn> bis|- [zum] <fulldate>
span between_shorts : [vom|von] <shortdate> bis|-|auf [zum|den] <shortdate>
span between_shorts : [vom|von] <shortdate> bis|-|auf [zum|den] <fulldate>
span between : von|vom <day> auf [den] <day>
span between_months : [von] <month> [<year>] bis|- <month> [<year>]
span between_monthdays : vom|zwischen [dem] <ord> bis|und|- [zum|dem] <ord>
span week_of : [in] [der] woche ab|vom [dem] <day>
span week_of : [in] [der] woche ab|vom [dem] <digitord>
none trap : [die|der|in] [der] <ord> woche im|in|des <month> [<year>]
none trap : [die|der|in] [der] letzte|letzten|erste|ersten woche im|in|des [<month>] [<year>]
none trap : so|ja|na gut|schön
every list 1 : jeden|jede|jeder|immer <plural_days>
every list 1 : immer <days>
every list 2 : alle zwei|2 wochen [immer] [am] <days>
every list 2 : alle zwei|2 wochen <plural_days>
every list 2 : alle 14 tage <plural_days>
every list 2 : alle 14|vierzehn tage [am|immer] <days>
every list 2 : <plural_days> alle zwei|2 wochen
every list 2 : alle zwei <plural_days>
every list_n : <plural_days> alle <n> wochen
every list 2 : zweiwöchentlich [am] <days>
every list 2 : zweiwöchentlich <plural_days>
every list 1 : wöchentlich <plural_days>
every list 1 : [einmal] pro|jede woche [am] <days>
every list 1 : einmal die woche [am] <days>
every workdays : unter der woche
every workdays : jeden wochentag [<part_word>]
every workdays : an allen werktagen|wochentagen
every vague DAILY : <often> am|pro tag
every vague DAILY : <often> täglich
every vague WEEKLY : <often> die|pro|in woche
every vague WEEKLY : <often> in der|die woche
every vague WEEKLY : <often> wöchentlich
every vague MONTHLY : <often> im|pro monat
every vague MONTHLY : <often> monatlich
every adverb DAILY : jeden tag
every every_part : jeweils <part_word>
every monthdays : einmal im monat am <ord>
every monthdays : am <ord> und <ord> jeden|jedes|des monats|monat
every monthdays : immer am <ord> [des] [monats]
every monthdays : am <ord> von jedem monat
every monthdays : zum <ord> jedes|jeden monats|monat
every month_nth : immer am <ord> <weekday> im|des monat|monats
every month_nth : an jedem <ord> <weekday> im|des monat|monats
every month_end : immer am letzten tag des monats
every month_end : immer am monatsende
limit within : im|in [ganzen] [monat] <month> [<year>]
limit within_span : <span>
limit until_last : bis ende <monthof>
limit until_year : bis [zum] jahresende
limit until_year : bis ende [des|dieses] jahres|jahr
limit times : insgesamt <n> mal
limit times_word : insgesamt <times>
limit for : [für] <dur> lang
limit for : die nächsten <dur>
limit start : ab <day> an
shift later 1 : [um] <dur> nach hinten
shift later -1 : [um] <dur> nach vorn|vorne
shift later 1 : [um] <dur> später|danach|weiter
""",
)

FRENCH = Words(
    weekdays=_numbered("lundi|lun mardi mercredi jeudi|jeu vendredi|ven samedi|sam dimanche|dim"),
    plurals=_numbered("lundis mardis mercredis jeudis vendredis samedis dimanches"),
    months=_numbered(
        "janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct "
        "novembre|nov décembre|déc",
        1,
    ),
    units={
        "minute|minutes|min|mn": "minute",
        "heure|heures|h": "hour",
        "jour|jours|journée": "day",
        "semaine|semaines": "week",
        "quinzaine|quinzaines": "fortnight",
        "mois": "month",
        "trimestre|trimestres": "quarter",
        "an|ans|année|années": "year",
    },
    periods={
        "semaine": "week",
        "mois": "month",
        "trimestre": "quarter",
        "année|an": "year",
        "week-end|weekend": "weekend",
    },
    parts={
        "matin|matinée": "morning",
        "midi": "noon",
        "après-midi|après midi|aprèm": "afternoon",
        "soir|soirée": "evening",
        "nuit": "night",
    },
    and_words=_set("et ou & +"),
    day_openers=_set("le la les pour jusqu au a avant apres en de du des d des dici ici l durant pendant"),
    clock_openers=_set("a pour vers avant apres jusqu de des d"),
    sure_openers=_set("le au pour"),
    vague_openers=_set("avant apres vers"),
    weak=_set("mars mai midi matin soir nuit lun jeu ven sam dim min"),
    counted=_set("% euros abonnes publications posts photos fois personnes pour ans"),
    common=_set(
        "le la les de des du et à a pour sur avec un une notre nos publie programme demain chaque tous ce cette mon ma "
        "dans en jour est prochain prochaine ça ca heures rédige redige"
    ),
    half_day=False,
    rules="""
none trap : <n> ans
none trap : bonne soirée|nuit|journée
none trap : <n> heures|heure sur <n>
day relative 0 : aujourdhui
day relative 0 : ce|cet <part_word>
day relative 0 night : cette nuit
day relative -1 : hier
day relative -1 : hier <part_word>
day relative 1 : demain
day relative 1 : demain <part_word>
day relative -2 : avant hier
day relative 2 : après demain
day~ weekday plain : <weekday>
day weekday plain : le <weekday>
day weekday this : ce <weekday>
day weekday next : [le] <weekday> prochain
day weekday plain : [le] <weekday> qui vient
day weekday last : [le] <weekday> dernier|passé
day weekday week : <weekday> en huit
day weekday_week 1 : [le] <weekday> de la semaine prochaine
day weekday_week 1 : [la] semaine prochaine [le] <weekday>
day weekday_week 0 : [le] <weekday> de cette semaine
day weekday_week -1 : [le] <weekday> de la semaine dernière
day weekday_after : [le] <weekday> dans <dur>
day dotted_day : le <dotted_day>
day date : [le] <dayn> <month> [<year>]
day date : [le] <ord> <month> [<year>]
day date : [le] <dayn> de|d <month> [<year>]
day? monthday : le <dayn>
day? monthday : le <ord>
day monthday_in : [le] <dayn> du|de <monthof>
day monthday_in : [le] <ord> du|de <monthof>
day last_day : [le] dernier jour du|de|d <monthof>
day last_day : [à] [la] fin du|de|d <monthof>
day last_day : fin <month>
day last_day : fin de ce <monthof>
day first_day : [le] premier jour du|de|d <monthof>
day first_day : [au] début du|de|d <monthof>
day nth : [le] <ord> <weekday> du|de|d|en <monthof>
day nth_last : [le] dernier <weekday> du|de|d <monthof>
day period_end 0 : [à|en] [la] fin de [la|cette] semaine
day ahead : dans <dur>
day ahead : d ici <dur>
day ago : il y a <dur>
distant after : <dur> après <day>
distant before : <dur> avant <day>
day? holiday easter 0 : [dimanche] [de] pâques [<year>]
day holiday easter 1 : lundi de pâques [<year>]
day holiday easter -2 : vendredi saint [<year>]
day? holiday easter 39 : ascension [<year>]
day? holiday easter 49 : pentecôte [<year>]
day? holiday 12 25 : noël [<year>]
day? holiday 12 24 : réveillon [de] [noël] [<year>]
day? holiday 12 24 : veille de noël [<year>]
day? holiday 12 31 : saint sylvestre [<year>]
day? holiday 12 31 : réveillon du [nouvel] [an] [<year>]
day? holiday 1 1 : jour de l an [<year>]
day? holiday 1 1 : nouvel an [<year>]
day? holiday 7 14 : fête nationale [<year>]
day? holiday 2 14 : saint valentin [<year>]
monthof near 0 : mois
monthof near 0 : ce mois [ci]
monthof near 1 : [le] mois prochain
monthof near -1 : [le] mois dernier
monthof named : <month> [<year>]
part? part : <part_word>
part? part : le <part_word>
part part : du|au <part_word>
part part : de|dans l|la <part_word>
part part : en soirée|matinée
part part : en début|fin de <part_word>
clock bare : à <n> heure|heures [précises|pile|<num2>]
clock bare : à <n> heure|heures <num2>
clock? bare : <n> heure|heures
clock bare : <n> heures <num2>
clock hour_h : à|pour|vers <n> h [<num2>]
clock half_past : [à] <n> heure|heures|h et demie|demi
clock quarter_past : [à] <n> heure|heures|h et quart
clock quarter_to : [à] <n> heure|heures|h moins le|un quart
clock quarter_to : [à] <n> heure|heures|h moins quart
clock to_rev : [à] <n> heure|heures|h moins <n>
clock digital : à <hm>
clock digital : à <dotted>
clock? bare : à <n>
clock noon : [à] midi
clock noon_half : [à] midi et demi|demie
clock noon_quarter : [à] midi et quart
clock quarter_to_noon : [à] midi moins le quart
clock midnight : [à] minuit
clock midnight_half : [à] minuit et demi|demie
clock between : entre <n> et <n> heures|h
window between : entre|de <clock> à|et|- <clock>
window between : <clock> - <clock>
dur dur : <n> <unit>
dur dur_pair : <n> <unit> et <n> <unit>
dur dur_decimal : <decimal> <unit>
dur dur_half : <n> <unit> et demie|demi
dur hours_part 30 : une demi heure
dur hours_part 15 : un quart d heure
dur hours_part 45 : trois quarts d heure
dur dur_couple : une couple de <unit>
span period 0 : ce|cette|cet <period> [ci]
span period -1 : [le|la|l] <period> dernier|dernière|passé|passée|précédent|précédente
span period 1 : [le|la|l] <period> prochain|prochaine|suivant|suivante
span weekend : le|ce week end
span weekend : le|ce weekend
span month : en|pour|de <month> [<year>]
span month : au|du mois de|d <month> [<year>]
span? month : <month> [<year>]
span month_near -1 : <month> dernier
span month_near 1 : <month> prochain
span last_n : [les|des|ces] <n> derniers|dernières <unit>
span last_n : [les|des] derniers|dernières <dur>
span next_n : [les|des] <n> prochains|prochaines <unit>
span next_n : [les|des] prochains|prochaines <dur>
span year : en <year>
span? year : <year>
span quarter_ord : [le|au] <ord> trimestre [<year>]
span week : semaine <n>
span week : semaine numéro <n>
span since_month : depuis <month>
span since : depuis [le] <day>
span since_period : depuis [le] début de|du [l|la|cette|ce] <period>
span between_days : entre [le] <dayn> et [le] <dayn> <month> [<year>]
span between_days : [du] <dayn> au|- <dayn> <month> [<year>]
span between : entre [le] <day> et [le] <day>
span between : du|de <day> au|à|jusqu [au|à] <day>
span? between : <day> - <day>
span week_of : la semaine du <day>
every list 1 : chaque <days>
every list 1 : tous les <plural_days>
every list 1 : les <plural_days>
every list_n : toutes les <n> semaines le <days>
every list 2 : un <weekday> sur deux
every list 1 : chaque semaine le <days>
every list 1 : le <weekday> de chaque semaine
every workdays : en semaine
every workdays : [chaque] jour|jours ouvré|ouvrés|ouvrable|ouvrables
every workdays : [tous] les jours ouvrés|ouvrables
every workdays : du lundi au vendredi
every weekend_days : chaque week end
every weekend_days : chaque weekend
every weekend_days : tous les week ends
every weekend_days : [tous] les weekends
every units : chaque <unit>
every units : tous|toutes les <n> <unit>
every units : tous|toutes les <unit>
every units_2 : un|une <unit> sur deux
every? adverb DAILY : quotidiennement
every? adverb WEEKLY : hebdomadairement
every? adverb MONTHLY : mensuellement
every every_part : chaque <part_word>
every every_part morning : tous les matins
every every_part evening : tous les soirs
every every_part noon : tous les midis
every monthdays : le <dayn> [et] [le] [<dayn>] de chaque mois
every list_part : chaque <weekday> <part_word>
every list_part : tous les <weekday> <part_word>
every list_part : le <weekday> de chaque <part_word>
every monthdays : chaque mois le <dayn>
every monthdays : chaque mois le <ord>
every monthdays : tous les mois le <dayn>
every monthdays : le <ord> de chaque mois
every monthdays : tous les <dayn> du mois
every month_nth : [le] <ord> <weekday> de chaque mois
every month_nth : chaque <ord> <weekday> du mois
every month_nth : tous les <ord> <weekday> du mois
every month_nth : chaque mois le <ord> <weekday>
every month_nth_last : [le] dernier <weekday> de chaque mois
every month_nth_last : chaque dernier <weekday> du mois
every month_nth_last : chaque mois le dernier <weekday>
every year_nth : chaque <ord> <weekday> de|d <month>
every year_nth : chaque année le <ord> <weekday> de|d <month>
every year_nth_last : chaque dernier <weekday> de|d <month>
every weekend_days 2 : un week end sur deux
every weekend_days 2 : un weekend sur deux
every? monthdays : tous les <dayn>
every month_end : [le] dernier jour de chaque mois
every month_end : [à] [la] fin de chaque mois
every month_start : [le] premier jour de chaque mois
every month_start : [au] début de chaque mois
every year_on : chaque année|an le|à <day>
limit until : jusqu au|à|a [le] <day>
limit until_month : jusqu en <month>
limit for : pendant [les] <dur>
limit for : pour [les] <dur>
limit for : durant [les] <dur>
limit times : <n> fois
limit start : à partir de|du <day>
limit start : à compter du <day>
limit start : dès [le] <day>
shift later 1 : <dur> plus tard
shift later 1 : <dur> après
shift later -1 : <dur> plus tôt
shift later -1 : <dur> avant
shift later_verb : de|d <dur>
none trap : au lieu de|d|du <day> [<clock>]
none trap : au lieu de|d <clock>
none trap : pas [le] <day>
none trap : pas <clock>
distant of_span : [le] <weekday> [de|du|en] <span>
distant part_of morning : à la première heure <day>
distant part_of morning : tôt <day>
distant part_of evening : tard <day>
distant part_of morning : la matinée du|de <day>
distant part_of evening : la soirée du|de <day>
day weekday_number : [le] <weekday> <dayn>
day relative 1 : 2 main
day relative 1 : dmain|demin
day relative 0 : auj|aujd|ajd
day relative 0 evening : ce soir
day relative 0 afternoon : cet aprem|aprèm
day relative 0 night : cette nuit
day weekday_week 1 : [le] <weekday> de la semaine suivante|qui|prochaine [vient]
day weekday_week 1 : [la] semaine prochaine|suivante [le] <weekday>
day weekday week : <weekday> en 8
day weekday fortnight : <weekday> en quinze|15
day weekday_after : dans <dur> [le] <weekday>
day period_start 1 : [au] début de la semaine prochaine
day period_start 0 : [au|en] début de [la|cette] semaine
day period_start 1 : [en] début de semaine prochaine
day period_end 1 : [à] [la] fin de [la] semaine prochaine
day period_end 1 : [en] fin de semaine prochaine
day period_end 0 : [d] [ici] [la] fin de [la] semaine
day first_day : début <month>
day last_day : [d] [ici] la fin du <monthof>
day last_day : fin de mois
day ahead : dans environ <dur>
day ahead : d ici environ <dur>
day ahead : dans à peu près <dur>
day ahead : dans <dur> environ
day? holiday 12 25 : [le] jour de noël
day? holiday 12 24 : [la] veille de noël
day? holiday 12 31 : [la] veille du jour|nouvel de|an [l] [an]
day? holiday 1 1 : [le] premier de l an
day holiday 11 1 : [la|le] [jour] [de] [la] toussaint
day holiday 11 11 : armistice
day holiday 5 1 : fête du travail
day holiday easter 50 : lundi de pentecôte
day holiday 6 21 : fête de la musique
day? holiday 2 14 : [la] [jour] [de] [la] saint valentin
day? holiday 10 31 : halloween
day? holiday thanksgiving 1 : black friday
day? holiday thanksgiving 4 : cyber monday
monthof near 0 : mois en cours
monthof near 1 : [le] mois qui vient
monthof near 1 : [le] mois suivant
monthof named : mois de|d <month> [<year>]
part part evening : en fin de journée
part part morning : en début de journée
part part morning : à la première heure
part part morning : de bonne heure
part part morning : tôt
part part noon : à l heure du déjeuner
part part noon : ce midi
part part noon : le midi
window approx : vers|environ <clock>
window approx : autour|alentours de <clock>
window approx : aux|à alentours|environ de <clock>
window approx : aux environs de <clock>
window approx : sur les coups de <clock>
clock bare : vers|pour|dès|à <n> heure|heures [et] [<num2>]
clock bare : [à] <n> heure|heures et <n> [minutes]
clock bare : [à] <n> heure|heures <num2> minutes
clock bare : [à] <n> heure|heures pile|précises
clock bare_part : [à] <n> heure|heures|h du <part_word>
clock bare_part : [à] <n> heure|heures|h de l <part_word>
clock hour_h : vers|pour|dès|à|avant <n> h [<num2>]
clock between : à <n> [heures|h] ou [à] <n> heures|h
clock half_past : [à|vers|pour] <n> heure|heures|h et demie|demi
clock quarter_past : [à|vers|pour] <n> heure|heures|h et quart
clock quarter_past : [à|vers|pour] <n> heure|heures|h un quart
clock quarter_to : [à|vers|pour] <n> heure|heures|h moins le|un quart
clock quarter_to : [à|vers|pour] <n> heure|heures|h moins quart
clock quarter_to_rev : [à] <n> heure|heures|h trois quarts
clock to_rev : [à|vers|pour] <n> heure|heures|h moins <n> [minutes]
clock noon : [à|vers|pour] midi [pile]
clock noon_half : [à|vers] midi trente
clock noon_quarter : [à|vers] midi quinze
clock midnight : [à|vers] minuit [pile]
clock midnight_half : [à] minuit trente
dur dur_plus : <n> <unit> et quart
dur dur_plus : <n> <unit> et un quart
dur hours_minutes : <n> h <num2>
dur dur_pair : <n> <unit> <n> <unit>
dur hours_part 30 : demi heure
dur hours_part 30 : une petite demi heure
dur hours_part 15 : quart d heure
span weekend : ce|le|du week-end|weekend|we
span weekend : ce we
span weekend : ce week end
span period 0 : [la|le|l] <period> en cours
span period 0 : [la|le|l] <period> actuel|actuelle
span period 1 : [la|le|l] <period> qui vient|suit
span period 1 : [la|le|l] <period> à venir
span period 1 : [la|le] prochain|prochaine <period>
span period -1 : [la|le] dernier|dernière|précédent|précédente <period>
span week_after 1 : la semaine d après
span one_back : [la] dernière quinzaine
span one_ahead : [la] prochaine quinzaine
span half_of 1 : [la] première quinzaine|moitié de|d|du <monthof>
span half_of 2 : [la] deuxième|seconde quinzaine|moitié de|d|du <monthof>
span half_year 1 : [le|au] premier semestre [<year>]
span half_year 2 : [le|au] deuxième|second semestre [<year>]
span third 2 : [à] [la] mi [-] <month> [<year>]
span rest : [le] reste de|du [la|l|cette|ce] <period>
span quarter : t <n> [<year>]
span since_month : depuis [le] début [de] <month>
span since_month : de|depuis <month> jusqu à|a maintenant|aujourdhui
span since : depuis|du [le] <day> jusqu à|a maintenant|aujourdhui
span since_year : depuis <year>
span last_n : [au] cours des <n> derniers|dernières <unit>
span last_n : [sur|pendant|durant|ces|les|des] <n> derniers|dernières <unit>
span between : [du] <day> au <day>
span between_days : [du|de] [<weekday>] [le] <dayn> au|-|jusqu [au] [<weekday>] [le] <dayn> <month> [<year>]
span between_days : entre [le] [<weekday>] [le] <dayn> et [le] [<weekday>] [le] <dayn> <month> [<year>]
span between_months : [de|entre] <month> [<year>] à|a|et <month> [<year>]
span between_monthdays : du|entre [le] <dayn> au|et [le] <dayn>
span week_of_number : [la] semaine du [<weekday>] <dayn>
none trap : [la] <ord> semaine de|d <month>
none trap : [la] dernière semaine de|du|d <monthof>
every list 1 : tous les <days>
every list 1 : chaque <plural_days>
every list 2 : toutes les deux|2 semaines le <days>
every list 2 : toutes les deux|2 semaines les <plural_days>
every list 2 : tous les deux|2 <plural_days>
every list 2 : tous les quinze|15 jours le <days>
every list 2 : le <weekday> une semaine sur deux
every list 2 : une semaine sur deux le <days>
every list 1 : une fois par semaine le <days>
every list 1 : <days> de chaque semaine
every workdays : lundi au vendredi
every workdays : du lundi au vendredi
every workdays : tous les jours de semaine
every workdays : les jours de semaine
every adverb DAILY : tous les jours
every vague DAILY : <often> par jour
every vague WEEKLY : <often> par semaine
every vague MONTHLY : <often> par mois
every every_part morning : chaque matin
every every_part afternoon : tous les après midis|midi
every every_part night : toutes les nuits
every monthdays : le <dayn> et le <dayn> du mois
every monthdays : le <dayn> et le <dayn> de chaque mois
every monthdays : le <dayn> et <dayn> de chaque mois
every monthdays : une fois par mois le <dayn>
every month_end : chaque fin de mois
every month_end : tous les derniers jours du mois
limit within : en|durant|pendant <month> [<year>]
limit within_span : [pendant] [toute|tout] <span>
limit until_last : jusqu à|a [la] fin <monthof>
limit until_last : jusqu à|a [la] fin du|de|d <monthof>
limit until_year : jusqu à|a [la] fin de l année|an
limit for : pendant <dur>
limit times : <n> fois [en] [tout]
shift later 1 : <dur> plus tard
""",
)

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "es": SPANISH, "de": GERMAN, "fr": FRENCH}

DELAYS = _set(
    "push delay postpone later back verschieb verschiebe verschieben retrasa retrasar pospon aplaza atrasa repousse "
    "repousser decale retarde"
)
"""Verbs that move a time to a later one, when followed by "by <duration>"."""
ADVANCES = _set("bring earlier advance vorziehen vorverlegen adelanta adelantar avance avancer zieh ziehe")
"""Verbs that move a time to an earlier one."""

MOVES = _set(
    "move moved moving shift reschedule mueve mover cambia cambiar pasa pasar reprograma reprogramar verschieb verschiebe "
    "verschieben verleg verlege verlegen schieb schiebe deplace deplacer decale decaler reporte reporter bouge"
)
"""Verbs that change a time without saying in which direction."""

FALSE_FRIENDS = _set(
    "mars once main dans pour plan fast post links juni juli august april september november oktober midi soir rouge "
    "morgens tarde domingo santo sept fois jours mes semana santa diem mardi gras noel maria reyes"
)
"""Time and number words that are names or other words in another of the languages."""

AFTER_ADVERBS = _set("on at until till from for starting in um am auf bis ab a las sur jusqu en y and und et")
"""After one of these, or at an end, "weekly" is when to post; before a noun it is a kind of thing."""

APPROXIMATE = _set("gegen vers sobre hacia around about")
"""Openers that mean "about" before a clock time, where they leave nothing to ask; before a day they do."""

CLOCK_TAILS = _set("h heure heures uhr am pm hora horas oclock : a p")
"""What makes the number before it a clock time: "Friday 9 pm" has no ninth in it."""

OWNERS = _set(
    "our my your their his her unser unsere unseren unserem unserer mein meine meinen notre nos votre mon ma nuestro nuestra "
    "nuestros nuestras mi tu su"
)
"""Possessives: "our Sunday brunch" is no time."""

FROM = _set("from von vom de del desde du ab")
"""What stands before the time that something is moved away from."""

OWNED_BY = _set("the of de del du des vom von")
"""Before a weekday these may describe a thing: "move the Friday post to Monday", "le post de vendredi à lundi"."""

ZONES = _set("utc gmt cet cest est edt cst cdt mst mdt pst pdt bst ist jst aest et pt z mez mesz")
"""Names of time zones; a clock time followed by one is not in the workspace's zone, so it is asked."""

REPEATS = _set("every each jeden jede jedes cada chaque tous toutes todos todas")
"""Words that say that something repeats; before a time that was read as a single one, it is asked what is meant."""

EXCEPTIONS = _set("except excluding besides ausser excepto salvo menos sauf excepte")
"""Words that take something out of a recurrence; no rule here can say what, so it is asked."""
