# Instagram, Threads and Facebook Pages.

error-meta-no-address = { $platform } fetches pictures and videos from a public address, and I have none. Whoever runs me can set one (ALLIN_PUBLIC_URL); until then, please post this there by hand.
error-meta-needs-media = { $platform } takes no post without a picture or video. Add one.
error-meta-restricted = { $platform } has restricted this account. Open the { $platform } app, do what it asks for, and connect the account again.
error-meta-stories-unseen = { $platform } does not show me the stories of this Page, because it keeps no archive of them. I look again by myself.
why-not-meta-task = you may not create content on this Page. Ask one of its admins for that, and connect it again.
why-not-instagram-personal = this is a personal account. Turn it into a business or creator account in the Instagram app, and connect it again.
why-not-instagram-not-linked = no Instagram account is linked to this Page. Link one in the Page's settings, and connect it again.
sign-in-field-instagram-login = Sign in with “instagram” or, for an account that is linked to a Page, “facebook”
