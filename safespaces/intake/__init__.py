"""From a file's rows to drafts, problems and a plan: may import venues and below; changes
nothing.
"""
