"""Ballots through the real server: a town to vote in, a server, and people who all vote at once."""
