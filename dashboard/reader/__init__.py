"""What the reader chose, and how it is worded: language, era, filters, formats, colours."""
