# In the chat.

sign-in-link = Sign in to { $platform } here, within 15 minutes: { $link }
    I tell you here when it is done.
sign-in-link-again = { $platform } ({ $handles }) needs a new sign-in. Sign in here, within 15 minutes: { $link }
sign-in-link-another = { $platform } is connected as { $handles } and works. To add another account, sign in with it here, within 15 minutes: { $link }
sign-in-needs-app = Before anybody can sign in to { $platform }, whoever runs this installation registers an application there: { $url }
    Register exactly this redirect address: { $redirect }
    Then set { $id } and { $secret } and restart AllIN.
sign-in-not-revoked = { $platform } could not be told that the sign-in is over. It is deleted here; remove AllIN in your settings there as well.
sign-in-undone = { $platform } ({ $handle }) is on the list again, but its sign-in was given back: sign in again before posts can go there.
sign-in-offer-again = Sign in to { $platform }
sign-in-choice-again = Sign in again
accounts-line-again = • { $platform }: { $handle } – sign in again
accounts-line-ending = • { $platform }: { $handle } – the sign-in ends in { $left }

# What is told without being asked.

sign-in-connected-notice = { $platform } is connected as { $handles }. Posts can go there now.
sign-in-choose-notice = { $platform }: I found { $count } places to post to. Choose on the page that is open in your browser: { $link }
sign-in-failed-notice = Signing in to { $platform } did not work: { $reason }
sign-in-broken-notice = { $platform } ({ $handle }) can no longer be posted to: { $reason }
sign-in-still-broken-notice = On { $platform }, { $handles } still needs a new sign-in. Sign in there with that account.
sign-in-ending-notice = The sign-in to { $platform } ({ $handle }) ends on { $when }. Sign in again before then, and nothing is interrupted.

# Why not.

sign-in-refused = { $platform } no longer accepts the sign-in of { $handle }. Sign in again.
sign-in-ended = the sign-in of { $handle } on { $platform } has ended. Sign in again.
sign-in-absent = { $platform } ({ $handle }) is not signed in. Sign in again.
sign-in-later = { $platform } could not be asked for a fresh sign-in. I try again by myself.
sign-in-unknown = This link is not one of ours. Go back to the chat and ask for a new one.
sign-in-expired = This link for { $platform } was good for 15 minutes, which are over. Ask for a new one in the chat.
sign-in-used = This link for { $platform } has been used already. If you are not connected, ask for a new one in the chat.
sign-in-other-browser = Signing in to { $platform } was begun in another browser. Open the link from the chat in this one.
sign-in-other-platform = This answer does not belong to { $platform }. Open the link from the chat once more.
sign-in-incomplete = Something is missing in what was sent. Open the link from the chat once more.
sign-in-cancelled = you did not allow it on { $platform }, so nothing was connected.
sign-in-sent-back = { $platform } sent you back without a sign-in. Try once more; if it happens again, the application there is set up wrongly.
sign-in-code-refused = { $platform } did not accept this sign-in. Ask for a new link in the chat.
sign-in-unreachable = { $platform } could not be reached just now, and nothing was connected. Try again in a few minutes.
sign-in-nothing-there = there is nothing on { $platform } that this account may post to.
sign-in-none-usable = nothing on { $platform } can be posted to with this account.
    { $reasons }
sign-in-not-allowed = Your role no longer allows connecting { $platform }. Ask an admin of this workspace.
sign-in-fill-in = Please fill in everything that is not optional.
sign-in-choose-one = Please choose at least one.
sign-in-no-app = { $platform } needs an application of whoever runs this installation: set { $id }. “allin doctor” says how.
sign-in-app-refused = { $platform } does not accept this installation's application. Whoever runs it checks the client id and secret.
sign-in-port-taken = The sign-in page cannot be opened: another program uses port { $port }. End that program, or set ALLIN_PORT to a free port.
vault-wrong = What was stored of the sign-ins was encrypted with another key. Whoever runs this installation puts the old key back (“allin doctor” says where), or the accounts are connected again.
vault-file = The key that sign-ins are encrypted with cannot be read. “allin doctor” says more.

# On the pages.

sign-in-page-title = Connect { $platform }
sign-in-page-for = For the workspace { $workspace }, asked for by { $member }.
sign-in-page-help = Where to find this on { $platform }
sign-in-page-go-on = Continue
sign-in-page-safe = What you enter goes to the network and is kept encrypted. It never appears in the chat.
sign-in-page-optional = { $label } (optional)
sign-in-page-choose = Where may I post?
sign-in-page-connect = Connect
sign-in-page-done = { $platform } is connected
sign-in-page-close = You can close this page and go back to the chat.
sign-in-page-onward = On to { $place }
sign-in-page-stopped = Not connected
sign-in-page-back = You can close this page and go back to the chat.

# Several accounts on one platform.

account-used = Posts on { $platform } go to { $handle } from now on. What is planned already keeps its account.
ask-account-which = Which account do you mean?
do-use-account = Choose the account that posts go to
did-use-account = The choice of an account
