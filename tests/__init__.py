"""The tests. A package of its own, since libraries leave one of that name among the installed ones."""
