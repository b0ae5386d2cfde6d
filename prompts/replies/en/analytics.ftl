# What was measured, and how it is told.

figure-unknown = unknown
figure-unchanged = ±0
figure-from-nought = none before
figure-never-seen = never measured
figure-seen-now = just now
figure-impressions = { $count ->
    [one] { $value } impression
   *[other] { $value } impressions
}
figure-reach = a reach of { $value }
figure-likes = { $count ->
    [one] { $value } like
   *[other] { $value } likes
}
figure-comments = { $count ->
    [one] { $value } comment
   *[other] { $value } comments
}
figure-shares = { $count ->
    [one] { $value } share
   *[other] { $value } shares
}
figure-saves = { $count ->
    [one] { $value } save
   *[other] { $value } saves
}
figure-clicks = { $count ->
    [one] { $value } click
   *[other] { $value } clicks
}
figure-views = { $count ->
    [one] { $value } view
   *[other] { $value } views
}
figure-watch-time = { $value } of watch time
figure-followers = { $count ->
    [one] { $value } follower
   *[other] { $value } followers
}
figure-engagement = { $count ->
    [one] { $value } interaction
   *[other] { $value } interactions
}
figure-engagement-rate = an engagement rate of { $value }
period-today = today so far
period-yesterday = yesterday
period-day = on { $dates }
period-this-week = this week so far ({ $dates })
period-last-week = last week ({ $dates })
period-this-month = this month so far ({ $dates })
period-last-month = last month ({ $dates })
period-this-year = this year so far ({ $dates })
period-last-days = in the last { $days } days ({ $dates })
period-from = in the time { $dates }
analytics-on = { " " }on { $platforms }
analytics-for = { " " }for “{ $campaign }”
analytics-total = { $figure }{ $where } { $period }, from { $count ->
    [one] the one post that went out
   *[other] the { $count } posts that went out
}.
analytics-mixed = There is no engagement rate for all platforms together { $period }: they do not tell the same. Here it is for each:
analytics-overview = { $count ->
    [one] One post
   *[other] { $count } posts
} went out{ $where } { $period } and got { $figure }.
analytics-overview-unknown = { $count ->
    [one] One post
   *[other] { $count } posts
} went out{ $where } { $period }; what { $count ->
    [one] it
   *[other] they
} got is unknown so far.
analytics-change = { $direction ->
    [more] That is { $share } more than { $before }.
    [less] That is { $share } less than { $before }.
    [times] That is { $share } times as much as { $before }.
   *[same] That is as much as { $before }.
}
analytics-days-before = in the { $days ->
    [one] day
   *[other] { $days } days
} before
analytics-days-before-posts = in the { $days ->
    [one] day
   *[other] { $days } days
} before, from { $count ->
    [one] one post
   *[other] { $count } posts
}
analytics-dates-before = in the time before ({ $dates })
analytics-dates-before-posts = in the time before ({ $dates }), from { $count ->
    [one] one post
   *[other] { $count } posts
}
part-week = Week from { $day }
analytics-before-none = No posts went out { $before }, so there is nothing to compare with.
analytics-before-partly = It cannot be compared with the time before: all posts are known only from { $day } on.
analytics-known-from = All posts are known only from { $day } on: what went out before is not counted.
analytics-together = All posts together: { $change }
analytics-before-nought = There were none { $before }, so there is no percentage.
analytics-before-unknown = It cannot be compared in percent: { $before } the figure is known of { $known } of { $count } posts.
analytics-now-partly = It cannot be compared in percent yet: the figure is known of { $known } of { $count } posts.
analytics-growing = The newest posts are still gathering.
analytics-known = Known of { $known } of { $count } posts; the oldest of these figures was read { $age }.
analytics-age = The oldest of these figures was read { $age }.
analytics-not-fresh = I could not read newer figures just now.
analytics-sample = This is sample data: made up, not measured.
analytics-formula = Engagement rate: likes, comments, shares and saves ÷ { $base ->
    [reach] reach
    [impressions] impressions
   *[views] views
}.
analytics-reach-added = Reach is added up over the posts: whoever saw several of them counts several times.
analytics-row = ▪ { $name }: { $value }{ $note }
analytics-row-posts = { " " }({ $count ->
    [one] 1 post
   *[other] { $count } posts
})
analytics-row-known = { " " }(known of { $known } of { $count } posts)
analytics-row-change = { " " }({ $change })
analytics-row-base = { " " }({ $known ->
    [all] { $count ->
        [one] 1 post
       *[other] { $count } posts
    }
   *[other] known of { $known } of { $count } posts
}, ÷ { $base ->
    [reach] reach
    [impressions] impressions
   *[views] views
})
analytics-row-more = … and { $count } more.
analytics-best-sum = { $best } brought the most{ $where } { $period }: { $value }; { $worst } the least: { $other }.
analytics-best-average = { $best } did best{ $where } { $period }, with { $value } a post; { $worst } least, with { $other }.
analytics-best-rate = { $best } did best{ $where } { $period }, with { $value }; { $worst } least, with { $other }.
analytics-no-best = { $metric } { $period }{ $where }: nothing is clearly ahead. There are too few posts, or there is no difference.
analytics-no-parts = { $by ->
    [tag] No post{ $where } { $period } has a hashtag.
    [campaign] No post{ $where } { $period } belongs to a campaign.
   *[other] No posts went out{ $where } { $period }.
}
analytics-averages = What a post brings on average; in brackets how many posts.
analytics-averages-compared = What a post brings on average; in brackets the change since the time before, or how many posts.
analytics-not-split = Followers can be split by platform, account, day, week and month only. Here they are by account:
analytics-nothing-to-come = That time is still to come. Ask me again afterwards.
analytics-no-account = I cannot tell: no account is connected, so nothing is measured. Say for example “connect Mastodon”.
analytics-not-connected = I cannot tell: no account on { $platforms } is connected or was measured before. Say “connect { $first }” first.
analytics-cannot-measure = No figures for posts come from { $platforms }, so I cannot tell.
analytics-cannot-level = No figures for the account come from { $platforms }, so I cannot tell.
analytics-no-posts = No posts went out{ $where } { $period }, so there is nothing to count.
analytics-no-posts-known = I know of no posts{ $where } { $period }: the posts that I know begin on { $day }.
analytics-not-told = { $metric }: unknown. { $count ->
    [one] One post
   *[other] { $count } posts
} went out{ $where } { $period }, but this figure was never told by { $platforms }.
analytics-not-yet = { $metric }: unknown so far. { $count ->
    [one] One post
   *[other] { $count } posts
} went out{ $where } { $period }; the first figures come within an hour after a post went out.
analytics-not-read = { $metric }: unknown. { $count ->
    [one] One post
   *[other] { $count } posts
} went out{ $where } { $period }; their figures could not be read so far.
analytics-level-not-yet = { $metric }: unknown so far. The first figures come within an hour after an account is connected.
analytics-level-earlier = { $metric }: unknown { $period }. The first look was on { $day }.
analytics-trouble = { $account } on { $platform } cannot be measured: { $reason }
analytics-gap-open = { $account } on { $platform } has not been measured since { $since }: { $reason }
analytics-gap-closed = { $account } on { $platform } could not be measured from { $since } to { $until }.
analytics-disconnected = No longer connected, counted with the last figures: { $accounts }.
analytics-gone = { $count ->
    [one] One of these posts is
   *[other] { $count } of these posts are
} no longer there; the last figures count.
analytics-stale-level = The last look at { $account } on { $platform } was on { $day }.
followers-grown = { $figure }{ $where }: { $number } more{ $share } than on { $since }.
followers-lost = { $figure }{ $where }: { $number } fewer{ $share } than on { $since }.
followers-same = { $figure }{ $where }, as many as on { $since }.
followers-only = { $figure }{ $where }. How many there were before is unknown: the first look was on { $since }.
followers-part = The change is known of { $known } of { $count } accounts.
analytics-post = Post { $number } got { $figure }{ $where } so far.
analytics-post-unknown = Post { $number } is out{ $where }; its figures are unknown so far. The first ones come within an hour.
analytics-post-not-out = Post { $number } is not out yet, so there is nothing to measure.
analytics-post-not-measured = Post { $number } went out on { $platforms }; no figures for posts come from there.
analytics-post-here = Post { $number } is out; its figures come within an hour after it went out.
analytics-rank = On { $platform } that is place { $place } of the last { $among } posts{ $usual ->
    [unknown] .
   *[other] ; the usual is { $usual }.
}
analytics-post-gone = On { $platform } it is no longer there; the last figures count.
analytics-top-one = The { $worst ->
    [yes] weakest
    [only] only measured
   *[no] best
} post{ $where } { $period } got { $figure }: { $name }.
analytics-top-line = { $place }. { $name }, { $platform }, { $day }: { $value }
analytics-top-unknown = { $count ->
    [one] One post is
   *[other] { $count } posts are
} not ranked: the figure is unknown.
analytics-top-base = Left out: posts that fewer than { $count } people have seen, and posts whose rate is made of something else.
analytics-a-post = post { $number }, “{ $words }”
analytics-their-post = “{ $words }”
analytics-chart-age = read { $age }
analytics-chart-sample = sample data, made up
analytics-no-chart = For charts, whoever runs this installation has to add them once: make analytics.
measuring-head = { $count ->
    [one] I measure one account
   *[other] I measure { $count } accounts
}; the newest look was { $age }.
measuring-row = ▪ { $platform }, { $account }: { $count ->
    [0] no posts known
    [one] 1 post
   *[other] { $count } posts
}{ $since ->
    [missing] {""}
   *[other] { " " }since { $since }
}, { $read }
measuring-looked = looked at { $age }
measuring-row-off = ▪ { $platform }, { $account }: no longer connected; { $count ->
    [0] no posts known
    [one] 1 post
   *[other] { $count } posts
} with the last figures
measuring-row-unable = ▪ { $platform }, { $account }: tells programs no figures
measuring-how = New posts are looked at often in the first days, older ones more rarely; followers every day.
progress-reading-figures = Reading the newest figures …
offer-compare = Compare with the time before
offer-best-posts = Best posts
offer-worst-posts = Weakest posts
offer-by-platform = By platform
offer-last-days = The last 30 days
offer-quarter = The last 90 days
offer-connect = Connect an account
offer-what-is-measured = What is measured?
offer-report-pdf = Report as PDF
part-format-text = Text alone
part-format-image = Pictures
part-format-carousel = Carousels
part-format-video = Videos
part-format-reel = Reels
part-format-story = Stories
part-format-link = Links
part-format-other = Other posts
ask-breakdown = Split by what: platform, account, format, weekday, hour, hashtag, campaign, day, week or month?
do-show-metrics = Show figures
do-top-posts = Show the best posts
do-show-measuring = Say what is measured
help-analytics = “How did we do last week?”, “likes on Instagram this month”, “best posts”, “which weekday works best?”
