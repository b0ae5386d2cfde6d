# What Home Assistant shows of us
channel-home-assistant = on a speaker of Home Assistant
home-assistant-about = Drafts, plans and publishes social media posts
home-assistant-hears = Makes out what is said, on its own machine
home-assistant-speaks = Reads answers out
home-assistant-voice = English
home-assistant-place = Home Assistant at { $address }
# What is said in the house
home-assistant-working = I am working on it. You get the answer in your chat.
home-assistant-private = That is for your eyes alone: it is in your chat.
home-assistant-private-nowhere = That is for your eyes alone, and not for a room. Ask me in a chat.
home-assistant-code = I do not know this house yet. Your code is: { $code }. Say “let in” and this code where I know you already, and then speak to me again.
home-assistant-not-let-in = I do not listen and speak for this house yet. Type something to me in Home Assistant: I answer with a code to let the house in by.
home-assistant-format = I cannot make out sound in this form. Whoever runs Home Assistant sets it to 16 bits a sample, 8,000 to 48,000 samples a second.
home-assistant-too-long = That was longer than { $seconds } seconds. Say it in fewer words.
home-assistant-too-much = That is more than I read out: { $limit } characters is the most.
home-assistant-nobody-speaks = Nobody here can speak this language. Whoever runs AllIN Assistant installs espeak-ng or piper, or sets ELEVENLABS_API_KEY.
home-assistant-nothing-to-say = There is nothing in it to read out.
# Over HTTP
home-assistant-paired = This house is let in. It speaks for you from now on; say “remove my Home Assistant” in your chat to take that back.
home-assistant-wrong-code = This code does not count, or no longer. Say “pair a device” in your chat to get a new one.
home-assistant-unknown = I do not know this house, or no longer. Say “pair a device” in your chat and give the code to Home Assistant.
home-assistant-unsafe = Others could read along on this way, so I do not answer. Whoever runs AllIN Assistant sets ALLIN_PUBLIC_URL to an https address, or names this house in ALLIN_HOME_ASSISTANT_ALLOW.
home-assistant-slower = That was too much at once. Try again in { $wait ->
    [one] { $wait } second
   *[other] { $wait } seconds
  }.
home-assistant-bad-request = I cannot read what Home Assistant sent. Whoever set it up compares it with the guide, docs/home_assistant.md.
# For whoever runs the installation
home-assistant-bad-place = { $setting } is no place to listen at. Write an address and a port, such as 0.0.0.0:10700.
home-assistant-bad-allow = { $setting } holds something that is no address and no network. Write them with commas, such as 192.168.1.5, 10.0.0.0/24.
home-assistant-yes-or-no = { $setting } is neither yes nor no. Set it to one of them.
home-assistant-not-encrypted = Tokens would be readable on their way to { $address }. Set ALLIN_PUBLIC_URL to an https address, or name the house in ALLIN_HOME_ASSISTANT_ALLOW.
