# What is told when a post goes out, or does not.

delivery-published = Post { NUMBER($post, useGrouping: 0) } is out on { $platform }: { $url }
delivery-published-no-link = Post { NUMBER($post, useGrouping: 0) } is out on { $platform }.
delivery-failed = Post { NUMBER($post, useGrouping: 0) } did not go out on { $platform }: { $reason }
delivery-handed-over = Post { NUMBER($post, useGrouping: 0) } is due on { $platform }, where no account is connected. Here is the text, ready to post by hand at { $url }:
    { "" }
    { $text }
delivery-handed-over-no-link = Post { NUMBER($post, useGrouping: 0) } is due on { $platform }, where no account is connected. Here is the text, ready to post by hand:
    { "" }
    { $text }
delivery-missed-notice = Post { NUMBER($post, useGrouping: 0) } did not go out: I was not running at its time. Shall I publish it now, or move it?
delivery-unconfirmed = I do not know whether post { NUMBER($post, useGrouping: 0) } reached { $platform }: the answer got lost. I will not send it again by myself. Please look there: { $url }
delivery-unconfirmed-no-link = I do not know whether post { NUMBER($post, useGrouping: 0) } reached { $platform }: the answer got lost. I will not send it again by myself. Please look at your profile there.
delivery-series-skipped = { $count ->
    [one] One repeat of post { NUMBER($post, useGrouping: 0) } passed while I was not running and was left out. Post { NUMBER($next, useGrouping: 0) } is the next one.
   *[other] { $count } repeats of post { NUMBER($post, useGrouping: 0) } passed while I was not running and were left out. Post { NUMBER($next, useGrouping: 0) } is the next one.
}

# Why a delivery stands where it does.

delivery-not-connected = no account is connected on { $platform }.
delivery-missed = I was not running at its time.
delivery-unknown = the answer from { $platform } got lost, and nobody knows yet whether it arrived.
delivery-not-arrived = it did not reach { $platform }; I am sending it again.
delivery-lost = the answer from { $platform } got lost each time, and it is not there. Say “publish” and I try again.
delivery-comment-missing = Post { NUMBER($post, useGrouping: 0) } is out on { $platform } ({ $url }), but its first comment is not: { $reason }
delivery-without-comment = it is out on { $platform }, but its first comment is not there. You can add it there yourself: { $url }

# What is offered.

delivery-choice-publish = Publish now
delivery-choice-move = Move it
delivery-choice-connect = Connect the account
delivery-choice-shorten = Make it shorter
