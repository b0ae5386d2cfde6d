# What is said through Alexa
alexa-welcome = Hello! What would you like? For example: draft a post about the autumn sale.
alexa-what-else = What would you like?
alexa-again = Tell me what you would like, or say stop.
alexa-help = Tell me in your own words: “draft a post about the autumn sale”, “schedule it for tomorrow at nine”, or “show me the plan”. What would you like?
alexa-not-heard = I did not catch that. Begin with what you want, such as draft, schedule or show. What would you like?
alexa-nothing-asked = I have not asked you anything just now. What would you like?
alexa-nothing-said = There is nothing to repeat yet. What would you like?
alexa-still-asking = I am still waiting for your answer. { $question }
alexa-still-waiting = I am still waiting for your answer.
alexa-done = Done.
alexa-rest-in-app = The rest is in the Alexa app.
alexa-link-in-app = The link is in the Alexa app.
alexa-in-app = The answer is in the Alexa app.
alexa-bye = All right.
alexa-stopped = I am stopping. Your chat tells you what was done before.
alexa-slow = That takes a little longer. I go on with it, and you find the answer in your chat.
alexa-private = That is for you alone, so I do not say it here. Ask me again in your chat.
alexa-link = I do not know you yet. Open the Alexa app: there you find a card that links me to you.
alexa-trouble = Something went wrong on my side. Try again in a moment.
# The page on which somebody links Alexa
alexa-page-title = Let “{ $program }” in?
alexa-page-what = Whoever speaks to it could read, draft and plan as you may, and be told your posts aloud.
alexa-page-where = You will be taken back to { $place }. If you did not begin this in the Alexa app yourself, close this page.
alexa-page-code = Your code
alexa-page-allow = Let it in
alexa-page-refuse = No
alexa-page-how = You get a code where I know you already: write “pair a device” to me there. It is valid for ten minutes.
alexa-page-wrong = That code does not count: it is wrong, used or too old. Type it again or get a new one.
alexa-page-gone = This page is over
alexa-page-again = Begin again in the Alexa app, in the settings of the skill.
# For whoever runs the installation
alexa-skill-id = ALLIN_ALEXA_SKILL_ID is no skill’s id. It begins with amzn1.ask.skill. and stands in the developer console.
alexa-no-linking = Without account linking nobody could use the skill: set ALLIN_ALEXA_CLIENT_ID, and ALLIN_ALEXA_CLIENT_SECRET with at least { $count } characters.
alexa-not-encrypted = Alexa speaks to us over HTTPS alone, and { $address } is not. Set ALLIN_PUBLIC_URL to your https address.
