"""The service: HTTP on top of what the command line does. `nizam serve` runs it.

app.py      the application: routes, errors, bounds
config.py   what `nizam serve` was told
answers.py  /read, /check, /screen
law.py      /regime
data.py     /lists
health.py   /healthz, /readyz
"""
