"""Fine-tuning, entity scores and reports."""
