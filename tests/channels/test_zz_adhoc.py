from tests.conversations.conftest import Talk, models, talk
async def test_x(talk: Talk) -> None:
    await talk.connect_network()
    await talk.say("what is planned?")
    r = await talk.say(f"draft a post about our autumn sale for {talk.network.label}")
    print("1", r.text[:100], [c.label for c in r.choices])
    r = await talk.say("publish it")
    print("2", r.text[:100], [c.label for c in r.choices])
