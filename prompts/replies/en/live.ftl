# The page on which figures are seen as they change.

live-link = Here is the live page, for you alone. The link opens it for a quarter of an hour: { $link }
error-no-live-page = There is no live page in this installation.
live-title = Live figures
live-title-of = { $workspace }: live figures
live-needs-link = This page needs a link of your own. Say “show me the live page” where you talk to me.
live-link-over = This link is over. Say “show me the live page” where you talk to me, and you get a new one.
live-no-page = There is no such page.
live-span = How many days
live-days = { $count } days
live-status-live = live
live-status-waiting = connecting …
live-status-ended = ended; ask for a new link
live-changed = The figures have changed.
live-no-script = Load the page again to see newer figures.
live-sample = This is sample data, made up to try things out.
live-nothing = Nothing has been measured yet. Connect an account, and figures appear here by themselves.
live-before = { $change ->
    [missing] { $count } days before: { $before }
   *[other] { $change } on the { $count } days before ({ $before })
}
live-source = { $base ->
    [missing] { $measured } of { $posts } posts, oldest look { $age } ago
   *[other] { $measured } of { $posts } posts, ÷ { $base ->
        [reach] reach
        [impressions] impressions
       *[views] views
    }, oldest look { $age } ago
}
live-source-level = Checked { $age } ago
live-source-none = Not measured
live-chart = { $metric } gained by day
live-chart-label = { $total } in all; { $known } of { $days } days are known. The table below has each day.
live-chart-note = What all posts gained on each day. Dashed: nobody looked, so it is unknown.
live-bar = { $day }: { $value }
live-table = Show as a table
live-day = Day
live-goals = Goals
live-goal-now = { $value }: { $standing }
live-standing-unknown = unknown
live-standing-early = too early to tell
live-standing-reached = reached
live-standing-on-track = on track
live-standing-behind = off track
live-standing-missed = not reached
live-posts = Newest posts
live-post = post { $number }
live-looked = Checked { $age } ago
live-not-yet = Not measured yet
live-gone = no longer there
live-see = See it there
live-as-of = As of { $clock }
live-access = Send conversions by program
live-access-how = Sign each message with this key, and keep the key to yourselves. The same order sent twice counts once.
do-open-insights = Open the live page
