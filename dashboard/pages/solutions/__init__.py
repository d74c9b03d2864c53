"""Solutions: what is proven, who took it up, what guides plans, what is pledged, what happened."""
