"""The only doors to the data: the batch of a page, the engines it is asked of, files sent in."""
