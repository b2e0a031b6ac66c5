"""From a page as it comes to its article."""
