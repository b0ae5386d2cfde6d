# Questions that fill one argument. A key ends in the kind of the argument.
ask-topic = What should it be about?
ask-topic-or-text-or-post-id = What should I post? Tell me a topic, give me the words in quotes, or name a draft by its number.
ask-text = What are the exact words?
ask-post = Which post do you mean? Tell me its number, or say “what's planned” to see the list.
ask-platforms = For which platforms?
ask-platform = Which platform?
ask-account = Which account?
ask-instruction = What should I change about it?
ask-when = When should it go out? For example “tomorrow at nine” or “Friday at 17:00”.
ask-when-time = { $said ->
    [missing] At what time?
   *[other] At what time on { $said }?
  }
ask-when-past = { $said } has already passed. When should it be instead?
ask-when-gap = On that day the clocks go forward and { $said } does not exist. Which time do you want?
ask-when-overlap = On that day the clocks go back and { $said } comes twice. Which one do you mean?
ask-when-ambiguous = That can be read in more than one way. Which one do you mean?
ask-when-impossible = There is no such day or time in the calendar. When should it be?
ask-when-too-far = { $said } is more than five years away. When should it be instead?
ask-when-no-time = At what time?
ask-recurrence = How often should it repeat? For example “every Friday at 17:00” or “on the first Monday of each month”.
ask-language = In which language? I speak English, Spanish, German and French.
ask-count = How many?
ask-status = Which posts: drafts, planned, published or failed ones?
ask-brand-field = What should I note: your name, voice, audience, call to action, hashtags or link?
ask-brand-value = What should I note there?
ask-place = Which city's time do you use?
ask-place-which = More than one time zone fits “{ $place }”. Which one?
ask-place-unknown = I don't know a time zone for “{ $place }”. Name a larger city nearby, or a zone such as Europe/Berlin.
ask-slots = On which weekdays and at what times? For example “weekdays at 9 and 17”.
ask-switch = Shall I ask before I publish? Say “ask me first” or “publish without asking”.
ask-preference = Which model shall I ask: the built-in one alone, the built-in one first, or the big one first?
ask-tone = How should it sound?
ask-since = From which day on?
ask-until = Until which day?

# Drafting
drafted = { $count ->
    [one] Here is draft { $number } for { $platforms }. Nothing goes out until you say so.
   *[other] Here are { $count } drafts for { $platforms }: { $numbers }. Tell me which one you like, or what to change.
  }
improved = I changed post { $number }.
improved-still-planned = It still goes out on { $when }.
improve-nothing = That changes nothing in post { $number }. Tell me in other words what should be different.
retargeted = Post { $number } is now for { $platforms }.
retargeted-anew = Post { $number } is out and stays as it is. Post { $new } is a draft with the same words for { $platforms }.
hashtags = For { $topic }: { $tags }
instruction-shorten = shorten
instruction-fewer-hashtags = fewer hashtags
progress-writing = Writing …
progress-listening = Making out what you said …
voice-no-file = { $name } is no file that I can read. Check the path and send it again.
progress-publishing = Publishing on { $platforms } …

# Scheduling
scheduled = Post { $number } goes out on { $platforms } on { $when }.
queued = Post { $number } takes the next free slot: it goes out on { $platforms } on { $when }.
moved = Post { $number } is moved: it goes out on { $platforms } on { $when }.
cancelled = Post { $number } is cancelled and will not go out.
cancelled-series = Post { $number } and all its repeats are cancelled and will not go out.
cancelled-rest = Post { $number } will not go out on { $platforms } any more. What is out already stays out.
cancelled-already = Post { $number } is cancelled already.
plan-repeats = After that it repeats { $every }.
plan-by-hand = { $platforms } { $count ->
    [one] is
   *[other] are
  } not connected: at that time I hand you the text and the page to post it yourself.
plan-does-not-fit = Post { $number } cannot go out as it is. I kept it as a draft.
slots-set = Queued posts now go out { $days }, at { $times }.
list-posts = { $count ->
    [0] posts
    [one] 1 post
   *[other] { $count } posts
  }
list-draft = { $count ->
    [0] drafts
    [one] 1 draft
   *[other] { $count } drafts
  }
list-scheduled = { $count ->
    [0] planned posts
    [one] 1 planned post
   *[other] { $count } planned posts
  }
list-published = { $count ->
    [0] published posts
    [one] 1 published post
   *[other] { $count } published posts
  }
list-publishing = { $count ->
    [0] posts on their way
    [one] 1 post on its way
   *[other] { $count } posts on their way
  }
list-failed = { $count ->
    [0] failed posts
    [one] 1 failed post
   *[other] { $count } failed posts
  }
list-unconfirmed = { $count ->
    [0] unconfirmed posts
    [one] 1 unconfirmed post
   *[other] { $count } unconfirmed posts
  }
list-cancelled = { $count ->
    [0] cancelled posts
    [one] 1 cancelled post
   *[other] { $count } cancelled posts
  }
list-awaiting-approval = { $count ->
    [0] posts that wait for approval
    [one] 1 post that waits for approval
   *[other] { $count } posts that wait for approval
  }
list-head = { $what }{ $span }:
list-none = There are no { $what }{ $span }.
list-line = { $place }. Post { $number } · { $when } · { $platforms } · { $words }{ $repeats }
list-more = … and { $count } more. Name a day, a platform or a state to see fewer.
span-day = {" "}for { $day }
span-days = {" "}from { $first } to { $last }
span-since = {" "}from { $first } on
span-until = {" "}until { $last }
post-is = { $when ->
    [missing] Post { $number }: { $status }.
   *[other] Post { $number }: { $status }, { $when }.
  }
repeat-daily = { $interval ->
    [one] every day
   *[other] every { $interval } days
  }
repeat-weekly = { $interval ->
    [one] every week
   *[other] every { $interval } weeks
  }
repeat-monthly = { $interval ->
    [one] every month
   *[other] every { $interval } months
  }
repeat-yearly = { $interval ->
    [one] every year
   *[other] every { $interval } years
  }
repeat-hourly = { $interval ->
    [one] every hour
   *[other] every { $interval } hours
  }
repeat-on = { $every } on { $days }
repeat-place = { $place ->
    [1] the first { $day }
    [2] the second { $day }
    [3] the third { $day }
    [4] the fourth { $day }
    [5] the fifth { $day }
   *[-1] the last { $day }
  }
repeat-monthday = { $day ->
    [-1] the last day
   *[other] day { $day }
  }
repeat-count = { $every }, { $count } times
repeat-until = { $every } until { $until }

# States
status-draft = draft
status-awaiting-approval = waits for approval
status-scheduled = planned
status-publishing = going out
status-published = published
status-failed = failed
status-unconfirmed = not confirmed
status-cancelled = cancelled
role-owner = owner
role-admin = admin
role-editor = editor
role-contributor = contributor
role-analyst = analyst
role-client = client

# Publishing, consent, undo
publish-ask = This goes out now as post { $number }, on { $accounts }. Shall I?
publish-some-by-hand = { $platforms } { $count ->
    [one] is
   *[other] are
  } not connected; you get the text to post it there yourself.
publish-yes = Yes, publish
publish-by-hand = { $platforms } { $count ->
    [one] is
   *[other] are
  } not connected, so I cannot post there. Post { $number } is ready to copy:
publish-already-published = Post { $number } is out already; I do not send it twice.
publish-already-publishing = Post { $number } is on its way right now.
publish-already-unconfirmed = I sent post { $number } and got no answer, so it may be out. Please look at the account before anything is sent again.
published = Post { $number } is out on { $platform }: { $url }
publish-failed = Post { $number } did not go out on { $platform }. { $reason }
publish-unconfirmed = I sent post { $number } to { $platform } but got no answer, so it may be out. I keep checking and will tell you; please do not send it again.
publish-waits = Post { $number } could not go out on { $platform } yet. { $reason } I try again by myself.
publish-on-its-way = Post { $number } is on its way to { $platform }; I will tell you when it is out.
consent-yes = Yes
consent-no = No
notice-consent =
    { $asker } asks for your yes.
    { $question }
consent-elsewhere = Nothing has been done yet: it waits for your yes, { $place }.
consent-nowhere = Nothing has been done: it needs a yes, and there is no conversation in which you could give it. Start `allin chat`.
channel-terminal = in the terminal (`allin chat`)
consent-refused = All right, nothing was sent. The draft is kept.
consent-changed = It has changed since I asked, so here it is again.
consent-gone = That question is closed; nothing was done. Say again what you want.
consent-expired = That was more than 15 minutes ago, so I did nothing. Say again what you want.
consent-not-yours = Only the person who was asked, or an admin, can answer that.
consent-nobody-to-ask = This needs a person's yes, and there is nobody to ask here. Ask for it in a conversation.
choice-gone = That button is too old. Say again what you want.
undone = { $what } is undone.
undo-nothing = There is nothing to undo.
undo-changed-since = { $what } can no longer be undone: it has changed or gone out since.
undo-done-already = That is undone already.
undo-not-yours = Only the person who made that change can take it back with this button.
undo-time-passed = Undoing that would plan post { $numbers } for a time that has passed. Say when it should go out instead.
undo-taken-down = Post { $number } is taken down from { $platform }.
undo-by-hand = Post { $number } cannot be deleted from here on { $platform }. You can do it there: { $url }
undo-failed = Post { $number } could not be taken down from { $platform }. { $reason }
undo-not-yet = I do not know yet whether post { $number } went out on { $platform }, so I cannot take it down.
undo-draft-again = { $count ->
    [one] Post { $numbers } is a draft again.
   *[other] Posts { $numbers } are drafts again.
  }
did-draft-post = { $count ->
    [one] Writing draft { $numbers }
   *[other] Writing drafts { $numbers }
  }
did-improve-draft = The change to post { $numbers }
did-retarget-post = The change of platforms of post { $numbers }
did-schedule-post = Planning post { $numbers }
did-queue-post = Queueing post { $numbers }
did-reschedule-post = Moving post { $numbers }
did-cancel-post = Cancelling post { $numbers }
did-publish-post = Publishing post { $numbers }
did-set-queue-slots = The change of queue slots
did-set-brand = The change to the brand kit
did-set-time-zone = The change of time zone
did-set-language = The change of language
did-set-confirmation = The change about asking first
did-set-model = The change of the model
did-connect-account = Connecting the account
did-disconnect-account = Disconnecting the account
did-something = The last change

# What a tool does, as a choice
do-draft-post = Write a draft
do-improve-draft = Change a draft
do-retarget-post = Change the platforms of a post
do-suggest-hashtags = Suggest hashtags
do-schedule-post = Plan a post
do-queue-post = Put a post in the queue
do-set-queue-slots = Set the queue's days and times
do-reschedule-post = Move a post
do-cancel-post = Cancel a post
do-list-posts = List posts
do-show-post = Show a post
do-publish-post = Publish a post
do-undo = Undo the last change
do-connect-account = Connect an account
do-list-accounts = List the accounts
do-disconnect-account = Disconnect an account
do-set-brand = Note something about our brand
do-set-time-zone = Set our time zone
do-set-language = Set our language
do-set-confirmation = Set whether I ask before publishing
do-set-model = Choose which model I ask
do-show-settings = Show what I know about you
do-help = Help
do-something = { $name }

# Accounts and settings
platform-feed = your page
connected = Connected: { $platform }, as { $handle }. Posts can go there now.
connected-already = Already connected: { $platform }, as { $handle }.
connect-by-hand = I cannot sign in to { $platform } from here. I write for it, and at the time you choose I hand you the text and the page: { $page }
disconnected = Disconnected: { $platform } ({ $handle }). Posts planned for it stay on the plan.
accounts-head = { $count ->
    [0] No account is connected.
    [one] 1 account is connected:
   *[other] { $count } accounts are connected:
  }
accounts-line = • { $platform }: { $handle }
accounts-others = You can also connect { $platforms }. Until then I write for them and hand you the text to post it there yourself.
brand-set = Noted. { $field }: { $value }
brand-name = Name
brand-voice = Voice
brand-audience = Audience
brand-calls-to-action = Call to action
brand-hashtags = Hashtags
brand-link = Link
zone-set = Your time zone is { $zone } now; it is { $clock } there. What is planned already keeps its moment.
language-set = From now on I speak English and write in English.
confirmation-on = I ask before I publish anything.
confirmation-off = I publish on your word, without asking again.
model-local-first = Where I am sure I decide by myself; otherwise I ask the big model, if one is set up.
model-hosted-first = I ask the big model first, if one is set up.
model-local-only = I use the built-in model only; nothing you say goes to another.
settings-head = This is what I know about { $workspace }:
settings-zone = Time zone: { $zone } (now { $clock })
settings-language = Language: English
settings-slots = Queue: { $days }, at { $times }
settings-unset = Not set yet: { $fields }. Just tell me, for example “our voice is warm and plain”.

# Help and first words
help-head = Just say what you want in your own words. For example:
help-drafting = “Write a friendly post about our autumn sale” – then “make it shorter” or “only on LinkedIn”
help-scheduling = “Plan it for tomorrow at nine”, “every Friday at 17:00”, “an hour later”, “what goes out this week?”, “cancel post 3”
help-publishing = “Publish it now” – I show you exactly what goes out and ask first; “undo” takes it back where the network allows
help-accounts = “Which accounts are connected?”, “connect my page”
help-workspace = “Our time zone is Berlin”, “our brand voice is warm and plain”, “speak German”
help-end = Nothing goes out without your word.
help-try-draft = Write a post about our opening hours
help-try-plan = What's planned?
help-try-accounts = Which accounts are connected?
greeting-new = Hello! I am AllIN. I write, plan and publish your social posts; tell me in your own words what you want.
greeting-back = Welcome back to { $workspace }.
greeting-planned = { $count ->
    [one] One post is planned.
   *[other] { $count } posts are planned.
  }
greeting-drafts = { $count ->
    [one] One draft is waiting for you.
   *[other] { $count } drafts are waiting for you.
  }
greeting-unconfirmed = { $count ->
    [one] One post is not confirmed: please look at the account.
   *[other] { $count } posts are not confirmed: please look at the accounts.
  }
greeting-try = Try “write a post about our autumn sale”, or say “help”.
stopped = Stopped; I did nothing more.

# On a card
card-title = Post { $number } · { $platforms }
card-status = State
card-when = Goes out
card-repeats = Repeats
card-length = Length

# Buttons
offer-undo = Undo
offer-publish = Publish now
offer-queue = Put in the queue
offer-shorten = Make it shorter
offer-fewer-hashtags = Fewer hashtags

# Limits
breach-empty = There is no text for { $platform } yet.
breach-too-long = It is too long for { $platform }: { $length } of { $limit } characters.
breach-hashtags = That is too many hashtags for { $platform }: { $count }, where { $limit } are allowed.

# Errors
error-unexpected = Something went wrong on my side and nothing was changed. Please try again; if it happens again, run “allin doctor”.
error-not-understood = I did not understand that. Say “help” to see what I can do.
error-not-found = I cannot find that here.
error-no-such-post = There is no post { $number } here. Say “what's planned” or “show drafts” to see the numbers.
error-no-such-platform = I don't know a platform called “{ $name }”.
error-no-such-account = No connected account is called “{ $name }”. Say “show connected accounts” to see them.
error-no-such-tool = I cannot do “{ $name }”.
error-not-allowed = Your role ({ $role }) does not allow that. Ask an admin of this workspace.
error-conflict = That has changed in the meantime. Have a look at it and tell me again.
error-changed-meanwhile = Post { $number } has changed in the meantime, so I left it as it is. Have a look and tell me again.
error-cannot-change = Post { $number } can no longer be changed: { $status }.
error-cannot-move = Post { $number } cannot be planned anew: { $status }.
error-cannot-cancel = Post { $number } cannot be cancelled: { $status }.
error-rejected = The network does not accept this text. Change it and try again.
error-unsupported = That cannot be done on this network from here.
error-needs-sign-in = Signing in to { $platform } is not possible from here.
error-cannot-read-back = What was posted on { $platform } cannot be looked up from here.
error-cannot-delete = Posts on { $platform } cannot be deleted from here.
error-cannot-edit = Published posts on { $platform } cannot be changed from here.
error-sign-in-needed = The account must be connected again first.
error-try-later = That does not work right now. I try again by myself.
error-outcome-unknown = I sent it and got no answer, so it may be out. Please look before it is sent again.
error-operator = Something is wrong with this installation. Run “allin doctor” to see what.
error-settings = Some settings are missing or wrong: { $problems }
error-registry = Some parts of this installation are broken: { $problems }
error-store = The store cannot be read or written. Run “allin doctor” to see why.
error-wrong-argument = I could not use what you gave for “{ $argument }”. Say it in another way.
error-too-long = That is too long: at most { $limit } characters, please.
error-empty = I heard nothing. Say what you want, or “help”.
error-too-many-steps = That was more than I do in one go. Please ask for it in smaller parts.
error-after-others-words = I have just read other people’s words, so I did not do that along with it. If you want it, say it once more by itself.
error-instruction = I don't know how to do “{ $instruction }” to a text. I can make it shorter or longer, friendlier, more playful or more formal, add or remove emoji, hashtags or the link, add or replace words you give me, and drop a sentence.
error-language = I do not speak “{ $language }” yet: English, Spanish, German and French only.
error-queue-full = There is no free slot in the next { $days } days. Give me a time, or add slots with “our slots are weekdays at 9 and 17”.
error-slots = I did not understand those slots. Say for example “weekdays at 9 and 17”.
error-unknown-sender = I do not know you here, so I cannot answer.
store-corrupt = The store is damaged, so I changed nothing. Run “allin doctor”, then restore a backup with “allin db restore”.
store-full = The disk is full, so nothing could be saved. Free some space and try again.
store-readonly = The store is read-only, so nothing could be saved. Check the permissions of ALLIN_HOME.
store-locked = Another program holds the store, so nothing was saved. Try again in a moment.
store-missing = The store cannot be reached. Check ALLIN_HOME or ALLIN_DATABASE_URL with “allin doctor”.
store-schema = The store is from another version. “allin doctor” says what to do.
store-other = The store cannot be read or written. Run “allin doctor” to see why.
