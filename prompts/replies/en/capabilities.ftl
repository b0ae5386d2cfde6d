# What a network takes, and what it cannot do.

network-head = { $platform }, as of { $revised } ({ $source }):
network-text = { $hashtags ->
    [missing] Text: up to { $characters } characters.
   *[other] Text: up to { $characters } characters and { $hashtags } hashtags.
}
network-media = { $kind ->
    [image] Pictures
    [gif] Animated pictures
    [video] Videos
    [audio] Sound
   *[other] Documents
}: up to { $most } ({ $types }){ $size ->
    [missing] { "" }
   *[other] , { $size } MB each
}{ $low ->
    [missing] { "" }
   *[other] , width to height { $low } to { $high }
}{ $seconds ->
    [missing] { "" }
   *[other] , at most { $seconds } seconds
}
network-no-media = Pictures and videos: none from here.
network-quota = At most { $count } posts in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } from one account.
network-cost = { $link ->
    [missing] A post costs about { $post } US dollars.
   *[other] A post costs about { $post } US dollars, one with a link about { $link }.
}
network-can = I can: { $what }.
network-cannot = I cannot: { $what }.
network-by-hand = By hand there – { $what }: { $url }
network-handed-over = { $url ->
    [missing] I write for it; you post by hand.
   *[other] I write for it; you post by hand at { $url }
}
ability-thread = threads
ability-first-comment = a first comment
ability-edit = change published posts
ability-delete = delete posts
ability-read-back = look whether a post is really out
ability-comments = read comments
ability-reply = answer comments
ability-hide = hide comments
ability-delete-comment = delete comments
ability-figures = figures of posts
ability-account-figures = figures of the account
ability-daily-figures = figures of past days
ability-history = list earlier posts
ability-trends = what is talked about there
ability-lookup = public figures of other accounts
do-show-network = Show what a network takes
ability-revoke = ending the sign-in
ability-comment = a comment under one’s own post
ability-community = community posts
