"""Reports: one document made from data, and four printers for it."""
