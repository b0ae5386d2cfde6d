# What posts bring: tracked links, results and spend, and the return on it.

ask-money = How much was it? For example “200 euro”.
ask-currency = In which currency are the amounts? For example euro or dollar.
ask-campaign = Which campaign? Say its name, for example “the autumn sale”.
ask-attribution = Who shall get the credit: the last touch, the first, all alike, first and last most, or by Markov or Shapley?
error-no-address = That is no web address I can make a link of. Give me one that begins with https://.
error-spend-number = An amount has to be more than 0. How much was it?
progress-reading-results = Reading { $name } …
progress-crediting = Working out who gets the credit …
link-head = { $count ->
    [one] Here is the link:
   *[other] Here are the { $count } links:
}
link-line = { $platform }: { $link }
link-short-counts = Short links count how often they are followed, by day and without anything about who follows them.
link-put = They are in post { $number } now, each in the text of its platform.
link-not-clickable = On { $platforms } nobody can tap a link in the text. Put it into the profile, or say where it is.
results-no-file = Send me the file with the results (CSV or XLSX, as GA4, Shopify, Stripe or an ad manager exports it), and say “import these results”.
results-no-columns = I find no table of results in this file. It needs a column with the date and one with clicks, conversions, revenue or spend.
results-nothing = I find no results in { $name }.
results-bad-event = Event { $place } cannot be read.
results-no-day = no date
results-no-number = a number that cannot be read
results-imported = { $count ->
    [one] One line of { $name } is taken over: { $what }.
   *[other] { $count } lines of { $name } are taken over: { $what }.
}
results-span = They are about { $first } to { $last }.
results-doubtful = Dates such as 01/02 can be read in two ways; I took the month to come first.
results-skipped = { $count ->
    [one] One order that was not paid, or paid back, is left out.
   *[other] { $count } orders that were not paid, or paid back, are left out.
}
results-left-out = { $count ->
    [one] Left out: line { $numbers } ({ $reasons }).
   *[other] Left out: { $count } lines ({ $numbers }; { $reasons }).
}
results-again = If you import the same time again, the newer figures take the place of these.
results-kind-clicks = clicks
results-kind-conversion = conversions
results-kind-lost = journeys without a conversion
results-kind-spend = spend
spend-added = { $campaign ->
    [missing] { $platforms ->
        [missing] Noted: { $amount } spent { $during }.
       *[other] Noted: { $amount } spent on { $platforms } { $during }.
    }
   *[other] { $platforms ->
        [missing] Noted: { $amount } spent on the campaign “{ $campaign }” { $during }.
       *[other] Noted: { $amount } spent on the campaign “{ $campaign }” on { $platforms } { $during }.
    }
}
return-day = on { $day }
return-days = from { $first } to { $last }
return-no-campaign = { $known ->
    [missing] I know nothing of a campaign “{ $campaign }”. Make its links with me, or import its results.
   *[other] I know nothing of a campaign “{ $campaign }”. I know of: { $known }.
}
return-nothing = I know of no clicks, conversions or spend { $during }. Import them (“import these results”), or say what you spent.
return-nothing-there = Nothing of it came by { $platforms }.
return-head = { $campaign ->
    [missing] What came back { $during }:
   *[other] What the campaign “{ $campaign }” brought { $during }:
}
return-conversions = { $known ->
    [no] conversions unknown
   *[yes] { $count ->
        [one] { $value } conversion
       *[other] { $value } conversions
    }
}
return-clicks = { $known ->
    [no] clicks unknown
   *[yes] { $count ->
        [one] { $value } click
       *[other] { $value } clicks
    }
}
return-whole = { $revenue ->
    [missing] All together: { $conversions }, revenue unknown
   *[other] All together: { $conversions }, { $revenue } revenue
}{ $spend ->
    [missing] , spend unknown
   *[other] , { $spend } spent
}{ $each ->
    [missing] { "" }
   *[other] , { $each } for each conversion
}{ $back ->
    [missing] .
   *[other] , { $back } back for each 1 spent.
}
return-line = { $channel }: { $clicks }, { $conversions }{ $revenue ->
    [missing] { "" }
   *[other] , { $revenue } revenue
}{ $spend ->
    [missing] { "" }
   *[other] , { $spend } spent
}{ $each ->
    [missing] { "" }
   *[other] , { $each } for each conversion
}{ $back ->
    [missing] { "" }
   *[other] , { $back } back for each 1
}
return-model-last = The credit goes to the last channel before each conversion.
return-model-first = The credit goes to the first channel of each journey.
return-model-linear = All touches of a journey share the credit alike.
return-model-position = First and last touch get 40% each, those between share 20%; of two each gets half.
return-model-markov = Markov: a channel’s credit is how many conversions would be lost without it, if the next step depends only on where somebody is.
return-model-shapley = Shapley: a channel’s credit is what it adds on average over all orders, each set of channels worth what it converts without the others.
return-one-channel = Each journey that I know has one channel only, so every way of crediting comes to the same.
return-graph-lost = { $count ->
    [one] One journey that led nowhere is counted in.
   *[other] { $count } journeys that led nowhere are counted in.
}
return-graph-won-only = I know only journeys that ended in a conversion, so how many each channel lost is not in it.
return-sampled = With more than { $limit } channels it is estimated from drawn orders, always the same ones.
return-unknown = Of { $count } of the { $whole } conversions nobody knows the channel; they are credited to none.
return-undivided = { $spend } were spent on no channel in particular and are divided among none.
return-currencies = Amounts in different currencies are not added up or divided by each other.
return-parts = Of spend for a longer time I took the days that fall into this one.
return-clicks-imported = Clicks are those of the imported file, where it has them.
return-clicks-short-links = Clicks on short links count each time one is followed, known robots left out.
return-clicks-network = Clicks are those that the network counts at the posts, where nothing else is known.
return-age = The newest result came in { $age } ago.
return-no-cause = This shows what happened before a sale, not that it was the cause.
did-track-link = Making a tracked link
did-import-results = The import of results
did-add-spend = Noting what was spent
do-track-link = Make a tracked link
do-import-results = Import results
do-add-spend = Note what was spent
do-show-return = Show the return
