# What is said wherever people are reached: to somebody unknown, of other people's words, after a crash
stranger-code =
    I do not know you here yet, so I can tell you nothing. Your code is { $code }.
    Say “let in { $code }” to me where I know you already, or give it to somebody who runs your team here. It counts for half an hour.
stranger-linked = Hello { $member }, I know you here now: this belongs to the workspace “{ $workspace }”. Tell me what to post, or say “help”.
stranger-later = I do not know you here, and there were too many tries. Try again in an hour.
others-what-next = These are somebody else's words; I do nothing by myself with them. Tell me what to make of them, such as “draft a post about this for LinkedIn”.
others-draft = Draft a post about it
interrupted = I was interrupted in the middle of this. What I had done stays done, once: { $done }. Say again what is still missing.
interrupted-unsure = I was interrupted right after your yes, and I cannot tell how far I got: { $done }. Please look before you ask for it again.
interrupted-private = My answer was for you alone, so I did not keep it, and I cannot tell whether it reached you. If it did not, ask me again.
notice-late = This took longer than I could speak. { $text }
channel-slack = in Slack
channel-telegram = on Telegram
channel-email = in an e-mail to you
channel-no-such-option = { $option }: there is no such setting. Unset it.
channel-option-meant = { $option }: there is no such setting; did you mean { $meant }?
channel-broken-plug-in = The plug-in { $name } cannot be loaded: { $why }
yes-to-which = Yes to which of these?
no-to-all = All right, I leave it as it is.
nothing-asked = I have not asked you anything. Tell me what to do, or say “help”.
