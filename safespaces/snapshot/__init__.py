"""What the public reads, one immutable numbered whole: its types have no field for a private
fact.
"""
