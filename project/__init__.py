"""Settings, the addresses of the whole project, and what gunicorn serves."""
