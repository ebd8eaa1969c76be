"""The same job on a cluster: Ray Data reads, extracts and writes, on one machine or on many."""
