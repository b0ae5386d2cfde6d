"""The tables of goals: Targets, thresholds that somebody is told of, links with a campaign in them, and what came of them."""
