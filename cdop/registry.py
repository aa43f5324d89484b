"""What is plugged in: every blueprint, command and model module, in one list each."""

from cdop.accounts import commands as accounts_commands
from cdop.accounts import models as accounts_models
from cdop.accounts import routes as accounts_routes
from cdop.analysis import code_models as learning_code_models
from cdop.analysis import code_routes as learning_code_routes
from cdop.analysis import models as analysis_models
from cdop.analysis import routes as analysis_routes
from cdop.audits import external_models as audits_external_models
from cdop.audits import models as audits_models
from cdop.audits import routes as audits_routes
from cdop.audits.commands import disclosure
from cdop.audits.themes import models as themes_models
from cdop.cases import models as cases_models
from cdop.cases import routes as cases_routes
from cdop.demo import commands as demo_commands
from cdop.exchange import models as exchange_models
from cdop.exchange import routes as exchange_routes
from cdop.exchange.commands import import_cases
from cdop.home import routes as home_routes
from cdop.jobs import models as jobs_models
from cdop.learning import models as learning_models
from cdop.learning import routes as learning_routes
from cdop.learning.commands import identity_guard
from cdop.mail import commands as mail_commands
from cdop.mail import models as mail_models
from cdop.newsletters import commands as newsletters_commands
from cdop.newsletters import models as newsletters_models
from cdop.newsletters import reach_models as newsletters_reach_models
from cdop.newsletters import reader_models as newsletters_reader_models
from cdop.newsletters import routes as newsletters_routes
from cdop.newsletters import translation_models as newsletters_translation_models
from cdop.operations import commands as operations_commands
from cdop.operations import routes as operations_routes
from cdop.operations.statistics_check import statistics
from cdop.oversight import ledger_routes
from cdop.oversight import routes as oversight_routes
from cdop.populations import models as populations_models
from cdop.populations import routes as populations_routes
from cdop.public import routes as public_routes
from cdop.site import models as site_models
from cdop.site import routes as site_routes
from cdop.trail import models as trail_models
from cdop.training import models as training_models
from cdop.training import routes as training_routes
from cdop.worker import work

BLUEPRINTS: list = [
    accounts_routes.bp,
    analysis_routes.bp,
    audits_routes.bp,
    cases_routes.bp,
    exchange_routes.bp,
    home_routes.bp,
    learning_code_routes.bp,
    learning_routes.bp,
    newsletters_routes.bp,
    operations_routes.bp,
    ledger_routes.bp,
    oversight_routes.bp,
    populations_routes.bp,
    public_routes.bp,
    site_routes.bp,
    training_routes.bp,
]
COMMANDS: list = [
    disclosure,
    identity_guard,
    import_cases,
    accounts_commands.user_group,
    demo_commands.demo,
    *mail_commands.COMMANDS,
    *newsletters_commands.COMMANDS,
    *operations_commands.COMMANDS,
    statistics,
    work,
]
MODEL_MODULES = [
    accounts_models,
    analysis_models,
    audits_external_models,
    audits_models,
    cases_models,
    exchange_models,
    jobs_models,
    learning_code_models,
    learning_models,
    mail_models,
    newsletters_models,
    newsletters_reach_models,
    newsletters_reader_models,
    newsletters_translation_models,
    populations_models,
    themes_models,
    site_models,
    trail_models,
    training_models,
]
