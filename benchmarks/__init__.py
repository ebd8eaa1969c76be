"""form4 beside other ways to tag and read the same pages, in an environment of its own."""
