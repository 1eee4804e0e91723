"""`make fuzz`: what nobody would send is sent, a hundred thousand times."""
