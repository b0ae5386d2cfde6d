"""The tables of reports: when they are made by themselves, where they go, and which were made."""
