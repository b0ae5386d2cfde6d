"""The tables of trends: What is watched outside: feeds, their topics day by day, and other people's public accounts."""
