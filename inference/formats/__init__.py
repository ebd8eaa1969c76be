"""Records in the formats that other programs read, and how each is made of one filing at a time."""
