# Other people's accounts beside our own.

progress-looking-at-competitors = { $count ->
    [one] Looking at that account …
   *[other] Looking at { $count } accounts …
}
ask-handles = Whose account? Say the handle, for example “@bakery”.
do-compare-competitors = Compare with others
do-watch-competitor = Watch a competitor
do-list-competitors = List the competitors
do-remove-competitor = Stop watching a competitor
did-watch-competitor = Watching a competitor
did-remove-competitor = Removing a competitor
offer-watch-competitor = { $count ->
    [one] Watch it from now on
   *[other] Watch them from now on
}
competitors-none = No competitors are watched yet. Say “watch @handle on Instagram”, or “compare us with @handle”.
competitors-head = { $count ->
    [one] One competitor is watched:
   *[other] { $count } competitors are watched:
}
competitors-listed = – { $handle } on { $platform }, followers: { $followers } ({ $age })
competitors-table = { $platform }:
competitors-place-both = Of { $of } accounts you are number { $followers } by followers and number { $each } by interactions per post.
competitors-place-followers = Of { $of } accounts you are number { $place } by followers.
competitors-place-each = Of { $of } accounts you are number { $place } by interactions per post.
competitors-ours = – you ({ $handle }): followers { $followers }{ $grown }; posts a week { $week }{ $days }; interactions per post { $each } ({ $age })
competitors-theirs = – { $handle }: followers { $followers }{ $grown }; posts a week { $week }{ $days }; interactions per post { $each } ({ $age })
competitors-grown = { " " }({ $change } since { $since })
competitors-days = { $days ->
    [one] { " " }(last day)
   *[other] { " " }(last { $days } days)
}
competitors-definition = Interactions are { $metrics }, as far as both sides show them, for the newest visible posts.
competitors-no-interactions = { $platform } does not show enough of the posts to compare interactions.
competitors-sample = Your own figures contain sample data.
competitors-problem = { $handle }: { $reason }
competitors-not-connected = Connect an account on { $platform } first; I can only look there through one of yours.
competitors-nowhere = No network that you have connected lets me look at other accounts. Say on which network, or connect one.
competitors-full = More than { $limit } competitors are not watched. Remove one first: say “list competitors”.
competitor-watched = I look at { $handle } on { $platform } every day from now on. Followers today: { $followers }.
competitor-known = I watch { $handle } on { $platform } already. Followers: { $followers }.
competitor-on = { $handle } on { $platform }
competitors-removed = I no longer watch { $names }.
error-no-such-competitor = { $handle } is not watched. Say “list competitors” to see who is.
error-handle = “{ $handle }” is no handle I can read. Say it like “@bakery”, or give me the profile’s address.
interaction-likes = likes
interaction-comments = comments
interaction-shares = shares
interaction-saves = saves
