"""How fast documents are read on this machine, in what memory, and against what else."""
