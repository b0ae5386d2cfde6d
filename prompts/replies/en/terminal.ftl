# The terminal: hints, the status line, slash commands
terminal-hint-choose = Type a number, or say it in your own words.
terminal-working = One moment …
terminal-next-due = next: { $due }
terminal-next-none = nothing planned
terminal-embedded = embedded model
terminal-goodbye = Until next time. What is planned goes out while “allin serve” or a conversation is running.
terminal-unknown-command = There is no such command. There are { $commands }; or just say what you want.

# Words after which the name of a platform often follows
terminal-before-platform = on to for and

# What a slash command is short for; further words are added at the end
terminal-say-help = help
terminal-say-plan = what is planned
terminal-say-drafts = show my drafts
terminal-say-accounts = which accounts are connected
terminal-say-brand = show our brand kit
terminal-say-undo = undo

terminal-about-help = what I can do
terminal-about-plan = what goes out, and when
terminal-about-drafts = posts that are not planned yet
terminal-about-accounts = where posts can go
terminal-about-brand = name, voice and audience
terminal-about-undo = take the last change back
terminal-about-clear = clear the screen
terminal-about-quit = leave

# allin demo
error-no-tour = The tour is not installed here ({ $path } is missing). It comes with the source of the project.
