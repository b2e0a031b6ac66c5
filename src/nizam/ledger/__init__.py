"""The ledger of caps: a file the user keeps of what was delivered under each cap. Formats and rules: docs/caps.md."""
