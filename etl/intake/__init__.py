"""Files that agencies send: read, recognised, validated, filed, corrected; or refused, with why."""
