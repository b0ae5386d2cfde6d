"""Doubles of outside services, spoken to over the loopback address."""
