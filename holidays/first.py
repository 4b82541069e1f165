"""What the package holidays (PyPI, MIT) says: {country: {region or "": [[date, kind, name, English name]]}}."""

import json
import pathlib
import re

import holidays

PLAN = json.loads(pathlib.Path("plan.json").read_text())
YEARS = range(PLAN["firstYear"], PLAN["lastYear"] + 1)
KINDS = {
    "public": "PUBLIC",
    "bank": "BANK",
    "optional": "OPTIONAL",
    # Offices of the state are closed, or shops by custom, or all from noon.
    "government": "OPTIONAL",
    "de_facto": "OPTIONAL",
    "half_day": "OPTIONAL",
    # In Bavaria the communes where most people are Catholic.
    "catholic": "OPTIONAL",
}
# The same days again, of federal offices.
NOT_HERE = {("US", "government"), ("PR", "government"), ("US", "half_day"), ("PR", "half_day")}


def entries(country, category, region, language):
    """{date: [name]}."""
    found = getattr(holidays, country)(
        subdiv=region, years=YEARS, categories=[category], language=language
    )
    return {str(day): found[day].split("; ") for day in sorted(found)}


def translations(own, english):
    """{name: English name}, from the days with one name: others are in the order of each alphabet."""
    pairs = {}
    for day, names in own.items():
        if len(names) == 1:
            pairs[names[0]] = english[day][0]
    return pairs


def read(country):
    source = getattr(holidays, country)
    own = source.default_language
    english = "en_US" if "en_US" in source.supported_languages else own
    # Other regions are names of cities.
    regions = [r for r in source.subdivisions if re.fullmatch("[A-Z0-9]{1,3}", r)]
    only = PLAN["onlyRegions"].get(country)
    if only is not None:
        regions = [r for r in regions if r in only]
    answer = {}
    for region in [None, *regions]:
        rows = []
        for category in source.supported_categories:
            if category not in KINDS or (country, category) in NOT_HERE:
                continue
            named = entries(country, category, region, own)
            in_english = entries(country, category, region, english)
            known = translations(named, in_english)
            for day, names in named.items():
                for i, name in enumerate(names):
                    translated = known.get(name, in_english[day][i])
                    # Every Sunday is a public holiday in Sweden.
                    if translated != "Sunday":
                        rows.append([day, KINDS[category], name, translated])
        answer[region or ""] = rows
    for alias, region in PLAN["regionAliases"].get(country, {}).items():
        answer[alias] = answer[region]
    return answer


print(json.dumps({country: read(country) for country in PLAN["countries"]}))
