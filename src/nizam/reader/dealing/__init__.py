"""The fields and the sentence of a deal, read into facts."""
