"""Counts the tests that the runs left behind, and ends with one plain line."""

import collections
import json
import pathlib
import re
import sys

counts = collections.Counter()
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.json")):
    one = collections.Counter()
    for line in path.read_text().splitlines():
        event = json.loads(line)
        if event.get("Test") and event["Action"] in ("pass", "fail", "skip"):
            one[event["Action"]] += 1
    print(f"{path.stem}: {one['pass']} passed, {one['fail']} failed, {one['skip']} skipped")
    counts.update(one)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    for number, word in re.findall(r"(\d+) (passed|failed|skipped)", path.read_text().splitlines()[-1]):
        counts[word[:4]] += int(number)
    print(f"{path.stem}: {path.read_text().splitlines()[-1]}")
if not counts["pass"]:
    sys.exit("no test ran")
print(f"{counts['pass']} passed, {counts['fail']} failed, {counts['skip']} skipped")
sys.exit(bool(counts["fail"]))
