"""Run in the validator's own environment: processor seconds and memory of one return.

    python peer_cin_cost.py FILE

Prints {"children", "parse", "rules", "rss"}. It is a program of its own: it imports nothing of Fanlight.
"""

# ruff: noqa: S314 - it reads what the benchmark wrote
import contextlib
import json
import os
import re
import sys
import time
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

from cin_validator.cin_validator import CinValidator, convert_data, process_data
from cin_validator.rules.ruleset_utils import get_year_ruleset

warnings.filterwarnings("ignore")


def main():
    began = time.process_time()
    root = ET.parse(sys.argv[1]).getroot()
    tables = process_data(convert_data(root))
    parsed = time.process_time()
    rules = get_year_ruleset(root.findtext("Header/CollectionDetails/Year"))
    with Path(os.devnull).open("w") as quiet, contextlib.redirect_stdout(quiet):
        CinValidator(tables, rules)
    done = time.process_time()
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    told = {
        "children": len(tables["ChildIdentifiers"]),
        "parse": parsed - began,
        "rules": done - parsed,
        "rss": int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
