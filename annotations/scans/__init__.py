"""Real OCR over printed pages: labels ride on the glyphs of a PDF into what was read of it."""
