# A post's title, link, first comment, board.

ask-destination = Where on { $platform } should it go? I do not know “{ $name }” there.
ask-detail = Which detail do you mean: the title, the link, the first comment, or where it goes?
ask-detail-value = What should it be?
detail-set = Post { $number } on { $platforms }: { $detail } is now “{ $value }”.
error-no-such-detail = { $what } means nothing on { $platforms }.
detail-title = the title
detail-link = the link
detail-first-comment = the first comment
detail-destination = the place
detail-privacy = who may see it
detail-format = the format
detail-tags = the tags
detail-warning = the content warning
detail-flair = the flair
detail-made-for-kids = “made for kids”
detail-synthetic = “made by AI”
detail-starts-at = the start
did-set-post-detail = The detail of post { $numbers }

# Quiet hours

quiet-set = Quiet hours are { $start } to { $end }. In them goes out only what you plan for just then.
quiet-off = There are no quiet hours any more.
quiet-are = Quiet hours: { $start } to { $end }
error-quiet-hours = I did not understand those hours. Say for example “quiet hours from 22 to 7”.
ask-quiet-hours = From when to when should it be quiet? For example “22 to 7”.
did-set-quiet-hours = The change of quiet hours
do-set-post-detail = Give a post a title, link or place
do-set-quiet-hours = Set quiet hours
privacy-public = Everyone
privacy-followers = My followers
privacy-friends = Friends
privacy-private = Only me
privacy-unlisted = Unlisted
post-cost = { $platforms } { $count ->
    [one] charges
   *[other] charge
} about { $amount } US dollars for it.
plan-in-quiet-hours = That is in your quiet hours; it goes out all the same, because you planned it for then.

# Threads

split-done = Post { $number } is a thread of { $count } posts on { $platform } now; the dashes stand between them.
split-nothing = Post { $number } fits as it is, or its networks have no threads.
offer-split = Split it into a thread
do-split-post = Split a post into a thread
did-split-post = Splitting post { $numbers } into a thread
