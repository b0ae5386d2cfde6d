# Telegram
telegram-heard = 🎤 “{ $words }”
telegram-again = You may have read this already: my last try broke off.
telegram-decided = ☑ { $choice } · { $decided }
telegram-write-me-first = This answer is for you alone. Open { $link }, tap Start, and ask me there again.
telegram-not-yours = Only people from the team can answer this. Write to me yourself, and a member lets you in.
telegram-stopping = I stop as soon as the step I am at is done.
telegram-nothing-to-stop = I am not doing anything at the moment.
telegram-cannot-read = I cannot read that. Send me text, a voice message, a picture, a video or a file.
telegram-too-large = Telegram hands me files of up to 20 MB, and “{ $name }” is larger. Send me a smaller one.
telegram-file-gone = Telegram does not give me “{ $name }” any more. Please send it again.
telegram-upload-too-large = “{ $name }” is too large for Telegram, which takes files of up to 50 MB from me.
telegram-linked = Welcome! You now belong to “{ $workspace }” here, too.
telegram-page = AllIN

# What the commands in the menu do
telegram-about-start = say hello
telegram-about-help = what I can do
telegram-about-plan = what goes out, and when
telegram-about-drafts = posts that are not planned yet
telegram-about-stop = stop what I am doing

# For whoever runs the installation
telegram-unreachable = On Telegram nobody is reached there any more.
telegram-refused = Telegram does not take this message.
telegram-token-refused = Telegram does not know this bot’s token. Put the one that @BotFather shows into ALLIN_TELEGRAM_BOT_TOKEN.
telegram-conflict = Another program takes this bot’s updates with the same token. Only one can: end the other one, or make a bot of its own for it at @BotFather.
