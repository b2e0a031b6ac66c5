"""The service: HTTP on top of what the command line does. `nizam serve` runs it.

app.py      the application: routes, errors, bounds
config.py   what `nizam serve` was told
answers.py  /read, /check, /screen
law.py      /regime
data.py     /lists
decisions.py  /decisions/{id}
health.py   /healthz, /readyz
live.py, prepare.py  the lists that are answered from, taken up anew while requests go on
access.py, keys.py   who may ask what
seen.py, traces.py   logs, counts and traces
contract.py          what /schema/openapi.json says of all this
"""
