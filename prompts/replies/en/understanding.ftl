# What the embedded model says when it is not given a command it can carry out.
ask-say-something = I did not catch any words. What shall I do?
ask-which = I am not sure what you mean. Which of these is it?
ask-out-of-scope = That is nothing I can do. I write, plan and publish posts; say “help” to see how.
ask-not-here-yet = { $area ->
    [translate_post] I cannot translate posts yet.
    [find_influencers] I cannot look for influencers yet.
    [generate_image] I cannot make pictures yet.
    [generate_video] I cannot make videos yet.
    [schedule_when] I cannot wait for a condition yet; I can plan a post for a time.
    [create_ad] I cannot buy advertising.
   *[other] I cannot do that yet.
  }
ok-never-mind = All right, never mind.
say-hello = Hello! What shall we post? Say “help” to see what I can do.
say-welcome = You are welcome.
