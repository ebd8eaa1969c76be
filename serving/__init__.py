"""The model served to Label Studio, and retrained from there."""
