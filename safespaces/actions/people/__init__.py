"""Who may sign in, how, and what they typed before they had to."""
