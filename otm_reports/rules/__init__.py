"""AcademicYear × Figures × Profile → RuleResults: one module is one part of a regulation.

The predicates stand in modules by part of the regulation (`organisation`, `activity`, `duties`, `documents`) and know
no number of the law; clauses, wording and numbers stand in ``data/profiles``. To add a rule: one function with `rule`,
and its table in a profile.
"""

from otm_reports.rules.answer import Answer, Case, MonthDay, Rule, rule
from otm_reports.rules.judging import check, judge, prepare, rules
from otm_reports.rules.summary import compliance

__all__ = ["Answer", "Case", "MonthDay", "Rule", "check", "compliance", "judge", "prepare", "rule", "rules"]
