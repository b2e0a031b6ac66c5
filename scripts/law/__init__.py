"""The parts that `scripts.lawpages` makes the pages of the law from."""
