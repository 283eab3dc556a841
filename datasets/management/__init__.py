"""The commands of manage.py, thin: each calls one function of the house."""
