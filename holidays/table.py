"""Writes the tables, and disagreements.tsv: every day on which the two sources differ, and what we decided.

Usage: table.py first.json second.json folder
"""

import collections
import csv
import json
import pathlib
import re
import sys

PLAN = json.loads(pathlib.Path("plan.json").read_text())
FIRST_YEAR, LAST_YEAR = PLAN["firstYear"], PLAN["lastYear"]
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
RANK = ["PUBLIC", "BANK", "OPTIONAL"]
ESTIMATED = re.compile(r" \((?:[a-z ]*, )?(?:estimated|estimado|geschat|stimat[ao]|estimé)\)")
ONE, BOTH, MOON = "?", "", "~"

Holiday = collections.namedtuple("Holiday", "kind name english")
Decision = collections.namedtuple("Decision", "country source regions what action why")


def decisions():
    with open("decisions.tsv", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
    return [Decision(*row) for row in rows[1:]]


DECISIONS = decisions()
USED = set()


def decided(country, source, region, whats):
    """The decisions about one day of one source, in their order."""
    found = []
    for decision in DECISIONS:
        if (
            decision.country == country
            and decision.source == source
            and decision.what in whats
            and (decision.regions == "*" or region in decision.regions.split(","))
        ):
            USED.add(decision)
            found.append(decision)
    return found


def dates_text(by_year):
    """Twelve columns, one for each year; or one if the date is always the same."""
    columns = ["+".join(by_year.get(year, [])) or "-" for year in YEARS]
    return columns[0] if len(set(columns)) == 1 else " ".join(columns)


def grouped(days):
    """{(holiday, {region: {year: [text]}})} by what regions have it on the same dates."""
    groups = collections.defaultdict(list)
    for (holiday, region), by_year in days.items():
        groups[(holiday, dates_text(by_year))].append(region)
    return groups


def regions_text(regions, known):
    return "*" if set(regions) == set(known) else " ".join(r or "nation" for r in sorted(regions))


def short(dates):
    dates = sorted(dates)
    return " ".join(dates[:3]) + (f" and {len(dates) - 3} more" if len(dates) > 3 else "")


def table(country, first, second, folder, disagreements):
    known = sorted(first)
    days = collections.defaultdict(lambda: collections.defaultdict(list))
    differing = collections.defaultdict(lambda: collections.defaultdict(list))
    for region in known:
        theirs = collections.defaultdict(set)
        other = PLAN["secondRegions"].get(country, {}).get(region, region)
        named = second.get(other) or second.get("", [])
        for day, kind, _ in named:
            theirs[day].add(kind)
        ours, seen = set(), {}
        for day, kind, name, english in sorted(first[region], key=lambda r: (r[0], RANK.index(r[1]))):
            moon = bool(ESTIMATED.search(english))
            name, english = ESTIMATED.sub("", name), ESTIMATED.sub("", english)
            english = english.replace("(observed, estimated)", "(observed)")
            why, dropped, sure = [], False, False
            for decision in decided(country, "1", region, (english, f"{day} {english}")):
                action, _, value = decision.action.partition(" ")
                why.append(decision.why)
                dropped |= action == "drop"
                sure |= action == "sure"
                kind = value if action == "kind" else kind
                name = value if action == "name" else name
            agrees = "public" in theirs[day] if kind == "PUBLIC" else bool(theirs[day])
            if not agrees:
                what = "dropped" if dropped else f"kept as {kind}" + (", sure" if sure else "")
                differing[(1, kind, english, what, "; ".join(why))][region].append(day)
            if dropped or (day, name) in seen:
                continue
            seen[(day, name)] = kind
            ours.add(day)
            mark = MOON if moon else BOTH if agrees or sure else ONE
            days[(Holiday(kind, name, english), region)][int(day[:4])].append(day[5:] + mark)
        others = collections.defaultdict(list)
        for day, kind, name in named:
            if day not in ours and kind.upper() in RANK and FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
                others[(kind.upper(), name)].append(day)
        for (kind, _), dates in others.items():
            # Its first date tells it from others, instead of its name.
            dates = sorted(set(dates))
            decisions = decided(country, "2", region, (dates[0], dates[0][5:]))
            why, what = "; ".join(d.why for d in decisions), "left out"
            for decision in decisions:
                action, _, value = decision.action.partition(" ")
                if action == "add":
                    added = Holiday(*value.split("|"))
                    what = f"added as {added.kind}"
                    for day in dates:
                        days[(added, region)][int(day[:4])].append(day[5:])
            differing[(2, kind, dates[0][5:], what, why)][region].extend(dates)
    lines = sorted(
        "\t".join([holiday.kind, regions_text(regions, known), holiday.name, holiday.english, dates])
        for (holiday, dates), regions in grouped(days).items()
    )
    text = f"holidays {country} {FIRST_YEAR} {LAST_YEAR}\n{' '.join(r for r in known if r)}\n"
    (folder / f"{country}.txt").write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    for (source, kind, what, decision, why), by_region in differing.items():
        groups = collections.defaultdict(list)
        for region, dates in by_region.items():
            groups[tuple(sorted(set(dates)))].append(region)
        for dates, regions in groups.items():
            disagreements.append(
                [country, source, kind, regions_text(regions, known), what, short(dates), decision,
                 why or ("only the first source has it" if source == 1 else "only the second source has it")]
            )


def main(first_file, second_file, folder):
    first = json.loads(pathlib.Path(first_file).read_text())
    second = json.loads(pathlib.Path(second_file).read_text())
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    disagreements = []
    for country in PLAN["countries"]:
        table(country, first[country], second.get(country, {}), folder, disagreements)
    (folder / "countries.txt").write_text(" ".join(sorted(PLAN["countries"])) + "\n")
    with open("disagreements.tsv", "w", encoding="utf-8") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(["country", "source", "kind", "regions", "what", "dates", "decision", "why"])
        rows.writerows(sorted(disagreements, key=lambda r: (r[0], r[1], r[3], r[5], r[4], r[2])))
    unused = [d for d in DECISIONS if d not in USED]
    if unused:
        sys.exit("decisions that nothing asks for: " + "\n".join(map(str, unused)))


main(*sys.argv[1:])
