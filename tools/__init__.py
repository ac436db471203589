"""Programs for those who work on dativo-gen."""
