"""Figures are fetched: how often, by whom, and for how long they are kept."""
