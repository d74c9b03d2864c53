"""The page of training batches: from people to zones, batch by batch, where they reach."""
