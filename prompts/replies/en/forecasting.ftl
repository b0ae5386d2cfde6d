# What will likely come, when to post, and what is out of the ordinary.

progress-forecasting = I'm trying several methods on your past figures …
forecast-metric-on = { $metric } on { $platforms }
forecast-counted = You will likely get { $low }–{ $high } { $what } in the { $days ->
    [one] day from { $first } to { $last }
   *[other] { $days } days from { $first } to { $last }
}; the middle is { $middle }.
forecast-level = You will likely have { $low }–{ $high } { $what } on { $last }; the middle is { $middle }, now it is { $now }.
forecast-right = Tried on your past, { $right } of { $judged } such ranges were right; the aim is 8 in 10.
forecast-untried = The history is too short to tell how often such ranges are right; this one rests on { $count } trials.
forecast-by = Method: { $model }. It came { $closer } closer than “{ $baseline }”.
forecast-by-baseline = Method: { $model }. Nothing else was clearly closer.
forecast-plain = Only plain methods were tried: the better ones are not installed here. “make analytics” installs them.
forecast-shortened = { $asked } days are too far for { $history } days of history, so this is for { $days } days.
forecast-filled = { $count ->
    [one] One day was not measured and is filled in from the weeks beside it.
   *[other] { $count } days were not measured and are filled in from the weeks beside them.
}
forecast-cut = Before { $since } there is a long gap, so nothing from before it is used.
forecast-gaps = Older posts are measured seldom; what they gain in between is not in it.
forecast-sample = This is sample data.
forecast-from = It rests on { $days } days since { $since }; the last look was { $age }.
forecast-chart-from = From { $days } days since { $since }; the band holds in about 8 of 10 cases
forecast-chart-counted = { $what } until { $last }: likely { $low }–{ $high } in all
forecast-chart-level = { $what } on { $last }: likely { $low }–{ $high }
forecast-chart-past = So far
forecast-chart-ahead = Expected
forecast-none = No { $what } have been measured yet, so I cannot say what will come. Say “connect” and a network's name to begin.
forecast-stale = The { $what } were last measured on { $day }. That is too long ago for a forecast; say “what do you measure” to see why.
forecast-too-short = I have { $count } days of { $what } without a gap; below { $least } any number would be a guess. From { $day } on I can tell.
forecast-no-rate = I don't forecast a rate: it says how good posts are, not what comes. Ask for engagement or reach instead.
forecast-horizon = I can look 1 to { $days } days ahead. How many should it be?
model-seasonal-naive = as a week before
model-last = no change
model-drift = on as in the last four weeks
model-theta = theta
model-ets = exponential smoothing (ETS)
model-mstl = trend and week apart (MSTL)
model-mean = the mean of several models
best-time-none = No posts with figures yet, so I can't compare hours. Until then weekdays at { $habit } are a plain habit, not a finding.
best-time-thin = { $platform }: { $posts ->
    [0] no posts with figures yet
    [one] only one post with figures
   *[other] only { $posts } posts with figures
}; from { $least } on I compare hours. Until then weekdays at { $habit } are a plain habit, not a finding.
best-time-same = { $platform }: no difference between hours can be told from your { $posts } posts. Post when it suits you; the queue takes weekdays at { $habit } out of habit.
best-time-head = { $platform }: { $metric ->
    [engagement] by interactions
    [views] by views
    [impressions] by impressions
   *[reach] by reach
} of your { $posts } posts since { $since }, these hours did better than your usual:
best-time-slot = • { $day } { $clock }: about { $better } more (likely { $low } to { $high }), { $posts ->
    [one] one post
   *[other] { $posts } posts
} at that hour
best-time-chart = When posts on { $platform } do better than usual
best-time-chart-from = From { $posts } of your own posts; empty where you have not posted
offer-plan-then = Plan it for { $when }
queued-best = Around that hour your posts on { $platform } did about { $better } better than usual ({ $posts } posts).
predict-told = { $platform }: likely better than about { $better } of your last { $compared } posts, with { $low }–{ $high } interactions. Tried on { $tried } of your posts, such ranges were right in { $right } of { $judged } cases.
predict-thin = { $platform }: { $posts ->
    [0] there are no posts with figures yet
    [one] there is only one post with figures
   *[other] there are only { $posts } posts with figures
}; from { $least } on I can try to tell.
predict-cannot = { $platform }: I can't tell. Tried on your { $posts } posts, what is known before posting did not show which ones did well.
predict-out = Post { $number } is out already. Say “how did post { $number } do” for its figures.
predict-nowhere = Post { $number } is not meant for any network yet. Say where it should go.
predict-now = It has no time yet, so this is for posting it now.
unusual-day = { $day }: { $value } { $what }, { $direction ->
    [above] far more
   *[below] far fewer
} than the usual { $usual } or so.
unusual-level = { $day }: { $value } { $what } { $sign ->
    [minus] lost
   *[plus] won
}, unlike other days.
unusual-more = … and { $count } more. Ask for fewer days or one network to see them all.
unusual-not-over = Today is not over yet, so its figures cannot be judged. Nothing rushes in at this moment.
unusual-nothing = Nothing unusual from { $first } to { $last }.
unusual-too-short = I need { $least } measured days to know what is usual, and there are not so many yet.
alert-comments = { $platform }: { $count } comments in the last { $hours } hours; usual at this time { $usual ->
    [0] are next to none
    [one] is about one
   *[other] are about { $usual }
}. Have a look before it grows.
alert-mood = The mood in the comments has turned: { $share }% of the last { $of } sound displeased, { $before }% of the { $before_of } before. This is an estimate; have a look.
offer-show-unusual = Show what is unusual
offer-show-comments = Show the comments
offer-stop-alerts = Stop the alerts
alerts-on = I tell you by myself of sudden comments, a mood that turns and unusual figures.
alerts-off = I no longer tell you of unusual figures by myself. “Turn the alerts on” brings them back; thresholds that somebody set stay.
did-set-alerts = Switching the alerts
do-best-time = Find the best time to post
do-forecast-metric = Forecast a metric
do-predict-post = Predict how a post will do
do-show-anomalies = Show what is unusual
do-set-alerts = Switch alerts on or off
ask-metric = Which figure do you mean: likes, comments, reach, impressions, views, followers …?
ask-horizon = How many days ahead should I look? For example “the next 14 days”.
