# Targets, and thresholds that somebody wants to be told of.

ask-target = Which number do you want to reach? For example “10,000 followers” or “5 percent”.
ask-due = By when? For example “by 30 June”.
ask-threshold = At which number shall I tell you?
ask-direction = Shall I tell you when it rises above the number, or when it falls below?
ask-each = Any single post, or all posts together?
ask-goal-which = Which goal do you mean?
ask-threshold-which = Which alert do you mean?
error-goal-past = { $due } is over already. By which day shall it be?
error-goal-window = It cannot begin on { $first } and end on { $last }. From when until when?
error-goal-number = That is no number I can use as a target. A percentage lies between 0 and 100, anything else is above 0.
error-no-such-goal = There is no such goal. Say “show our goals” to see them.
error-no-such-threshold = I am not watching for that. Say “show my alerts” to see what I watch for.
error-post-has-no-followers = A post has no followers. Shall I watch those of an account?
error-nowhere-to-tell = I can only tell you in a conversation. Ask me for it in the chat.
goal-metric-on = { $metric } on { $platforms }
goal-set = { $due ->
    [missing] The goal is set: { $target } { $what }.
   *[other] The goal is set: { $target } { $what } by { $due }.
}
goal-replaces = { $due ->
    [missing] It takes the place of the old one, { $target }.
   *[other] It takes the place of the old one, { $target } by { $due }.
}
goal-told-by-itself = I tell you here when it is reached, when it is clearly off track, and how it ended.
goal-not-connected = No account is connected on { $platforms } yet, so nothing is measured there. Say “connect” and its name.
goals-none = No goal is set. Say for example “our target is 5,000 followers on Instagram by June”.
goals-head = { $count ->
    [one] Your goal:
   *[other] Your { $count } goals:
}
goal-line = { $due ->
    [missing] { $place }. { $target } { $what }
   *[other] { $place }. { $target } { $what } by { $due }
}
goal-is = { $due ->
    [missing] Goal: { $target } { $what }
   *[other] Goal: { $target } { $what } by { $due }
}
goal-now = { $done ->
    [missing] It stands at { $value }.{ $source }
   *[other] It stands at { $value }, { $done } of the way since { $since }.{ $source }
}
goal-so-far = { $done ->
    [missing] So far { $value }, from the posts since { $since }.{ $source }
   *[other] So far { $value } ({ $done }), from the posts since { $since }.{ $source }
}
goal-source-posts = { $measured } of { $posts } posts are measured, the oldest look was { $age } ago.
goal-source-post = Checked { $age } ago.
goal-source-level = The oldest look was { $age } ago.
goal-source-base = { $base ->
    [reach] The rate is engagement ÷ reach.
    [impressions] The rate is engagement ÷ impressions.
   *[views] The rate is engagement ÷ views.
}
goal-source-sample = This is sample data.
goal-standing-unknown = How far it is, is unknown: nothing has been measured for it yet.
goal-rate-unknown = How far it is, is unknown: nothing has been measured for it yet, or the networks divide it by different things. Set it for one network.
goal-standing-reached = It is reached.
goal-standing-missed = It was not reached.
goal-standing-on-track = On track: about { $sight } is in sight by then.
goal-standing-behind = Off track: about { $sight } is in sight by then.
goal-standing-early = It is too early to tell whether that will do.
goal-rate-on-track = That is on target.
goal-rate-behind = That is below the target.
goal-rate-reached = The target was kept.
goal-rate-missed = The target was not kept.
goal-pace = It was { $pace } a day so far; { $needed } a day are needed from now on.
goal-expected = The forecast for then is { $middle }, eight times in ten between { $low } and { $high }.
goal-no-forecast = A forecast cannot be told yet: there is too little history.
goal-forecast-too-far = From { $days } days of history I can look ahead until { $until }, and not as far as { $due } yet. A forecast for then can be told from { $enough } on.
goal-chart-target = Target
goal-chart-forecast = Forecast
goal-removed = { $due ->
    [missing] The goal of { $target } { $what } is dropped.
   *[other] The goal of { $target } { $what } by { $due } is dropped.
}
goal-reached = Goal reached: { $target } { $what }! It stands at { $value }.{ $source }
goal-behind = { $sight ->
    [missing] The goal of { $target } { $what } is off track: it stands at { $value }.{ $source }
   *[other] The goal of { $target } { $what } by { $due } is off track: it stands at { $value }, and about { $sight } is in sight.{ $source }
}
goal-ended-reached = The goal of { $target } { $what } is over, and it was reached: { $value }.{ $source }
goal-ended-missed = The goal of { $target } { $what } is over, and it was not reached: { $value }.{ $source }
goal-ended-unknown = The goal of { $target } { $what } is over. How it ended is unknown: nothing was measured for it.
threshold-set-above = { $number ->
    [missing] I tell you here as soon as it is { $bound } or more: { $what }.
   *[other] I tell you here as soon as post { $number } has { $bound } or more: { $what }.
}
threshold-set-below = { $number ->
    [missing] I tell you here as soon as it falls below { $bound }: { $what }.
   *[other] I tell you here as soon as post { $number } falls below { $bound }: { $what }.
}
threshold-now = It stands at { $value } now.{ $source }
threshold-now-unknown = What it is now is unknown: nothing has been measured yet.
threshold-over-already = That is over the line already. I tell you when it crosses it the next time.
threshold-there-already = Post { $number } is there already ({ $bound }, { $what }).
threshold-only-grows = A count of a post only grows, so post { $number } will not fall below { $bound } ({ $what }). Shall I watch for a number above?
threshold-days = It is about the posts of the last seven days.
thresholds-none = I am not watching for anything. Say for example “tell me when post 4 has 100 likes”.
thresholds-head = { $count ->
    [one] I watch for this:
   *[other] I watch for these { $count }:
}
threshold-line-above = { $number ->
    [missing] { $place }. { $what }: at { $bound } or more (now { $value })
   *[other] { $place }. { $what } of post { $number }: at { $bound } or more (now { $value })
}
threshold-line-below = { $number ->
    [missing] { $place }. { $what }: below { $bound } (now { $value })
   *[other] { $place }. { $what } of post { $number }: below { $bound } (now { $value })
}
threshold-what = { $number ->
    [missing] { $what } ({ $bound })
   *[other] { $what } of post { $number } ({ $bound })
}
threshold-stopped = { $count ->
    [one] I no longer watch for { $what }.
   *[other] I no longer watch for these: { $what }.
}
threshold-above-post = Post { $number } has passed { $bound }: it stands at { $value } ({ $what }).{ $source }
threshold-below-post = Post { $number } has fallen below { $bound }: it stands at { $value } ({ $what }).{ $source }
threshold-above-level = It has passed { $bound }: { $value } { $what }.{ $source }
threshold-below-level = It has fallen below { $bound }: { $value } { $what }.{ $source }
threshold-above-posts = It has passed { $bound }: { $value } { $what }, over the posts of the last seven days.{ $source }
threshold-below-posts = It has fallen below { $bound }: { $value } { $what }, over the posts of the last seven days.{ $source }
threshold-each-set-above = I tell you here as soon as any single post has { $bound } or more: { $what }. Each post is told once, those of the last 30 days too.
threshold-each-set-below = I tell you here as soon as any single post is below { $bound }: { $what }. Each post is told once, those of the last 30 days too.
threshold-each-already = { $count ->
    [one] One is there already and is not told again. { $posts }.
   *[other] { $count } are there already and are not told again:
    { $posts }
}
threshold-each-closest = { $posts ->
    [one] The one post of the last 30 days is not there yet. { $post }.
   *[other] Of { $posts } posts of the last 30 days, none is there yet ({ $measured } measured). The closest: { $post }.
}
threshold-each-unmeasured = { $posts ->
    [0] No post went out in the last 30 days.
    [one] The one post of the last 30 days cannot be judged yet: it was not measured for this.
   *[other] Of { $posts } posts of the last 30 days, none can be judged yet: they were not measured for this.
}
threshold-each-ripe = A rate is judged when a post has been out for a day; before, a handful of people decide it.
threshold-each-only-grows = Counts start at nought and only grow, so every post is below { $bound } at first ({ $what }). Shall I watch for posts above a number, or for an engagement rate below one?
threshold-each-post = { $number ->
    [missing] “{ $words }” on { $platform } has { $value } (seen { $age })
   *[other] Post { $number } on { $platform } has { $value } (seen { $age })
}
threshold-each-more = and { $count } more
threshold-each-above = { $count ->
    [one] { $posts }. It has passed { $bound }, as you wanted to know.{ $source }
   *[other] { $count } posts have passed { $bound }, as you wanted to know.{ $source }
    { $posts }
}
threshold-each-below = { $count ->
    [one] { $posts }. It is below { $bound }, as you wanted to know.{ $source }
   *[other] { $count } posts are below { $bound }, as you wanted to know.{ $source }
    { $posts }
}
threshold-line-each-above = { $told ->
    [0] { $place }. { $what } of each single post: at { $bound } or more
   *[other] { $place }. { $what } of each single post: at { $bound } or more ({ $told } told so far)
}
threshold-line-each-below = { $told ->
    [0] { $place }. { $what } of each single post: below { $bound }
   *[other] { $place }. { $what } of each single post: below { $bound } ({ $told } told so far)
}
threshold-what-each = { $what } of each single post ({ $bound })
did-set-kpi = Setting a goal
did-remove-kpi = Dropping a goal
did-watch-metric = Setting an alert
did-stop-watching = Switching off an alert
do-set-kpi = Set a goal
do-list-kpis = Show the goals
do-remove-kpi = Drop a goal
do-watch-metric = Set an alert
do-list-watches = Show the alerts
do-stop-watching = Switch off an alert
metric-impressions = impressions
metric-reach = reach
metric-likes = likes
metric-comments = comments
metric-shares = shares
metric-saves = saves
metric-clicks = clicks
metric-views = views
metric-watch-time = watch time
metric-followers = followers
metric-engagement = engagement
metric-engagement-rate = engagement rate
