"""Many documents: read by worker processes, written so that a run that was killed goes on."""
