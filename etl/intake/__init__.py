"""What offices send: read, recognised, corrected, validated and filed, or refused in words."""
