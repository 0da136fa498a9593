"""python -m otm_reports: the same as otm."""

from otm_reports.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
