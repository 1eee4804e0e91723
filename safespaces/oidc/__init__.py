"""OpenID Connect: signing in with an account somebody has elsewhere, where the operator sets it up
(extra `oidc`).
"""
