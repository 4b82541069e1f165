#!/usr/bin/env bash
# opening_hours 3.15.0 (npm), three readings that a business would not expect:
# - easter -2 days-easter +2 days ends before the last day, while Dec 24-26 includes the 26th.
# - 11:00-01:00 of a Friday ends at midnight when Saturday has hours of its own, though it says 01:00.
# - Sa 10:00-12:00 "ring twice" is unknown instead of open, by its specification; with the word open it is open.
# Takes node and npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" opening_hours@3.15.0
seen=$(TZ=Europe/Berlin NODE_PATH="$folder/node_modules" node -e '
const OpeningHours = require("opening_hours");
const place = {lat: 49, lon: 8, address: {country_code: "de", state: "Hessen"}};
const show = (value, from, to) => new OpeningHours(value, place, {mode: 2})
  .getOpenIntervals(new Date(from), new Date(to))
  .forEach(([start, end, unknown]) => console.log(start.toString().slice(0, 21), end.toString().slice(0, 21), unknown ? "unknown" : "open"));
show("easter -2 days-easter +2 days open", "2028-04-01T00:00", "2028-05-01T00:00");
show("Dec 24-26 open", "2028-12-01T00:00", "2029-01-10T00:00");
show("Fr 11:00-01:00; Sa 11:00-02:00", "2028-05-05T00:00", "2028-05-07T12:00");
show("Sa 10:00-12:00 \"ring twice\"", "2028-05-05T00:00", "2028-05-07T12:00");
')
echo "$seen"
expected='Fri Apr 14 2028 00:00 Tue Apr 18 2028 00:00 open
Sun Dec 24 2028 00:00 Wed Dec 27 2028 00:00 open
Fri May 05 2028 11:00 Sat May 06 2028 00:00 open
Sat May 06 2028 11:00 Sun May 07 2028 02:00 open
Sat May 06 2028 10:00 Sat May 06 2028 12:00 unknown'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
