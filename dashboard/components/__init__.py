"""What pages are made of. Charts and maps are pure: frame in, chart out."""
