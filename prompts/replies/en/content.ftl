# What a text is like before it goes out.

progress-analysing = Reading it closely …
do-analyze-content = Look a text over
ask-text-or-post-id = Which text shall I look over? Give me its words, or the number of a post.
content-mood = { $language ->
    [missing] { $mood ->
        [positive] It sounds pleased; which language it is I cannot tell.
        [negative] It sounds displeased; which language it is I cannot tell.
       *[neutral] It sounds matter-of-fact; which language it is I cannot tell.
    }
   *[other] { $mood ->
        [positive] { $language }; it sounds pleased.
        [negative] { $language }; it sounds displeased.
       *[neutral] { $language }; it sounds matter-of-fact.
    }
}
content-reading = { $level ->
    [very-easy] Very easy to read, from about { $age } years on.
    [easy] Easy to read, from about { $age } years on.
    [plain] Plain reading, from about { $age } years on.
    [hardish] A little hard to read, from about { $age } years on.
    [hard] Hard to read, from about { $age } years on.
   *[other] Very hard to read, also for adults.
}
content-reading-unknown = How easily it reads I cannot tell: it is too short, or I have no measure for its language.
content-length-on = { $platform } { $length } of { $limit }
content-lengths = Characters: { $parts }.
content-voice = It sounds as much like you as { $place }% of your last { $posts } posts do.
content-voice-few = { $posts ->
    [0] Whether it sounds like you I cannot tell yet: I know none of your posts yet and need { $fewest }.
    [one] Whether it sounds like you I cannot tell yet: I know one post of yours and need { $fewest }.
   *[other] Whether it sounds like you I cannot tell yet: I know { $posts } posts of yours and need { $fewest }.
}
content-topics = It is about { $topics }.
content-first = Most worth changing: { $hint }
content-also = Also: { $hint }
content-nothing = I see nothing that needs changing.
offer-add-hashtags = Add hashtags
offer-no-exclamation = Without exclamation marks
offer-call-to-action = Add a call to action
offer-no-emoji = Without emoji
instruction-add-hashtags = add hashtags
instruction-no-exclamation = without exclamation marks
instruction-call-to-action = add a call to action
instruction-no-emoji = without emoji
hint-alt = { $count ->
    [one] one picture has no description, so people who cannot see it, and search, know nothing of it.
   *[other] { $count } pictures have no description, so people who cannot see them, and search, know nothing of them.
}
hint-too-long = { $length } characters are more than { $platform } takes ({ $limit }).
hint-long = { $length } characters are a lot for { $platform }, where about { $usual } are read to the end.
hint-hashtags-limit = { $platform } takes { $limit } hashtags, and there are { $count }.
hint-hashtags-many = { $count } hashtags look like spam on { $platform }; { $most } at most are usual.
hint-hashtags-few = a hashtag or two more help people on { $platform } find it; { $fewest } are usual there.
hint-link-dead = a link in the text cannot be tapped on { $platform }. Put it in the profile or the first comment.
hint-title-missing = { $platform } wants a title, and search looks there first.
hint-title-over = the title has { $length } characters, and { $platform } takes { $limit }.
hint-title-long = only about { $shown } of the title’s { $length } characters are shown in search results.
hint-title-short = the title has just { $length } characters; there is room to say what it is about.
hint-title-topic = the title does not name “{ $topic }”, which is what people would search for.
hint-title-capitals = a title in capitals reads as shouting, and looks like an advert.
hint-long-sentences = the sentences have { $words } words on average. Shorter ones are understood at once.
hint-hard-words = many long words make it heavy. Shorter ones say the same.
hint-capitals = words in capitals read as shouting, and screen readers spell them out.
hint-exclamations = { $count } exclamation marks weaken each other. One is enough.
hint-opening = “{ $topic }” comes late: of a longer text only about the first { $shown } characters are seen at first.
hint-voice-meaning = it is about something, or says it in a way, that your other posts do not.
hint-no-action = it does not say what people should do next: come by, order, answer.
hint-emoji = { $count } emoji are hard to read, and read out loud one by one.
hint-hashtag-case = write #{ $tag } with capitals inside, so that screen readers can tell its words apart.
hint-voice = { $what ->
    [length] { $more ->
        [more] it is longer than your posts usually are.
       *[less] it is shorter than your posts usually are.
    }
    [sentence] { $more ->
        [more] its sentences are longer than yours usually are.
       *[less] its sentences are shorter than yours usually are.
    }
    [word] { $more ->
        [more] its words are longer than yours usually are.
       *[less] its words are shorter than yours usually are.
    }
    [emoji] { $more ->
        [more] it has more emoji than your posts usually do.
       *[less] it has fewer emoji than your posts usually do.
    }
    [hashtags] { $more ->
        [more] it has more hashtags than your posts usually do.
       *[less] it has fewer hashtags than your posts usually do.
    }
    [links] { $more ->
        [more] your posts seldom have a link, and this has.
       *[less] your posts usually have a link, and this has none.
    }
    [questions] { $more ->
        [more] it asks more than your posts usually do.
       *[less] your posts usually ask something, and this does not.
    }
    [exclamations] { $more ->
        [more] it has more exclamation marks than your posts usually do.
       *[less] it has fewer exclamation marks than your posts usually do.
    }
    [capitals] { $more ->
        [more] it has more words in capitals than your posts usually do.
       *[less] it has fewer words in capitals than your posts usually do.
    }
   *[other] it is written in another manner than your posts usually are.
}
