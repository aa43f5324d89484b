"""Who may do what: every address of the service, by hand, as a manager would read it.

Each line says method, address, the record it is about, and who may. `test_table.py` walks every
line as every role in every relation to the record, so a line here is a promise and not a note.

Who may:
- `everyone`: the public too, signed in or not.
- `signed-in`: anybody with an account, also without any role; it is about their own account.
- `half-signed-in`: who gave the right password a moment ago, and is asked for the code.
- otherwise the roles named; nobody else. An agency reporter has no account: who comes by a
  secure link is to the service one of the public. An action owner has an account, and opens
  nothing yet but their own pages.

The record:
- `-`: none; a list shows only what is the person's own, which `test_markers.py` proves.
- of a case (CASE_RECORDS): shut to other panels, and to people with a conflict in the case.
- of a panel (PANEL_RECORDS): shut to other panels.
- of the installation (SITE_RECORDS): panels make no difference.
"""

from dataclasses import dataclass

CASE_RECORDS = frozenset(
    "case factor advice learning-point recommendation ratification pause conflict transfer".split()
)
PANEL_RECORDS = frozenset(
    "session booking subject question briefing page embedding-site"
    " national-asked audit audit-line standard released batch passed-point"
    " lesson issue subscriber panel-page"
    " learning-code theme"
    " population population-load issue-remark issue-translation reader-answer reader-agency"
    " reader-list".split()
)
SITE_RECORDS = frozenset(
    "shared-lesson national-view person membership panel clock mail work cited-figure".split()
)
PUBLIC_RECORDS = frozenset(
    "publication translated release account-link confirm-link unsubscribe-link"
    " shown-picture shown-photograph reach-link preferences-link"
    " open-session place-link certificate team-link public-page".split()
)

ADDRESSES = """
# The public's pages
GET  /                                                    -  everyone
GET  /about                                               -  everyone
GET  /accessibility                                       -  everyone
GET  /privacy                                             -  everyone
GET  /support                                             -  everyone
GET  /safer-sleep                                         -  everyone
GET  /robots.txt                                          -  everyone
GET  /sitemap.txt                                         -  everyone
GET  /healthz                                             -  everyone
GET  /readyz                                              -  everyone
GET  /static/<path:filename>                              -  everyone
GET  /news/                                               -  everyone
GET  /news/<slug:panel_slug>/                             panel-page  everyone
GET  /news/<slug:panel_slug>/feed.atom                    panel-page  everyone
GET  /news/<slug:panel_slug>/feed.json                    panel-page  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>      publication  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>.pdf  publication  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>.png  publication  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>      translated  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>.pdf  translated  everyone
GET  /news/<slug:panel_slug>/<int(max=99999):number>/<slug:language>.png  translated  everyone
GET  /media/<opaque:picture_id>.png                       shown-picture  everyone
GET  /media/<opaque:picture_id>.jpg                       shown-photograph  everyone
GET  /heard/<token:token>                                 reach-link  everyone
POST /heard/<token:token>/shared                          reach-link  everyone
POST /heard/<token:token>/answer                          reach-link  everyone
GET  /heard/<token:token>/thank-you                       reach-link  everyone
GET  /subscription/<token:token>                          preferences-link  everyone
POST /subscription/<token:token>                          preferences-link  everyone
POST /subscription/<token:token>/mail-my-data             preferences-link  everyone
POST /subscription/<token:token>/erase                    preferences-link  everyone
GET  /subscription/erased                                 -  everyone
GET  /published/<opaque:release_id>                       release  everyone
GET  /published/<opaque:release_id>.xlsx                  release  everyone
GET  /published/<opaque:release_id>.csv                   release  everyone
GET  /published/<opaque:release_id>.json     release  everyone
GET  /published/<opaque:release_id>.pdf                   release  everyone
GET  /subscribe/<slug:panel_slug>                         panel-page  everyone
POST /subscribe/<slug:panel_slug>                         panel-page  everyone
GET  /subscribe/<slug:panel_slug>/check-your-mail         panel-page  everyone
GET  /subscribe/<slug:panel_slug>/confirmed               panel-page  everyone
GET  /subscribe/confirm/<token:token>                     confirm-link  everyone
POST /subscribe/confirm/<token:token>                     confirm-link  everyone
GET  /unsubscribe/<token:token>                           unsubscribe-link  everyone
POST /unsubscribe/<token:token>                           unsubscribe-link  everyone
GET  /about/<slug:panel_slug>/                            panel-page  everyone
GET  /about/<slug:panel_slug>/<slug:kind>                 public-page  everyone
GET  /about/<slug:panel_slug>/<slug:kind>/<slug:language>  public-page  everyone
GET  /figures/                                            -  everyone
GET  /figures/<slug:panel_slug>                           panel-page  everyone
GET  /search                                              -  everyone
GET  /embed/<slug:panel_slug>                             panel-page  everyone
GET  /learn/<slug:panel_slug>/                            panel-page  everyone
GET  /learn/session/<opaque:session_id>                   open-session  everyone
POST /learn/session/<opaque:session_id>                   open-session  everyone
GET  /learn/session/<opaque:session_id>/check-your-mail   open-session  everyone
GET  /learn/session/<opaque:session_id>/session.ics       open-session  everyone
GET  /learn/place/<token:token>                           place-link  everyone
POST /learn/place/<token:token>                           place-link  everyone
GET  /learn/quiz/<token:token>/<slug:phase>               place-link  everyone
POST /learn/quiz/<token:token>/<slug:phase>               place-link  everyone
GET  /learn/evaluation/<token:token>                      place-link  everyone
POST /learn/evaluation/<token:token>                      place-link  everyone
GET  /learn/certificate/<token:token>.pdf                 place-link  everyone
GET  /learn/check/<slug:code>                             certificate  everyone
GET  /learn/briefing/<token:token>                        team-link  everyone
POST /learn/briefing/<token:token>                        team-link  everyone

# Signing in
GET  /sign-in                                             -  everyone
POST /sign-in                                             -  everyone
GET  /sign-in/code                                        -  half-signed-in
POST /sign-in/code                                        -  half-signed-in
GET  /signed-out                                          -  everyone
GET  /forgotten-password                                  -  everyone
POST /forgotten-password                                  -  everyone
GET  /forgotten-password/sent                             -  everyone
GET  /choose-password/<token:token>                       account-link  everyone
POST /choose-password/<token:token>                       account-link  everyone

# One's own account
GET  /home                                                -  signed-in
POST /sign-out                                            -  signed-in
GET  /account                                             -  signed-in
POST /account/stay                                        -  signed-in
POST /account/sign-out-everywhere                         -  signed-in
GET  /account/password                                    -  signed-in
POST /account/password                                    -  signed-in
GET  /account/confirm                                     -  signed-in
POST /account/confirm                                     -  signed-in
GET  /account/second-factor                               -  signed-in
POST /account/second-factor                               -  signed-in
POST /account/second-factor/remove                        -  signed-in

# Cases
GET  /cases/                                              -  coordinator member chair
GET  /cases/find                                          -  coordinator
POST /cases/find                                          -  coordinator
GET  /cases/notify                                        -  coordinator
POST /cases/notify                                        -  coordinator
GET  /cases/<opaque:case_id>                              case  coordinator member chair
GET  /cases/<opaque:case_id>/facts                        case  coordinator
POST /cases/<opaque:case_id>/facts                        case  coordinator
GET  /cases/<opaque:case_id>/summary                      case  coordinator
POST /cases/<opaque:case_id>/summary                      case  coordinator
GET  /cases/<opaque:case_id>/identity                     case  coordinator
GET  /cases/<opaque:case_id>/identity/edit                case  coordinator
POST /cases/<opaque:case_id>/identity/edit                case  coordinator
GET  /cases/<opaque:case_id>/account                      case  coordinator
GET  /cases/<opaque:case_id>/account/edit                 case  coordinator
POST /cases/<opaque:case_id>/account/edit                 case  coordinator
GET  /cases/<opaque:case_id>/stage                        case  coordinator
POST /cases/<opaque:case_id>/stage                        case  coordinator
GET  /cases/<opaque:case_id>/dates                        case  coordinator
POST /cases/<opaque:case_id>/dates                        case  coordinator
GET  /cases/<opaque:case_id>/pauses                       case  coordinator
POST /cases/<opaque:case_id>/pauses                       case  coordinator
GET  /cases/<opaque:case_id>/pauses/<opaque:pause_id>/end  pause  coordinator
POST /cases/<opaque:case_id>/pauses/<opaque:pause_id>/end  pause  coordinator
GET  /cases/<opaque:case_id>/conflict                     case  coordinator member chair
POST /cases/<opaque:case_id>/conflict                     case  coordinator member chair
GET  /cases/<opaque:case_id>/conflicts                    case  coordinator
POST /cases/<opaque:case_id>/conflicts                    case  coordinator
GET  /cases/<opaque:case_id>/conflicts/<opaque:conflict_id>/lift  conflict  chair
POST /cases/<opaque:case_id>/conflicts/<opaque:conflict_id>/lift  conflict  chair
GET  /cases/<opaque:case_id>/void                         case  coordinator
POST /cases/<opaque:case_id>/void                         case  coordinator
GET  /cases/<opaque:case_id>/merge                        case  coordinator
POST /cases/<opaque:case_id>/merge                        case  coordinator
GET  /cases/<opaque:case_id>/export                       case  coordinator
POST /cases/<opaque:case_id>/export                       case  coordinator
GET  /cases/<opaque:case_id>/transfer                     case  coordinator
POST /cases/<opaque:case_id>/transfer                     case  coordinator
POST /cases/<opaque:case_id>/transfer/withdraw            case  coordinator
GET  /cases/transfers                                     -  coordinator
POST /cases/transfers/<opaque:transfer_id>/accept         transfer  coordinator
GET  /cases/transfers/<opaque:transfer_id>/decline        transfer  coordinator
POST /cases/transfers/<opaque:transfer_id>/decline        transfer  coordinator

# The analysis of a case
GET  /cases/<opaque:case_id>/analysis                     case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/read                case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/ratified/<opaque:row_id>  ratification  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/summary             case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/summary             case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/factors             case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/factors             case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/factors/<opaque:row_id>  factor  coordinator member chair
POST /cases/<opaque:case_id>/analysis/factors/<opaque:row_id>  factor  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/factors/<opaque:row_id>/remove  factor  coordinator member chair
POST /cases/<opaque:case_id>/analysis/factors/<opaque:row_id>/remove  factor  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/facts               case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/facts               case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/advice              case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/advice              case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/advice/<opaque:row_id>  advice  coordinator member chair
POST /cases/<opaque:case_id>/analysis/advice/<opaque:row_id>  advice  coordinator member chair
POST /cases/<opaque:case_id>/analysis/advice/<opaque:row_id>/remove  advice  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/learning-points     case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/learning-points     case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/learning-points/<opaque:row_id>  learning-point  coordinator member chair
POST /cases/<opaque:case_id>/analysis/learning-points/<opaque:row_id>  learning-point  coordinator member chair
POST /cases/<opaque:case_id>/analysis/learning-points/<opaque:row_id>/remove  learning-point  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/recommendations     case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/recommendations     case  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/recommendations/<opaque:row_id>  recommendation  coordinator member chair
POST /cases/<opaque:case_id>/analysis/recommendations/<opaque:row_id>  recommendation  coordinator member chair
POST /cases/<opaque:case_id>/analysis/recommendations/<opaque:row_id>/remove  recommendation  coordinator member chair
GET  /cases/<opaque:case_id>/analysis/category            case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/category            case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/category/confirm    case  chair
GET  /cases/<opaque:case_id>/analysis/outcome             case  coordinator member chair
POST /cases/<opaque:case_id>/analysis/outcome             case  chair
GET  /cases/<opaque:case_id>/analysis/ratify              case  chair
POST /cases/<opaque:case_id>/analysis/ratify              case  chair
GET  /cases/<opaque:case_id>/analysis/reopen              case  chair
POST /cases/<opaque:case_id>/analysis/reopen              case  chair

# The codes by which learning points are counted
GET  /learning-codes/<slug:panel_slug>/                   panel-page  chair coordinator
POST /learning-codes/<slug:panel_slug>/                   panel-page  chair coordinator
GET  /learning-codes/<slug:panel_slug>/<opaque:code_id>   learning-code  chair coordinator
POST /learning-codes/<slug:panel_slug>/<opaque:code_id>   learning-code  chair coordinator
POST /learning-codes/<slug:panel_slug>/<opaque:code_id>/retire  learning-code  chair coordinator
POST /learning-codes/<slug:panel_slug>/<opaque:code_id>/bring-back  learning-code  chair coordinator

# Bringing in an older log
GET  /imports/                                            -  coordinator
GET  /imports/new                                         -  coordinator
POST /imports/new                                         -  coordinator
GET  /imports/<opaque:batch_id>                           batch  coordinator
GET  /imports/<opaque:batch_id>/columns                   batch  coordinator
POST /imports/<opaque:batch_id>/columns                   batch  coordinator
POST /imports/<opaque:batch_id>/confirm                   batch  coordinator
GET  /imports/<opaque:batch_id>/progress                  batch  coordinator
GET  /imports/<opaque:batch_id>/report.json               batch  coordinator
GET  /imports/<opaque:batch_id>/rejected.xlsx             batch  coordinator
GET  /imports/<opaque:batch_id>/rejected.csv              batch  coordinator
GET  /imports/<opaque:batch_id>/undo                      batch  coordinator
POST /imports/<opaque:batch_id>/undo                      batch  coordinator
GET  /imports/<opaque:batch_id>/discard                   batch  coordinator
POST /imports/<opaque:batch_id>/discard                   batch  coordinator

# Audits and what is released from them
GET  /audits/                                             -  chair coordinator member
GET  /audits/new/<slug:panel_slug>                        panel-page  chair
POST /audits/new/<slug:panel_slug>                        panel-page  chair
GET  /audits/new-annual-report/<slug:panel_slug>          panel-page  chair
POST /audits/new-annual-report/<slug:panel_slug>          panel-page  chair
GET  /audits/<opaque:audit_id>                            audit  chair coordinator member
GET  /audits/<opaque:audit_id>.xlsx                       audit  chair
GET  /audits/<opaque:audit_id>.pdf                        audit  chair
GET  /audits/<opaque:audit_id>.csv                        audit  chair
GET  /audits/<opaque:audit_id>/commentary                 audit  chair
POST /audits/<opaque:audit_id>/commentary                 audit  chair
POST /audits/<opaque:audit_id>/commentary/preview         audit  chair
POST /audits/<opaque:audit_id>/rebuild                    audit  chair
GET  /audits/<opaque:audit_id>/words/<int:place>          audit  chair
POST /audits/<opaque:audit_id>/words/<int:place>          audit  chair
POST /audits/<opaque:audit_id>/words/<int:place>/preview  audit  chair
GET  /audits/<opaque:audit_id>/recommendations            audit  chair
POST /audits/<opaque:audit_id>/recommendations            audit  chair
POST /audits/<opaque:audit_id>/recommendations/draft      audit  chair
GET  /audits/recommendations/<opaque:recommendation_id>   audit-line  chair
POST /audits/recommendations/<opaque:recommendation_id>   audit-line  chair
POST /audits/recommendations/<opaque:recommendation_id>/remove  audit-line  chair
GET  /audits/standards/<slug:panel_slug>                  panel-page  chair
GET  /audits/standards/<slug:panel_slug>/<slug:code>      standard  chair
POST /audits/standards/<slug:panel_slug>/<slug:code>      standard  chair
GET  /audits/<opaque:audit_id>/progress                   audit  chair coordinator member
POST /audits/<opaque:audit_id>/try-again                  audit  chair
POST /audits/<opaque:audit_id>/discard                    audit  chair
GET  /audits/<opaque:audit_id>/offer                      audit  chair
POST /audits/<opaque:audit_id>/offer                      audit  chair
POST /audits/<opaque:audit_id>/take-back                  audit  chair
GET  /audits/<opaque:audit_id>/preview/<slug:profile>     audit  chair
POST /audits/<opaque:audit_id>/preview/<slug:profile>     audit  chair
GET  /audits/<opaque:audit_id>/preview/<slug:profile>/progress  audit  chair
POST /audits/<opaque:audit_id>/release/<slug:profile>     audit  chair
GET  /releases/                                           -  chair coordinator member editor
GET  /releases/ledger                                     -  chair coordinator member editor
GET  /releases/known-elsewhere/<slug:panel_slug>          panel-page  chair coordinator
POST /releases/known-elsewhere/<slug:panel_slug>          panel-page  chair coordinator
POST /releases/known-elsewhere/<slug:panel_slug>/remove   panel-page  chair coordinator
GET  /releases/<opaque:release_id>                        released  chair coordinator member editor
GET  /releases/<opaque:release_id>.xlsx                   released  chair coordinator member editor
GET  /releases/<opaque:release_id>.csv                    released  chair coordinator member editor
GET  /releases/<opaque:release_id>.json      released  chair coordinator member editor
GET  /releases/<opaque:release_id>.pdf                    released  chair coordinator member editor
GET  /releases/<opaque:release_id>/withdraw               released  chair
POST /releases/<opaque:release_id>/withdraw               released  chair

# Births, populations and cited figures
GET  /populations/                                        -  coordinator member chair editor administrator
GET  /populations/<slug:panel_slug>                       panel-page  coordinator member chair editor administrator
GET  /populations/<slug:panel_slug>/new                   panel-page  coordinator chair administrator
POST /populations/<slug:panel_slug>/new                   panel-page  coordinator chair administrator
GET  /populations/<slug:panel_slug>/load                  panel-page  coordinator chair administrator
POST /populations/<slug:panel_slug>/load                  panel-page  coordinator chair administrator
GET  /populations/<slug:panel_slug>/template.csv          panel-page  coordinator chair administrator
GET  /populations/<slug:panel_slug>/figures.csv           panel-page  coordinator member chair editor administrator
GET  /populations/loads/<opaque:load_id>                  population-load  coordinator member chair editor administrator
GET  /populations/loads/<opaque:load_id>/rejected.csv     population-load  coordinator member chair editor administrator
GET  /populations/numbers/<opaque:figure_id>              population  coordinator member chair editor administrator
GET  /populations/numbers/<opaque:figure_id>/restate      population  coordinator chair administrator
POST /populations/numbers/<opaque:figure_id>/restate      population  coordinator chair administrator
GET  /populations/numbers/<opaque:figure_id>/remove       population  coordinator chair administrator
POST /populations/numbers/<opaque:figure_id>/remove       population  coordinator chair administrator
GET  /cited-figures/                                      -  coordinator member chair editor governance action_owner administrator
GET  /cited-figures/new                                   -  administrator
POST /cited-figures/new                                   -  administrator
GET  /cited-figures/<slug:code>                           cited-figure  coordinator member chair editor governance action_owner administrator
GET  /cited-figures/<slug:code>/restate                   cited-figure  administrator
POST /cited-figures/<slug:code>/restate                   cited-figure  administrator
POST /cited-figures/<slug:code>/retire                    cited-figure  administrator

# National views: nobody reaches an exact number; what is released, people of every panel read
GET  /national/                                           -  chair coordinator member
GET  /national/new/<slug:panel_slug>                      panel-page  chair
POST /national/new/<slug:panel_slug>                      panel-page  chair
POST /national/panels/<slug:panel_slug>/take-part         panel-page  chair
POST /national/panels/<slug:panel_slug>/stay-out          panel-page  chair
GET  /national/<opaque:audit_id>                          national-view  chair coordinator member
POST /national/<opaque:audit_id>/release                  national-view  chair
POST /national/<opaque:audit_id>/try-again                national-asked  chair

# Themes, and the audits that a panel defines itself
GET  /themes/                                             -  chair coordinator member
GET  /themes/<slug:panel_slug>                            panel-page  chair coordinator member
GET  /themes/<slug:panel_slug>/audits                     panel-page  chair coordinator member
GET  /themes/<slug:panel_slug>/new                        panel-page  chair
POST /themes/<slug:panel_slug>/new                        panel-page  chair
GET  /themes/<slug:panel_slug>/<opaque:theme_id>          theme  chair coordinator member
GET  /themes/<slug:panel_slug>/<opaque:theme_id>/edit     theme  chair
POST /themes/<slug:panel_slug>/<opaque:theme_id>/edit     theme  chair
POST /themes/<slug:panel_slug>/<opaque:theme_id>/retire   theme  chair
POST /themes/<slug:panel_slug>/<opaque:theme_id>/bring-back  theme  chair
GET  /themes/<slug:panel_slug>/<opaque:theme_id>/build    theme  chair
POST /themes/<slug:panel_slug>/<opaque:theme_id>/build    theme  chair

# Learning
GET  /learning-points/                                    -  editor chair
GET  /learning-points/pass-on/<opaque:point_id>           learning-point  chair
POST /learning-points/pass-on/<opaque:point_id>           learning-point  chair
POST /learning-points/<opaque:point_id>/withdraw          passed-point  chair
GET  /lessons/                                            -  editor chair member coordinator
GET  /lessons/new/<slug:panel_slug>                       panel-page  editor
POST /lessons/new/<slug:panel_slug>                       panel-page  editor
GET  /lessons/<opaque:lesson_id>                          lesson  editor chair member coordinator
GET  /lessons/<opaque:lesson_id>/edit                     lesson  editor
POST /lessons/<opaque:lesson_id>/edit                     lesson  editor
GET  /lessons/<opaque:lesson_id>/identity                 lesson  editor chair
POST /lessons/<opaque:lesson_id>/identity/reword          lesson  editor
POST /lessons/<opaque:lesson_id>/identity/dismiss         lesson  editor
POST /lessons/<opaque:lesson_id>/panel-check              lesson  chair
POST /lessons/<opaque:lesson_id>/offer                    lesson  editor chair
POST /lessons/<opaque:lesson_id>/withdraw-offer           lesson  editor chair
GET  /lessons/<opaque:lesson_id>/source                   lesson  editor chair member coordinator
POST /lessons/<opaque:lesson_id>/source                   lesson  editor
GET  /lesson-library/                                     -  editor chair member coordinator
GET  /lesson-library/<opaque:shared_id>                   shared-lesson  editor chair member coordinator
POST /lessons/adopt/<slug:panel_slug>                     panel-page  editor
POST /lessons/<opaque:lesson_id>/submit                   lesson  editor
POST /lessons/<opaque:lesson_id>/take-back                lesson  editor
POST /lessons/<opaque:lesson_id>/decide                   lesson  chair
POST /lessons/<opaque:lesson_id>/retire                   lesson  editor chair

# Newsletters
GET  /newsletters/                                        -  editor chair
GET  /newsletters/new/<slug:panel_slug>                   panel-page  editor
POST /newsletters/new/<slug:panel_slug>                   panel-page  editor
GET  /newsletters/<opaque:issue_id>                       issue  editor chair
GET  /newsletters/<opaque:issue_id>/edit                  issue  editor
POST /newsletters/<opaque:issue_id>/edit                  issue  editor
POST /newsletters/<opaque:issue_id>/preview               issue  editor
POST /newsletters/<opaque:issue_id>/preview/pages         issue  editor
POST /newsletters/<opaque:issue_id>/preview/mail          issue  editor
POST /newsletters/<opaque:issue_id>/preview/pdf           issue  editor
GET  /newsletters/<opaque:issue_id>/remarks               issue  editor chair
POST /newsletters/<opaque:issue_id>/remarks               issue  editor chair
POST /newsletters/remarks/<opaque:comment_id>/settle      issue-remark  editor chair
GET  /newsletters/<opaque:issue_id>/versions              issue  editor chair
GET  /newsletters/<opaque:issue_id>/stop                  issue  editor chair
POST /newsletters/<opaque:issue_id>/stop                  issue  editor chair
GET  /newsletters/<opaque:issue_id>/correct               issue  editor
POST /newsletters/<opaque:issue_id>/correct               issue  editor
GET  /newsletters/<opaque:issue_id>/reach                 issue  editor chair
POST /newsletters/answers/<opaque:answer_id>              reader-answer  editor
GET  /newsletters/pictures/<slug:panel_slug>              panel-page  editor
POST /newsletters/pictures/<slug:panel_slug>              panel-page  editor
GET  /subscribers/agencies/<slug:panel_slug>              panel-page  editor
POST /subscribers/agencies/<slug:panel_slug>              panel-page  editor
POST /subscribers/agency/<opaque:agency_id>/remove        reader-agency  editor
GET  /newsletters/<opaque:issue_id>/translations          issue  editor chair
POST /newsletters/<opaque:issue_id>/translations          issue  editor
GET  /newsletters/translations/<opaque:translation_id>              issue-translation  editor chair
GET  /newsletters/translations/<opaque:translation_id>/edit         issue-translation  editor
POST /newsletters/translations/<opaque:translation_id>/edit         issue-translation  editor
POST /newsletters/translations/<opaque:translation_id>/preview      issue-translation  editor
POST /newsletters/translations/<opaque:translation_id>/preview/pdf  issue-translation  editor
GET  /newsletters/translations/<opaque:translation_id>/versions     issue-translation  editor chair
POST /newsletters/translations/<opaque:translation_id>/move         issue-translation  editor chair
GET  /newsletters/translations/<opaque:translation_id>/stop         issue-translation  editor chair
POST /newsletters/translations/<opaque:translation_id>/stop         issue-translation  editor chair
POST /newsletters/translations/<opaque:translation_id>/reopen       issue-translation  editor
GET  /newsletters/<opaque:issue_id>/identity              issue  editor chair
POST /newsletters/<opaque:issue_id>/identity/reword       issue  editor
POST /newsletters/<opaque:issue_id>/identity/table        issue  editor
POST /newsletters/<opaque:issue_id>/identity/dismiss      issue  editor
POST /newsletters/<opaque:issue_id>/submit                issue  editor
POST /newsletters/<opaque:issue_id>/take-back             issue  editor
POST /newsletters/<opaque:issue_id>/decide                issue  chair
GET  /newsletters/<opaque:issue_id>/publish               issue  editor chair
POST /newsletters/<opaque:issue_id>/publish               issue  editor chair
GET  /newsletters/<opaque:issue_id>/sending               issue  editor chair
GET  /newsletters/<opaque:issue_id>/sending/progress      issue  editor chair
GET  /newsletters/<opaque:issue_id>/withdraw              issue  editor chair
POST /newsletters/<opaque:issue_id>/withdraw              issue  editor chair
GET  /subscribers/                                        -  editor
GET  /subscribers/counts.csv                              -  editor
GET  /subscribers/<opaque:subscriber_id>/erase            subscriber  editor
POST /subscribers/<opaque:subscriber_id>/erase            subscriber  editor
GET  /subscribers/<opaque:subscriber_id>/export           subscriber  editor
GET  /subscribers/import/<slug:panel_slug>                panel-page  editor
POST /subscribers/import/<slug:panel_slug>                panel-page  editor
GET  /subscribers/imported/<opaque:import_id>             reader-list  editor

# The panel's own public pages
GET  /pages/                                              -  editor chair coordinator
GET  /pages/new/<slug:panel_slug>                         panel-page  editor
POST /pages/new/<slug:panel_slug>                         panel-page  editor
GET  /pages/<opaque:page_id>                              page  editor chair coordinator
GET  /pages/<opaque:page_id>/edit                         page  editor
POST /pages/<opaque:page_id>/edit                         page  editor
POST /pages/<opaque:page_id>/preview                      page  editor
POST /pages/<opaque:page_id>/move                         page  editor chair
POST /pages/<opaque:page_id>/reopen                       page  editor
POST /pages/<opaque:page_id>/reviewed                     page  editor
GET  /pages/embedding/<slug:panel_slug>                   panel-page  editor
POST /pages/embedding/<slug:panel_slug>                   panel-page  editor
POST /pages/embedding/remove/<opaque:site_id>             embedding-site  editor

# Training and briefings
GET  /training/                                           -  editor chair coordinator
GET  /training/new/<slug:panel_slug>                      panel-page  editor
POST /training/new/<slug:panel_slug>                      panel-page  editor
GET  /training/<opaque:session_id>                        session  editor chair coordinator
GET  /training/<opaque:session_id>/edit                   session  editor
POST /training/<opaque:session_id>/edit                   session  editor
POST /training/<opaque:session_id>/move                   session  editor chair
POST /training/<opaque:session_id>/attendance             session  editor
GET  /training/<opaque:session_id>/bookings.csv           session  editor
GET  /training/bookings/<opaque:booking_id>/erase         booking  editor
POST /training/bookings/<opaque:booking_id>/erase         booking  editor
GET  /training/subjects/<slug:panel_slug>                 panel-page  editor
POST /training/subjects/<slug:panel_slug>                 panel-page  editor
GET  /training/questions/<opaque:subject_id>              subject  editor
POST /training/questions/<opaque:subject_id>              subject  editor
POST /training/questions/retire/<opaque:question_id>      question  editor
GET  /training/coverage/<slug:panel_slug>                 panel-page  editor chair coordinator
GET  /training/coverage/<slug:panel_slug>.csv             panel-page  editor chair coordinator
GET  /training/need/<slug:panel_slug>                     panel-page  editor
POST /training/need/<slug:panel_slug>                     panel-page  editor
GET  /briefings/                                          -  editor chair coordinator
GET  /briefings/new/<slug:panel_slug>                     panel-page  editor
POST /briefings/new/<slug:panel_slug>                     panel-page  editor
GET  /briefings/<opaque:briefing_id>                      briefing  editor chair coordinator
GET  /briefings/<opaque:briefing_id>/edit                 briefing  editor
POST /briefings/<opaque:briefing_id>/edit                 briefing  editor
POST /briefings/<opaque:briefing_id>/move                 briefing  editor chair
POST /briefings/<opaque:briefing_id>/teams                briefing  editor
GET  /briefings/teams/<slug:panel_slug>                   panel-page  editor chair coordinator
POST /briefings/<opaque:briefing_id>/known-teams          briefing  editor
POST /briefings/<opaque:briefing_id>/remind               briefing  editor

# The trail
GET  /trail/                                              -  governance
GET  /trail/access                                        -  governance
GET  /trail/download                                      -  governance
POST /trail/verify                                        -  governance

# Running the installation
GET  /people/                                             -  administrator
GET  /people/invite                                       -  administrator
POST /people/invite                                       -  administrator
GET  /people/<opaque:user_id>                             person  administrator
GET  /people/<opaque:user_id>/details                     person  administrator
POST /people/<opaque:user_id>/details                     person  administrator
GET  /people/<opaque:user_id>/roles                       person  administrator
POST /people/<opaque:user_id>/roles                       person  administrator
POST /people/<opaque:user_id>/roles/<opaque:membership_id>/end  membership  administrator
POST /people/<opaque:user_id>/send-link                   person  administrator
POST /people/<opaque:user_id>/disable                     person  administrator
POST /people/<opaque:user_id>/enable                      person  administrator
POST /people/<opaque:user_id>/remove-second-factor        person  administrator
GET  /panels/                                             -  administrator
GET  /panels/new                                          -  administrator
POST /panels/new                                          -  administrator
GET  /panels/<opaque:panel_id>                            panel  administrator
GET  /panels/<opaque:panel_id>/details                    panel  administrator
POST /panels/<opaque:panel_id>/details                    panel  administrator
GET  /panels/<opaque:panel_id>/clocks/<slug:code>         clock  administrator
POST /panels/<opaque:panel_id>/clocks/<slug:code>         clock  administrator
GET  /outbox/                                             -  administrator
GET  /outbox/<opaque:mail_id>/text                        mail  administrator
POST /outbox/<opaque:mail_id>/retry                       mail  administrator
POST /outbox/work/<opaque:job_id>/retry                   work  administrator
POST /outbox/work/<opaque:job_id>/leave                   work  administrator
"""  # noqa: E501  a line is one promise, and is not broken

EVERYONE, SIGNED_IN, HALF = "everyone", "signed-in", "half-signed-in"


@dataclass(frozen=True)
class Line:
    """One promise of the table."""

    method: str
    rule: str
    record: str
    who: frozenset[str]

    @property
    def is_open(self) -> bool:
        return self.who == {EVERYONE}

    @property
    def is_own_account(self) -> bool:
        return self.who == {SIGNED_IN}

    @property
    def is_half_way(self) -> bool:
        return self.who == {HALF}

    @property
    def needs_role(self) -> bool:
        return not self.who & {EVERYONE, SIGNED_IN, HALF}

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def lines_of(text: str) -> list[Line]:
    lines = []
    for row in text.splitlines():
        if row and not row.startswith("#"):
            method, rule, record, *who = row.split()
            lines.append(Line(method, rule, record, frozenset(who)))
    return lines


TABLE = lines_of(ADDRESSES)
