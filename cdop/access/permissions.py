"""Everything that can be permitted: `noun:verb`, as data that is never renamed."""

from enum import StrEnum


class Permission(StrEnum):
    # cases
    CASE_LIST = "case:list"
    CASE_NOTIFY = "case:notify"
    CASE_READ = "case:read"  # the anonymised case
    CASE_MANAGE = "case:manage"  # stages, summary, pauses, voiding, merging
    CASE_EXPORT = "case:export"
    CASE_RECEIVE = "case:receive"  # a case offered by another panel
    IDENTITY_READ = "identity:read"
    IDENTITY_EDIT = "identity:edit"
    IDENTITY_SEARCH = "identity:search"
    CONFLICT_DECLARE = "conflict:declare"
    CONFLICT_LIFT = "conflict:lift"
    # analysis
    ANALYSIS_READ = "analysis:read"
    ANALYSIS_RECORD = "analysis:record"
    ANALYSIS_RATIFY = "analysis:ratify"
    ANALYSIS_REOPEN = "analysis:reopen"
    LEARNING_CODES = "learning-codes:manage"
    # import
    IMPORT_RUN = "import:run"
    # audits and releases
    AUDIT_READ = "audit:read"
    AUDIT_BUILD = "audit:build"
    AUDIT_RELEASE = "audit:release"
    NATIONAL_READ = "national:read"
    NATIONAL_ASK = "national:ask"
    NATIONAL_RELEASE = "national:release"
    RELEASE_READ = "release:read"
    RELEASE_WITHDRAW = "release:withdraw"
    EXTERNAL_RECORD = "external-figure:record"  # what others published about the same deaths
    # births, populations and cited figures
    POPULATION_READ = "population:read"
    POPULATION_LOAD = "population:load"
    CITED_READ = "cited-figure:read"
    CITED_EDIT = "cited-figure:edit"
    # learning and newsletters
    POINT_PASS_ON = "point:pass-on"
    POINT_READ = "point:read"
    LESSON_READ = "lesson:read"
    LESSON_WRITE = "lesson:write"
    LESSON_CHECK = "lesson:check"  # the identity guard's marks
    LESSON_APPROVE = "lesson:approve"
    LESSON_OFFER = "lesson:offer"  # to other panels, in the library
    LIBRARY_READ = "library:read"
    LESSON_RETIRE = "lesson:retire"
    ISSUE_READ = "issue:read"
    ISSUE_WRITE = "issue:write"
    ISSUE_COMMENT = "issue:comment"
    ISSUE_DECIDE = "issue:decide"
    ISSUE_PUBLISH = "issue:publish"
    ISSUE_WITHDRAW = "issue:withdraw"
    SUBSCRIBERS_READ = "subscribers:read"
    SUBSCRIBERS_CHANGE = "subscribers:change"  # lists brought along, agencies to choose from
    SUBSCRIBERS_ERASE = "subscribers:erase"
    # training and briefings
    TRAINING_READ = "training:read"
    TRAINING_MANAGE = "training:manage"
    TRAINING_MOVE = "training:move"  # one of the steps towards the readers, or back
    TRAINING_DECIDE = "training:decide"
    TRAINING_WITHDRAW = "training:withdraw"
    # public pages
    PAGE_READ = "page:read"
    PAGE_WRITE = "page:write"
    PAGE_MOVE = "page:move"
    PAGE_DECIDE = "page:decide"
    PAGE_WITHDRAW = "page:withdraw"
    # running the installation
    TRAIL_READ = "trail:read"
    PEOPLE_MANAGE = "people:manage"
    ACCOUNT_CHANGE = "account:change"  # roles, disabling, reset: never of one's own account
    PANEL_SETTINGS = "panel:settings"
    MAIL_READ = "mail:read"
    MAIL_RETRY = "mail:retry"
    WORK_SETTLE = "work:settle"  # try again what was given up, or leave it
