"""Exports of shops, analytics and ad managers, as their columns are named."""

from __future__ import annotations

SHOPIFY = """Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Landing Site,Refunded Amount,Lineitem name
#1001,a@example.org,paid,2026-03-02 10:11:12 +0100,EUR,40.00,49.90,/?utm_source=instagram&utm_campaign=Autumn%20Sale,0.00,Rye
#1001,a@example.org,,,,,,,,Wheat
#1002,b@example.org,paid,2026-03-03 11:00:00 +0100,EUR,20.00,20.00,/?utm_source=fb&utm_campaign=autumn-sale,5.00,Rye
#1003,c@example.org,voided,2026-03-03 12:00:00 +0100,EUR,99.00,99.00,/,0.00,Rye
#1004,d@example.org,paid,2026-03-04 12:00:00 +0100,EUR,10.00,10.00,/,0.00,Rye
"""

GA4 = """# ----------------------------------------
# Acquisition
# ----------------------------------------
Date,Session source / medium,Session campaign,Sessions,Key events,Total revenue
20260302,facebook.com / referral,(not set),120,3,150.5
20260302,google / cpc,autumn-sale,300,9,700
,,Grand total,420,12,850.5
"""

META = """Campaign name;Reporting starts;Reporting ends;Publisher platform;Link clicks;Results;Amount spent (EUR)
Autumn Sale;2026-03-01;2026-03-10;facebook;1.240;12;200,50
Autumn Sale;2026-03-01;2026-03-10;instagram;810;4;99,50
"""

STRIPE = """id,Created (UTC),Amount,Currency,Status,Amount Refunded,utm_source (metadata)
ch_1,2026-03-05 09:00,25.00,usd,Paid,0,linkedin
ch_2,2026-03-05 10:00,30.00,usd,Failed,0,linkedin
"""

PATHS = """Date,Path,Conversions,Null,Revenue,Currency
2026-03-02,Facebook > Google > x,1,0,90,EUR
2026-03-02,Facebook,0,1,0,EUR
2026-03-03,Google > x,0,1,0,EUR
"""
