"""What others publish: feeds, rising topics, named competitors."""
