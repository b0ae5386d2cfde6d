"""Tables from files: read whatever their program wrote, and brought into the store on a yes."""
