"""What came back: links, clicks, conversions, spend, and to whom the credit goes."""
