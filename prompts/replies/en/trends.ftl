# What is talked about outside: feeds that are watched, and what networks list themselves.

progress-looking-at-trends = Looking at what the networks are talking about …
progress-reading-feed = Reading the feed at { $host } …
ask-address = What is the address? It begins with https://.
ask-feed = Which feed? Say its number, or “list feeds”.
ask-region = Which country?
do-trending-topics = See what is rising
do-watch-feed = Watch a feed
do-list-feeds = List the feeds
do-remove-feed = Stop watching a feed
did-watch-feed = Watching a feed
did-remove-feed = Removing a feed
offer-stop-feed = Stop watching it
offer-watch-again = Watch it again
trends-nothing-watched = I watch nothing yet that could tell me. Say “watch the feed https://…”, or connect a network that tells its trends.
trends-head = { $feeds ->
    [one] Rising in your feed ({ $items } items, watched since { $since }):
   *[other] Rising in { $feeds } feeds ({ $items } items, watched since { $since }):
}
trends-head-about = { $feeds ->
    [one] Rising about “{ $topic }” in your feed ({ $items } items, watched since { $since }):
   *[other] Rising about “{ $topic }” in { $feeds } feeds ({ $items } items, watched since { $since }):
}
trends-none = { $feeds ->
    [one] Nothing stands out in your feed these two days ({ $items } items, watched since { $since }).
   *[other] Nothing stands out in your { $feeds } feeds these two days ({ $items } items, watched since { $since }).
}
trends-none-about = { $feeds ->
    [one] Nothing about “{ $topic }” is rising in your feed ({ $items } items, watched since { $since }).
   *[other] Nothing about “{ $topic }” is rising in your { $feeds } feeds ({ $items } items, watched since { $since }).
}
trends-rise = { $place }. { $name }: in { $recent } of the last { $of } items, { $times } times as often as before
trends-rise-new = { $place }. { $name }: in { $recent } of the last { $of } items, never before
trends-example = { "" }; for example “{ $words }”
trends-network-head = { $region ->
    [missing] { $platform } itself lists (looked at { $age }):
   *[other] { $platform } itself lists for { $region } (looked at { $age }):
}
trends-listed = – { $name }, place { $place }
trends-listed-new = – { $name }, place { $place }, not in the list yesterday
trends-listed-was = – { $name }, place { $place }, yesterday { $was }
trends-listed-uses = – { $name }: { $uses } uses a day now, { $times } times what it had before
trends-network-none = { $platform } lists nothing at the moment.
trends-network-none-about = { $platform } lists nothing about “{ $topic }”.
trends-too-early = Too early to tell: { $feeds }, watched since { $since }. I need about { $days } days and enough items to know what is usual.
trends-feed-failed = I could not read the feed { $name }: { $reason }
trends-feeds-elsewhere = Left out, since I do not know them to be about { $region }: { $feeds }.
trends-network-failed = Of { $platform } I know nothing: { $reason }
trends-not-connected = { $count ->
    [one] { $platforms } is not connected here, so what is trending there I cannot see. Shall I connect it?
   *[other] { $platforms } are not connected here, so what is trending there I cannot see. Which one shall I connect?
}
offer-connect-platform = Connect { $platform }
trends-not-offered = No trends can be seen from here on: { $platforms }.
feed-watched = I watch { $name } ({ $host }, { $items } items) from now on, hourly. In about { $days } days I can tell what is rising there.
feed-known = I watch { $name } ({ $host }) already.
feeds-none = No feeds are watched yet. Say “watch the feed https://…”.
feeds-head = { $count ->
    [one] One feed is watched:
   *[other] { $count } feeds are watched:
}
feeds-line = { $region ->
    [missing] { $number }. { $name } ({ $host }): { $state }
   *[other] { $number }. { $name } ({ $host }, { $region }): { $state }
}
feed-state-new = not read yet
feed-state-good = watched since { $since }, read { $age }
feed-state-failed = not readable. { $reason }
feed-removed = I no longer watch { $name }.
feeds-full = More than { $limit } feeds are not watched. Remove one first: say “list feeds”.
feed-is-no-feed = What is at { $host } is no RSS, Atom or JSON feed. Look there for a link named RSS or feed.
feed-busy = { $host } asks to be left alone for a while. I try again later.
feed-no-such-host = I do not find the server { $host }. Check the address.
feed-address-inside = { $host } is no address of the open internet, so I do not go there.
feed-slow = { $host } did not answer in time. I try again later.
feed-unreachable = { $host } did not answer as it should. I try again later.
feed-bad-address = That is no address I can read. It begins with https://.
feed-address-with-password = I do not keep addresses with a password in them. Give me one without.
feed-too-many-redirects = { $host } sends me on and on. Give me the feed’s own address.
feed-too-large = What is at { $host } is larger than { $limit } MB, which no feed is.
feed-gone = There is nothing at that address on { $host } any more. Give me the feed’s new one.
feed-refused = { $host } does not let me read that feed.
watch-slow = { $platform } did not answer in time. I try again later.
watch-over = It is no longer connected.
watch-failed = Something went wrong while I looked. I try again tomorrow.
error-region = “{ $region }” is no country I know. Say its name, for example “in Spain”.
error-no-such-feed = There is no feed “{ $feed }” here. Say “list feeds” to see them.
error-which-feed = Several feeds fit: { $numbers }. Which one do you mean?
