# What any network may answer, and what it cannot do.

error-network-refused = { $reason ->
    [missing] { $platform } did not accept it. Change it and try again.
   *[other] { $platform } did not accept it: “{ $reason }”. Change it and try again.
}
error-network-forbidden = { $platform } does not allow this account to do that. Check its rights there, or connect it again.
error-network-gone = It is no longer there on { $platform }.
error-rate-limited = { $platform } asks us to slow down. I try again by myself a little later.
error-unreachable = I could not reach { $platform }, so nothing was sent. I try again by myself.
error-not-the-network = Something that is not { $platform } answered, perhaps a proxy or a login page. I try again by myself.
error-sign-in-scope = The sign-in at { $platform } does not include this. Connect the account again and allow it.
error-version-sunset = { $platform } has switched off the version of its interface that I speak. Whoever runs this installation must update it.
error-duplicate = { $platform } says that this very text is already there. Look at the account before you try again.
error-quota = { $platform } takes { $count } posts in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } from one account, and that many are out. I send it as soon as there is room again.
error-media-not-ready = { $platform } is still working on the picture or video. I try again by myself.
error-media-refused = { $reason ->
    [missing] { $platform } could not use the picture or video. Give me another one.
   *[other] { $platform } could not use the picture or video: “{ $reason }”. Give me another one.
}
error-media-missing = A picture or video of this post is no longer there. Add it again.
error-cannot-list-comments = Comments on { $platform } cannot be read from here.
error-cannot-hide = Comments on { $platform } cannot be hidden from here.
error-cannot-delete-comment = Comments on { $platform } cannot be deleted from here.
error-cannot-measure = { $platform } gives no figures for this.
error-cannot-list-history = Older posts on { $platform } cannot be listed from here. I know what went out through me.
error-cannot-list-trends = { $platform } does not tell what is talked about there.
error-cannot-look-up = { $platform } shows nobody else’s figures from here. Look at the profile there.
error-no-such-profile = There is no public account “{ $handle }” on { $platform }. Check how the name is written.
error-no-regions = { $platform } does not tell countries apart. Ask without the country.
error-figures-scope = The sign-in at { $platform } does not include these figures. Connect the account again and allow them.
error-access-not-granted = { $platform } shows this only to applications that it has approved for it. Whoever runs this installation can apply there.
error-mastodon-no-server = “{ $server }” is not the name of a Mastodon server. It looks like mastodon.social.

error-cannot-comment = Nothing can be written under posts on { $platform } from here.
error-held-back = { $platform } has the post and keeps it from others. Look at the account there.
delivery-held-back = Post { NUMBER($post, useGrouping: 0) } arrived on { $platform }, but others cannot see it: { $reason }

breach-choose-destination = { $platform } needs to know where it goes. Tell me the place, for example “put it on the board Recipes”.

delivery-processing = { $platform } has it and is still working on it.
delivery-partly = { $done } of { $total } parts are out on { $platform }; I go on with the rest.
delivery-failed-partly = Post { NUMBER($post, useGrouping: 0) }: { $done } of { $total } parts are out on { $platform } ({ $url }), the rest is not: { $reason }
delivery-quota = { $platform } takes only { $count } posts in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. Post { NUMBER($post, useGrouping: 0) } follows on { $when }.

sign-in-field-server = Your server
sign-in-field-token = Bot token
sign-in-field-handle = Your handle
sign-in-field-app-password = App password
sign-in-field-channel = Channel
sign-in-field-webhook = Webhook address
