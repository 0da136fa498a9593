"""AcademicYear × Figures × Profile → RuleResults: one module is one part of a regulation.

The predicates stand in modules by what they look at (`organisation`, `activity`, `duties`, `documents`, `papers`, `parts`,
`routes`, `units`, `visits`, `network`) and know no number of the law; clauses, wording and numbers stand in
``data/profiles``. To add a rule: one function with `rule`, and its table in a profile.
"""

from otm_reports.rules.answer import Answer, Case, MonthDay, Rule, rule
from otm_reports.rules.checking import check, prepare, rules
from otm_reports.rules.clashes import clashes
from otm_reports.rules.coverage import coverage, to_start
from otm_reports.rules.judging import judge
from otm_reports.rules.legal import outdated
from otm_reports.rules.summary import compliance

__all__ = [
    "Answer", "Case", "MonthDay", "Rule", "check", "clashes", "compliance", "coverage", "judge", "outdated", "prepare", "rule", "rules", "to_start",
]
