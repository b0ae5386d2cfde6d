# Slack: what stands around the assistant's own words there
slack-heard = I heard: “{ $text }”
slack-edit = Edit the text
slack-confirm-title = Sure?
slack-confirm-yes = Yes
slack-confirm-no = No
slack-decided = “{ $choice }” – { $who }, { $when }
slack-already = That is decided already: “{ $choice }” – { $who }, { $when }
slack-taken = I'm on it. You find my answer in our direct messages.
slack-not-installed = I am not installed in this workspace any more. Whoever runs it can install me again.
slack-check-many = workspaces that installed the app
slack-command-root = You asked: { $text }
slack-shortcut-root = You want a post of this: { $text }
slack-say-help = help

slack-edit-title = Post { $number }
slack-edit-save = Save
slack-edit-leave = Cancel
slack-edit-label = Text
slack-edit-hint = It becomes the text on every network that this post is for. Nothing is published by saving.
slack-edit-quotes = This text has every kind of quotation mark that I know. Leave one kind out and save again.
slack-edit-long = Post { $number } is too long for Slack's window. Tell me here what to change instead.
slack-edit-not = The text of post { $number } cannot be changed any more. Ask me to show it to see where it stands.

slack-prompt-draft-title = Draft a post
slack-prompt-draft = Draft a post about our opening hours
slack-prompt-plan-title = See the plan
slack-prompt-plan = what is planned
slack-prompt-help-title = What I can do
slack-prompt-help = help

slack-home-awaiting-approval = Waits for a yes
slack-home-scheduled = Planned
slack-home-draft = Drafts
slack-home-more = { $count ->
    [one] and one more – ask me for the list
   *[other] and { $count } more – ask me for the list
  }
slack-home-how = Write to me under “Messages”, call me in a channel, or type /allin anywhere. Nothing is published without your yes.

slack-install-title = AllIN Assistant in Slack
slack-install-about = With the button you let the assistant into your Slack workspace. Slack asks you for the details.
slack-install-code = A code that the assistant gave you (optional): with it you are known in Slack at once.
slack-install-button = Add to Slack
slack-install-failed = That did not work
slack-install-again = Nothing was installed. Begin again on this page, in the same browser.
slack-install-refused = Slack says that it was not allowed, so nothing was installed.
slack-install-done = The assistant is in { $team } now. Write to it under “Apps”, or call it in a channel.
slack-install-code-later = Your code was not used: write it to the assistant in Slack.
slack-install-code-wrong = Your code did not count; it is wrong, used or too old. Ask for a new one and write it to the assistant in Slack.
slack-install-linked = You are known there as a member of “{ $workspace }”.

slack-set-client = Set both ALLIN_SLACK_CLIENT_ID and ALLIN_SLACK_CLIENT_SECRET, or neither.
slack-set-bot-token = ALLIN_SLACK_APP_TOKEN is for Socket Mode, which needs ALLIN_SLACK_BOT_TOKEN as well.
slack-set-one-way = Slack reaches the assistant either over Socket Mode or over HTTP. Leave out ALLIN_SLACK_APP_TOKEN, or ALLIN_SLACK_SIGNING_SECRET and the client.
slack-set-way = Set ALLIN_SLACK_APP_TOKEN for Socket Mode or ALLIN_SLACK_SIGNING_SECRET for HTTP; docs/slack.md says how.
slack-set-teams = Over HTTP set either ALLIN_SLACK_BOT_TOKEN, for one workspace, or ALLIN_SLACK_CLIENT_ID and ALLIN_SLACK_CLIENT_SECRET, for many.
slack-set-https = Slack calls us over HTTPS only, and { $address } is not. Set ALLIN_PUBLIC_URL to your https address, or use Socket Mode.
slack-token = Slack does not take ALLIN_SLACK_{ $option } ({ $reason }). Copy it again from the app's settings.
slack-may-not = The Slack app lacks a right ({ $what }). Add it as deploy/slack/manifest.yaml has it, and install the app again.
slack-refused = Slack did not take it ({ $reason }).
slack-unreachable = Slack is not answering right now. I'll try again by myself.
slack-file-large = “{ $name }” is larger than { $limit } MB, so I did not fetch it, and I did nothing else. Send a smaller one.
slack-file-elsewhere = “{ $name }” is not kept by Slack itself, so I did not fetch it, and I did nothing else. Upload the file here.
slack-file-gone = Slack does not give me “{ $name }”; it may have been removed. I did nothing else. Upload it again.
