# Writing and changing drafts.
writing-not-understood = I don't know how to do that to a text. I can make it shorter or longer, friendlier, more playful or more formal, add or remove emoji, hashtags or the link, replace or add words you give me, and drop a sentence.
writing-nothing-changed = The text is already like that, so I left it as it is.
writing-no-link = There is no link to add yet. Tell me the address, for example "our link is https://example.com".
writing-over-limit = That is now too long for { $platform }: { $length } of { $limit } characters. Shall I shorten it?
writing-changed = Done. Here is how it reads now.
writing-needs-your-words = I don't make up facts. Tell me what it should say, and I'll put it in.
