"""Places the true values of a filing in the text a converter made of its page."""
