"""Targets, alerts at a threshold, and the page that moves."""
