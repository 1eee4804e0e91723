"""What runs by itself: jobs, mail, reminders, the first start, and the doctor that looks at all of
it.
"""
