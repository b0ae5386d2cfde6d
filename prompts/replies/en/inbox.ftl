# What people write under posts, and what is answered.

progress-reading-comments = Reading the comments …
comments-head = { $count ->
    [one] The newest comment:
   *[other] The { $count } newest comments:
}
comments-line = { $place }. { $author } on { $platform }, under post { $post } (comment { $number }): “{ $words }”{ $state }
comment-is-hidden = { " " }(hidden)
comment-is-answered = { " " }(answered)
comments-hint = Say for example “reply to the first one: thank you” or “hide the second one”.
comments-none = There are no comments under the posts of the last 30 days.
comments-none-unanswered = Every comment under the posts of the last 30 days has been answered.
comments-unread = I could not read the comments on { $platform }: { $reason }
comments-unable = Comments on { $platforms } cannot be read from here.
error-no-such-comment = There is no comment { $number } here. Say “show the comments” to see the numbers.
error-cannot-reply = Comments on { $platform } cannot be answered from here.
ask-comment = Which comment do you mean? Say its number, or “show the comments”.
reply-card = Answer to { $author } on { $platform }
reply-card-under = Comment
reply-ask = Shall I answer { $author } on { $platform } with exactly this, as { $account }?
reply-yes = Yes, answer
reply-sent = { $url ->
    [missing] Your answer to { $author } is out on { $platform }.
   *[other] Your answer to { $author } is out on { $platform }: { $url }
}
reply-unconfirmed = I do not know whether your answer to { $author } reached { $platform }: the reply of the network got lost. Please look there before you send it again.
reply-waits = Your answer to { $author } could not go out on { $platform } yet. { $reason } I try again by myself.
reply-failed = Your answer to { $author } did not go out on { $platform }: { $reason }
reply-notice-published = Your answer is out on { $platform }.
reply-notice-failed = Your answer did not go out on { $platform }: { $reason }
reply-notice-handed-over = Your answer could not go out: no account is connected on { $platform }. Here it is, to post by hand: { $text }
reply-notice-unconfirmed = I do not know whether your answer reached { $platform }. Please look there: { $url }
reply-notice-missed = Your answer did not go out: I was not running at its time.
hide-by-hand = { $url ->
    [missing] { $platform } gives me no way to hide comments. You can do it there by hand.
   *[other] { $platform } gives me no way to hide comments. You can do it there by hand: { $url }
}
comment-hidden = The comment of { $author } on { $platform } is hidden from others now.
comment-shown = The comment of { $author } on { $platform } can be seen again.
offer-show-again = Show it again
offer-hide-again = Hide it again
comment-card = { $author } on { $platform }
delete-comment-ask = Shall I delete this comment of { $author } on { $platform } for good?
delete-comment-yes = Yes, delete it
comment-deleted = The comment of { $author } on { $platform } is deleted.
did-reply-comment = The answer to a comment
did-hide-comment = Hiding a comment
did-delete-comment = Deleting a comment
do-list-comments = Read the comments
do-reply-comment = Answer a comment
do-hide-comment = Hide a comment
do-delete-comment = Delete a comment
comments-head-mood = { $mood ->
    [positive] Comments that sound pleased ({ $count }):
    [negative] Comments that sound displeased ({ $count }):
   *[neutral] Comments that sound neither pleased nor displeased ({ $count }):
}
comments-none-mood = { $mood ->
    [positive] No comment of the last 30 days sounds pleased.
    [negative] No comment of the last 30 days sounds displeased.
   *[neutral] No comment of the last 30 days sounds neutral.
}
comments-estimate = The sorting is an estimate; where I am unsure, a comment counts as neutral.
ask-sentiment = Which comments do you mean: pleased, displeased or neither?
undo-not-there = { $what } cannot be undone from here.
