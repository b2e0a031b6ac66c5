"""`python -m nizam`."""

from nizam.cli import main

main()
