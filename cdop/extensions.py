"""The extensions, unbound: `create_app` ties them to an app."""

from typing import TYPE_CHECKING

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from cdop.db.base import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

login_manager = LoginManager()
login_manager.session_protection = None  # our own session table does this work
migrate = Migrate()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
