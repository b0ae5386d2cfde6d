# X and LinkedIn.

error-x-edit-plan = Only subscribers can edit a post on { $platform }. Delete it and post it again, or leave it as it is.
error-x-edit-media = A post with a picture or video cannot be edited on { $platform } from here. Edit it there by hand.
error-x-edit-over = { $platform } lets a post be edited five times within half an hour, and that is over. Delete it and post it again, or leave it as it is.
error-x-credits = The developer account at { $platform } has no credit left, so nothing was sent. Whoever runs this installation must top it up at developer.x.com.
error-x-app = { $platform } does not let our application do that. Whoever runs this installation must check its project and plan at developer.x.com.
error-x-privacy = { $platform } shows every post to everyone. Say that it may be public, or leave { $platform } out.
error-x-no-draft = { $platform } takes no drafts from here. Tell me to post it, or keep it as a draft with me.
error-linkedin-scopes = Our application at { $platform } may not ask for this. Pages need an application that has only the Community Management product, your own profile one with “Share on LinkedIn” and “Sign In with LinkedIn”. Whoever runs this installation must set the right one up.
error-linkedin-privacy = { $platform } cannot show this post to so few people. A Page always posts to everyone, your own profile to everyone or to your connections. Tell me which.
error-linkedin-no-draft = { $platform } takes no drafts from here. Tell me to post it, or keep it as a draft with me.
error-linkedin-comment-long = A comment on { $platform } has room for { NUMBER($limit) } characters. Shorten it.
why-not-linkedin-role = Your role on this Page does not let you post. Ask one of its administrators to make you a content administrator.
sign-in-field-linkedin-pages = To post as a Page, write its name here; for your own profile leave this empty
