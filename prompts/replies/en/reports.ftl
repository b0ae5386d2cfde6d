# Reports, the team's own metrics, and figures from files.

table-too-large = That table is too large: I read files of up to { $limit } MB. Split it by years, for example.
table-too-long = That table is too long: I read up to { $limit } rows. Split it by years, for example.
table-unreadable = I cannot read that table. Save it as CSV or XLSX once more and send it again.
table-what-next = { $count ->
    [one] I have the table { $names }. Shall I read figures from it?
   *[other] I have the tables { $names }. Shall I read figures from the last one?
}
offer-import-figures = Read the figures
progress-reading-table = Reading { $name } …
import-no-file = Send me the CSV or Excel file with the figures, and say “import these figures”.
import-no-figures = In { $name } I find no date beside a figure that I know. Its columns: { $headers }. I need one with the day, and one such as likes, reach or followers.
import-nothing-readable = In { $name } there is no figure that I can take over.
import-done-already = { $name } was taken over on { $at }. Nothing has changed.
import-no-account = There is no account yet that the figures could belong to. Say which: “import this file for Instagram”.
import-no-such-account = I know no account { $name } here. Say the network with it, for example “for { $name } on Instagram”.
import-ask-account = Which account do these figures belong to?
import-ask-handle = No account on { $platform } is known here. What is its handle?
import-ask-order = The dates can be read in two ways, such as { $example }. Which comes first, the day or the month?
import-day-first = Day first
import-month-first = Month first
import-ask = { $preview }
    Shall I take this over?
import-yes = Yes, take it over
import-preview = { $posts ->
    [0] { $name } has figures of { $days ->
        [one] one day
       *[other] { $days } days
    }
   *[other] { $name } has figures of { $posts ->
        [one] one post
       *[other] { $posts } posts
    }{ $days ->
        [0] { "" }
       *[other] { " " }and of { $days } days
    }
} ({ $since } to { $until }), for { $account } on { $platform }.
import-column = “{ $header }” as { $metric }
import-quoted = “{ $word }”
import-columns = I read { $columns }.
import-left-out = { $more ->
    [0] Left out: { $columns }.
   *[other] Left out: { $columns } and { $more } more.
}
import-levels = Followers go from { $first } to { $last }.
import-new-account = { $account } is not connected on { $platform }; I only keep its figures.
import-elsewhere = { $count ->
    [one] One row belongs to another account and stays out.
   *[other] { $count } rows belong to other accounts and stay out.
}
import-no-clock = The file does not tell at what time all posts went out; where it does not, I keep them at noon.
import-our-clock = The file names no time zone; I read its times by your clock ({ $zone }).
import-troubles = { $count ->
    [one] One thing cannot be read and stays out:
   *[other] { $count } things cannot be read and stay out:
}
import-trouble = line { $line }: { $why }
import-more-troubles = … and { $count } more.
import-line-date = “{ $cell }” is no date
import-line-future = { $day } is still to come
import-line-number = “{ $cell }” under “{ $column }” is no such number
import-line-twice = the same as line { $first }, with other figures
import-line-nameless = nothing tells which post it is
import-done = { $posts ->
    [0] Taken over: { $figures } figures of { $days } days for { $account } on { $platform }, from { $name }.
   *[other] Taken over: { $figures } figures of { $posts } posts{ $days ->
        [0] { "" }
       *[other] { " " }and { $days } days
    } for { $account } on { $platform }, from { $name }.
}
import-known-posts = { $count ->
    [one] One of the posts was known already.
   *[other] { $count } of the posts were known already.
}
import-measured = { $count ->
    [one] One figure is measured on the network itself; that one stays.
   *[other] { $count } figures are measured on the network itself; those stay.
}
import-same = { $count ->
    [one] One figure stood so already.
   *[other] { $count } figures stood so already.
}
import-left-lines = { $count ->
    [one] One thing that could not be read stayed out.
   *[other] { $count } things that could not be read stayed out.
}
progress-making-report = Making the report …
report-made-now = { $title }, { $dates }:
report-as-html = PDF files cannot be made here yet, so it is a page for the browser. Whoever runs this installation can add them with “make analytics”.
report-no-printer = { $format } files cannot be made here yet. Whoever runs this installation can add them with “make analytics”; until then I make a page for the browser.
report-offer-html = As a page instead
report-offer-month = The last month instead
report-to-come = { $since } is still to come, so there is nothing to report yet.
report-too-long = A report is about two years at most ({ $days } days). Name a shorter time.
report-no-place = There is nowhere here to send reports to. Ask me in a chat.
report-no-such-place = I cannot write in { $name } from here. Invite me there, and ask again with the channel’s name picked from the list.
report-which-rhythm = I do not understand how often the report is wanted. Say for example “every Monday at 8” or “on the first of every month”.
report-too-often = A report comes once a day at most. Say for example “every day at 8”.
report-planned = Report { $number } comes { $place ->
    [here] here
   *[other] in { $place }
} as { $format }, for the first time on { $at }. It is then about the days from { $since } to { $until }.
report-planned-already = Report { $number } does just that already.
reports-head = { $count ->
    [one] One report is made by itself:
   *[other] { $count } reports are made by themselves:
}
reports-none = No report is planned. Say for example “a report every Monday at 8”.
reports-line = { $number }. { $rhythm ->
    [day] daily
    [week] weekly
    [month] monthly
    [year] yearly
   *[other] regularly
} as { $format }{ $platforms ->
    [all] { "" }
   *[other] , only { $platforms }
}{ $place ->
    [here] { "" }
   *[other] , in { $place }
}; next { $next }
error-no-such-report = There is no planned report { $number }. Say “show our reports” to see the numbers.
report-stopped = Report { $number } is made no more.
report-layout-set = The reports look like this from now on:
report-looks = “{ $name }” at the top, colour { $colour }, { $logo ->
    [yes] with your logo
   *[no] without a logo
}{ $footer ->
    [none] { "" }
   *[other] , “{ $footer }” at the foot
}. Sections: { $sections }.
report-which-section = I find no section in “{ $words }”. There are: summary, key figures, platforms, followers, posts, weekdays, formats, goals, own metrics, notes.
report-which-colour = I do not know the colour “{ $words }”. Say it as #aa3300, or as blue, green, red, orange, purple or grey.
report-notes-stay = The notes stay: they say where the figures come from and how old they are.
report-part-too-long = That is too long for a report: at most { $limit } characters.
report-no-picture = Send me the logo as a picture, and say “use this picture as the report logo”.
report-logo-type = A logo is a picture as PNG, JPEG, GIF or WebP.
report-notice = { $title }, { $dates }:
    { $summary }{ $missed ->
    [0] { "" }
    [one] { " " }An earlier report fell due while I was off; there is only this one.
   *[other] { " " }{ $missed } earlier reports fell due while I was off; there is only this one.
}{ $instead ->
    [yes] { " " }PDF files cannot be made here yet (“make analytics” adds them), so it is a page for the browser.
   *[no] { "" }
} “Stop report { $number }” ends it.
report-notice-failed = Report { $number } could not be made. { $reason } The next one comes as planned.
own-metric-added = { $name } = { $formula } stands in the reports from now on.
own-metric-removed = { $name } is no longer in the reports.
own-metric-line = Own metric: { $name } = { $formula }
own-metric-none = There is no own metric “{ $name }”. Known: { $known }.
own-metric-too-many = There are { $limit } own metrics already. Remove one first.
own-metric-name = Give the metric a short name, up to { $limit } characters.
own-metric-taken = { $name } is a metric already. Choose another name.
own-metric-formula = I cannot read “{ $formula }” as a formula. Use metrics, numbers, + - * / and brackets: (comments + shares) / posts.
own-metric-no-figure = There is no metric in “{ $formula }”. Name one, such as likes or reach.
own-metric-unknown = I do not know the metric “{ $word }”. There are: { $known }.
ask-report = Which report do you mean? Say its number, or “show our reports”.
ask-report-format = As which kind of file: PDF, HTML, CSV or Excel?
ask-report-part = What shall I change about the reports: the name, colour, logo, footer or sections?
ask-report-value = What should it be?
ask-report-colour = Which colour? For example #aa3300, or green.
ask-report-sections = Which sections? For example “leave the followers out” or “posts first”.
ask-metric-title = What is the metric called?
ask-formula = How is it worked out? For example (comments + shares) / posts.
ask-date-order = Which comes first in the dates, the day or the month?
ask-confirmed = Shall I take it over?
do-create-report = Make a report
do-schedule-report = Plan reports
do-list-reports = List the reports
do-stop-report = Stop a report
do-add-metric = Add an own metric
do-remove-metric = Remove an own metric
do-set-report-layout = Change how reports look
do-import-figures = Read figures from a file
did-schedule-report = Planning the report
did-stop-report = Stopping the report
did-add-metric = Adding the metric
did-remove-metric = Removing the metric
did-set-report-layout = The change of how reports look
did-import-figures = Taking over the figures from the file
report-title = { $kind ->
    [day] Daily report
    [week] Weekly report
    [month] Monthly report
   *[other] Report
}
report-title-on = { $kind ->
    [day] Daily report
    [week] Weekly report
    [month] Monthly report
   *[other] Report
}: { $platforms }
report-made = Made on { $at }
report-before = Before
report-change = Change
report-sheet = Report
report-section = Section
report-name = Name
report-value = Value
report-page = Page
report-sample = Sample data: these figures are made up, to show what a report looks like.
report-not-comparable = not comparable
report-note-rate = ÷ { $base }; { $measured } of { $posts } posts
report-note-posts = { $measured } of { $posts } posts
report-note-accounts = { $count ->
    [one] one account
   *[other] { $count } accounts
}
report-summary-none = No post went out ({ $dates }).
report-summary = { $posts ->
    [one] One post went out ({ $dates }). { $count ->
        [known] It has { $engagement } interactions so far.
       *[unknown] How it did is unknown: nobody has measured it yet.
    }
   *[other] { $posts } posts went out ({ $dates }). { $count ->
        [known] They have { $engagement } interactions so far.
       *[unknown] How they did is unknown: nobody has measured them yet.
    }
}
report-summary-change = { $direction ->
    [up] That is { $change } more than in the time before ({ $before }).
    [down] That is { $change } less than in the time before ({ $before }).
   *[same] That is as many as in the time before ({ $before }).
}
report-summary-followers = { $direction ->
    [up] { $now } followers, { $gained } more than at the start.
    [down] { $now } followers, { $gained } fewer than at the start.
   *[same] { $now } followers, as many as at the start.
}
report-summary-best = The best post was “{ $post }” on { $platform } with { $engagement } interactions.
report-no-words = (no text)
report-posts = Posts
report-post = Post
report-platform = Platform
report-platforms = Platforms
report-all-platforms = all
report-account = Account
report-seen-on = Seen on
report-day = Day
report-best = Best posts
report-weakest = Weakest posts
report-average = Interactions per post
report-weekdays-head = Weekday
report-formats-head = Format
report-weekdays-best = Posts on { $name } did best: { $average } interactions each, over { $posts } posts.
report-formats-best = { $name } did best: { $average } interactions each, over { $posts } posts.
report-few-left-out = Kinds with fewer than { $least } posts are not judged.
report-too-few = There are too few posts to call one best: it takes { $least } of a kind, and a difference.
report-format = { $format ->
    [text] Text posts
    [image] Pictures
    [carousel] Carousels
    [video] Videos
    [reel] Reels
    [story] Stories
    [link] Links
   *[other] Others
}
report-goal = Goal
report-stands = Stands at
report-target = Target
report-done = Done
report-due = Due
report-basis = Rests on
report-formula = Formula
report-chart-engagement = { $bucket ->
    [day] Interactions of each day’s posts
    [week] Interactions of each week’s posts
   *[month] Interactions of each month’s posts
}
report-chart-source = as last measured, { $age }
report-section-summary = Summary
report-section-figures = Key figures
report-section-platforms = Platforms
report-section-followers = Followers
report-section-posts = Best and weakest posts
report-section-weekdays = Weekdays
report-section-formats = Formats
report-section-kpis = Goals
report-section-own = Own metrics
report-section-notes = Notes on the figures
report-notes-counted = What is counted are the posts that went out ({ $dates }), with their figures as last measured. What nobody has measured is called unknown, never nought.
report-notes-before = They are compared with the time before ({ $dates }). The older posts have had more time to gather figures.
report-notes-age = The oldest look at a figure in this report: { $age }.
report-notes-sources = Where the posts come from: { $sources }.
report-source = { $source ->
    [here] { $count } sent from here
    [network] { $count } found on the network
    [import] { $count } from a file
   *[sample] { $count } sample data, made up
}
report-notes-engagement = Engagement counts interactions: likes, comments, shares and saves together, as far as the network tells them.
report-notes-rate = The engagement rate is interactions divided by { $bases }, over the posts of which both are known.
report-notes-unknown = Nothing is known of the posts on { $platforms }.
report-notes-stale = Some numbers of followers are more than a week older than the end of this time.
report-notes-gap = { $ended ->
    [yes] { $account } on { $platform } could not be measured from { $since } to { $until }.
   *[no] { $account } on { $platform } cannot be measured since { $since }.
}
report-notes-zone = Days are those of the clock in { $zone }.
