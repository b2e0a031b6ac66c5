"""The pages: what the command line answers, for people in a browser, in English (`/en/…`) and Arabic (`/ar/…`).

routes.py     every page
page.py       how a page is made: templates, words, headers
forms.py      what a form sent, and whether the page that sent it is ours
failures.py   what went wrong, as a page
signin.py     a key for a browser's session
static.py     the style sheet, the script, the sign
home.py       the first page, and the search over everything
check.py, answers.py, chart.py            a deal, its questions, its answer over time
read.py, screen.py, aligned.py            an article; a name
law.py, lists.py, decisions.py, library.py

Every page works without a script; `static/nizam.js` makes it quicker to use. Nothing comes from another host.
"""
