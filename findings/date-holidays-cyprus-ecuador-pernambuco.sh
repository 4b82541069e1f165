#!/usr/bin/env bash
# date-holidays 3.37.0 (npm), days that are wrong by its own sources or by law, found by comparing with holidays 0.105 (PyPI):
# - Cyprus: Green Monday is a Tuesday, and Pentecost Monday is missing; its Sunday is there.
# - Ecuador: the independence of Guayaquil, 9 October, is on 10 September.
# - Pernambuco: the day of the state is the first Sunday in March; it has been 6 March since 2018.
# Its package.json says CC-BY-3.0 for the data, its LICENSE CC BY-SA 3.0.
# Takes node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" date-holidays@3.37.0
seen=$(NODE_PATH="$folder/node_modules" node -e '
const Holidays = require("date-holidays");
const show = (names, ...place) => new Holidays(...place).getHolidays(2026)
  .filter((holiday) => names.test(holiday.name) && holiday.type === "public")
  .forEach((holiday) => console.log(place.join("-"), holiday.date.slice(0, 10), new Date(holiday.date.slice(0, 10)).getUTCDay()));
show(/Καθαρά|Πεντηκοστή|Κατακλυσμ/, "CY");
show(/Guayaquil/, "EC");
show(/Pernambucana/, "BR", "PE");
')
licences=$(node -p "require('$folder/node_modules/date-holidays/package.json').license"; grep -o 'CC BY[-A-Z]* 3.0' "$folder/node_modules/date-holidays/LICENSE" | sort -u)
echo "$seen"
echo "$licences"
expected='CY 2026-02-24 2
CY 2026-05-31 0
EC 2026-09-10 4
BR-PE 2026-03-01 0'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
[ "$licences" = '(ISC AND CC-BY-3.0)
CC BY-SA 3.0' ] || { echo "The licences have changed."; exit 1; }
