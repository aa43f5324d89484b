"""The entry point for a production server: `gunicorn wsgi:app`."""

from cdop.app import create_app

app = create_app()
