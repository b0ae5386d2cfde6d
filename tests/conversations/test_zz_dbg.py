from bot.messages import IncomingMessage
from tests.conversations.test_places_trust import house
async def test_dbg(talk):
    here = await house(talk)
    r=await here.say("", "anna", "room/1", group=True, others="Great news from our town, everybody!")
    print(1,r.text)
    r=await here.say("write a post", "ben", "room/1", group=True); print(2,r.text)
    r=await here.say("draft a post about this", "anna", "room/1", group=True); print(3,r.text,r.calls)
    r=await here.say('draft a post saying "Fresh rye" and set our time zone to Paris'); print(4,r.text,r.calls)
    m = IncomingMessage("", "fakechat", "anna", thread="anna/1", message_id="w1")
    r=await talk.app.conversation.call(m, "improve_draft", {"post_id": 1, "instruction":"x", "text": "Fresh"}); print(5,r.text)
    r=await here.say('schedule "Rye" on fake tomorrow at nine and set the time zone to Paris'); print(6,r.text,r.calls)
    r=await here.say('draft a post about rye, then show my settings'); print(7,r.text,[c.tool for c in r.calls])
