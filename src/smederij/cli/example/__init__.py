"""The example municipality: made up, but sized and told as in life."""
