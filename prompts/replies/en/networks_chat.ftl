# Bluesky, Discord and Telegram channels: what can go wrong there, and when signing in.

error-public-only = Everything on { $platform } is public, so I did not send this there. Make it public, or leave { $platform } out.
error-sign-in-token = { $platform } does not know this bot token. Copy it once more from the page where you made the bot.

error-bluesky-handle = “{ $handle }” is not a whole Bluesky handle. It looks like ana.bsky.social.
error-bluesky-app-password = That is not an app password. Make one in Bluesky under Settings, Privacy and security, App passwords; it looks like abcd-efgh-ijkl-mnop. Never give me your own password.
error-bluesky-sign-in = Bluesky did not accept this handle with this app password. Check both; if your account lives on another server, enter its name too.
error-bluesky-account-off = This Bluesky account is deactivated or suspended. Set it right on Bluesky first, then connect it again.
error-bluesky-server = “{ $server }” is not the name of a server. It looks like bsky.social.
error-bluesky-not-our-thread = Replies can only be hidden under your own posts, and this thread was begun by somebody else.
error-bluesky-hidden-full = Bluesky hides at most { $count } replies under one post, and that many are hidden. Show one of them again first.
error-bluesky-reply-control = I do not know who “{ $control }” would let answer. Say everyone, followers, following, mentioned or nobody.
error-bluesky-video-limit = Bluesky takes no more videos from this account today. I try again by myself.

error-discord-nothing-entered = Enter either the address of a webhook, or a bot token together with a channel.
error-discord-channel = The bot does not see this channel. Invite it to your server first, then copy the channel's link.
error-discord-webhook = There is no such webhook. In Discord, open the channel's settings, Integrations, Webhooks, and copy the address again.
error-discord-webhook-only-writes = A webhook on Discord can only write. Connect a bot instead, and it can read and answer as well.
error-discord-no-text-channel = That channel takes no plain messages. Choose a text or announcement channel.
error-discord-not-allowed = The bot may not write in this channel. Give it the permissions “View channel” and “Send messages”, then connect again.
error-discord-no-content-intent = Discord hides from the bot what others write. Switch on “Message Content Intent” on the bot's page in the developer portal.

error-telegram-channel = I cannot find the channel “{ $channel }”. Make the bot an administrator there, then enter its @name, or the link of one of its posts.
error-telegram-channel-gone = The Telegram channel is no longer where it was. Connect it again.
error-telegram-no-channel = That is a group or a person, not a channel.
error-telegram-not-admin = The bot may not post in this Telegram channel. Make it an administrator with the right to post messages, then try again.
error-telegram-too-old = Telegram no longer lets the bot delete this; its right usually ends after 48 hours. Delete it by hand: { $url }
