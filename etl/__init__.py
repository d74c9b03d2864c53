"""Load published Thai public data into the warehouse: read, validate, model, check, publish."""
