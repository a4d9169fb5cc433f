"""Four published APIs at their own paths: each translates its JSON to the service calls everybody makes, and back.

``dialect`` has what they share, ``owners`` says whose a path is, ``mounting`` puts their routes on the application.
A dialect is a folder: ``envelope`` is what a refusal looks like there, ``routes`` the table of its paths.
"""
