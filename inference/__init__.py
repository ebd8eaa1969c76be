"""From a document to its transaction records."""
