# Siri and any phone: what is said
channel-shortcuts = on your phone
shortcuts-a-phone = Phone
shortcuts-working = I am working on it. You get the answer in your chat.
shortcuts-paired = This device is let in. It speaks for you from now on; say “remove my phone” in your chat to take that back.
shortcuts-wrong-code = This code does not count, or no longer. Say “pair a device” in your chat to get a new one.
shortcuts-unknown = I do not know this device, or no longer. Say “pair a device” in your chat, and run the setup of the shortcut with the code.
shortcuts-unsafe = Others could read along on this way, so I do not answer. Whoever runs AllIN Assistant sets ALLIN_PUBLIC_URL to an https address.
shortcuts-slower = That was too much at once. Try again in { $wait ->
    [one] { $wait } second
   *[other] { $wait } seconds
  }.
shortcuts-empty = I heard nothing. Say it once more.
shortcuts-too-large = That is too large: { $megabytes } MB is the most. Send a shorter one, or say it in fewer words.
shortcuts-bad-request = I cannot read what your phone sent. Compare the shortcut with the guide, docs/shortcuts.md.
shortcuts-yes-or-no = { $setting } is neither yes nor no. Set it to one of them.
# The page
shortcuts-page-title = Talk to AllIN from your phone
shortcuts-page-about = A shortcut on your phone sends here what you say, and speaks the answer. It works with Siri, on Android, on a watch or on a computer.
shortcuts-page-code = Say “pair a device” in a chat where I know you. You get a code of ten letters; it counts for ten minutes.
shortcuts-page-pair = In the shortcut, send the code and a name for the phone by POST to { $address }/pair. The answer holds a token: keep it in the shortcut, and nowhere else.
shortcuts-page-talk = From then on, send what you say by POST to { $address }, with the token in the Authorization header, and have “speech” of the answer spoken. The guide in docs/shortcuts.md builds it step by step.
shortcuts-page-end = A phone that is lost: say “remove my phone” in your chat. Its token is worth nothing from that moment on.
