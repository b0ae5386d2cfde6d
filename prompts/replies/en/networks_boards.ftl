# What Pinterest and Reddit refuse, and why.
error-pinterest-link = The link is too long for Pinterest, which takes { $limit } characters. Give me a shorter one.
error-pinterest-no-such-board = I cannot tell which board of this Pinterest account “{ $board }” is. Tell me its exact name.
error-pinterest-board-gone = That board is not on this Pinterest account, so nothing was posted. Choose another one.
error-pinterest-trial = Pinterest lets this installation's application only try things out (Trial access), so nothing was posted. Whoever runs it asks Pinterest for Standard access.
error-pinterest-edit = Pinterest does not let this application change pins. Change this one on Pinterest, or delete it and post it anew.
error-reddit-suspended = Reddit has suspended this account, so it cannot post.
error-reddit-comment-media = A comment on Reddit takes words only. Leave out the picture or video.
error-reddit-file-size = The picture or video is too large for Reddit. Give me a smaller one.
error-reddit-media-lost = Reddit took the picture or video, but the post never appeared. Try another file.
error-reddit-held = It has reached { $subreddit }, but waits there until the moderators let it through. Do not post it again; ask them if it takes long.
error-reddit-removed = It reached { $subreddit } and was taken down there. Read the rules of { $subreddit }, or ask its moderators, before you try again.
error-reddit-edit = On Reddit only the words of text posts and comments can be changed. Delete this post and post it anew.
error-reddit-no-subreddit = There is no { $subreddit } on Reddit. Choose another place.
error-reddit-not-allowed = This account may not post in { $subreddit }. Choose another place, or ask the moderators there.
error-reddit-kind = { $subreddit } does not take posts of this kind. Change it (text, link, picture or video), or choose another place.
error-reddit-flair = { $reason ->
    [missing] { $subreddit } has no such flair. Leave it out or choose another.
   *[other] { $subreddit } wants a flair that it knows: “{ $reason }”. Choose one and try again.
}
error-reddit-link = Reddit does not take this link. Give me another one.
error-reddit-closed = Nobody can reply there any more on Reddit: it is locked, too old or deleted.
error-reddit-rules = { $reason ->
    [missing] It goes against the rules of { $subreddit }. Change it and try again.
   *[other] It goes against the rules of { $subreddit }: “{ $reason }”. Change it and try again.
}
