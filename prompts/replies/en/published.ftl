# Changing and taking down what is out.

delete-ask = Shall I delete post { $number } from { $platforms } for good?
delete-yes = Yes, delete it
edit-ask = Shall I change post { $number } on { $platforms } to exactly this?
edit-yes = Yes, change it
edit-cannot = Published posts cannot be changed from here on { $platforms }; post { $number } stays as it is there.
edit-not-there = On { $platforms } it stays as it is: published posts cannot be changed there.
edited = { $url ->
    [missing] Post { $number } is changed on { $platform }.
   *[other] Post { $number } is changed on { $platform }: { $url }
}
edit-failed = Post { $number } could not be changed on { $platform }. { $reason }
error-not-out = Post { $number } is not out there: { $status }.
did-delete-post = Taking a post down
did-edit-post = Changing a published post
publish-processing = { $platform } has post { $number } and is still working on it. I tell you when it is out.
do-delete-post = Take a post down
do-edit-post = Change a published post
edit-unconfirmed = { $url ->
    [missing] I do not know whether the change of post { $number } reached { $platform }: the answer got lost. Look there before you try again.
   *[other] I do not know whether the change of post { $number } reached { $platform }: the answer got lost. Look there before you try again: { $url }
}
offer-take-down = Take it down where it is out
offer-edit-out = Change it where it is out
offer-cancel-instead = Cancel it

# Answers that were lost.

confirmed = Post { $number } is noted as out on { $platforms }. I do not send it again.
resend-ask = Shall I send post { $number } to { $platforms } once more? Only say yes if you have looked and it is not there.
resend-yes = Yes, send it again
error-not-unconfirmed = Nobody is unsure about post { $number }: { $status }.
delivery-choice-there = It is there
delivery-choice-again = It is not there: send it again
do-confirm-post = Note that a post is there
do-resend-post = Send a lost post again
did-confirm-post = Noting that a post is there
did-resend-post = Sending a post again
