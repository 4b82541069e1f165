#!/usr/bin/env bash
# Joda-Time brings the IANA time zone database in its jar, and says in the manifest which release. Its
# version numbers do not follow the database's: 2026b to 2026f came within a year as 2.14.2, 2.14.3,
# 2.14.4, 2.15.0 and 2.15.1, a change of the minor version for nothing but zones; 2025c had no version,
# so a project that pins "the last of 2.14" stays at 2026d. The manifest's value ends in "gtz"
# ("2026fgtz"), which a comparison with the names of the database (2026f) must cut off. Takes Maven and
# unzip.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seen=
for version in 2.14.0 2.14.1 2.14.2 2.14.3 2.14.4 2.15.0 2.15.1; do
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    -Dartifact="joda-time:joda-time:$version" -DoutputDirectory="$folder" >/dev/null
  release=$(unzip -p "$folder/joda-time-$version.jar" META-INF/MANIFEST.MF | tr -d '\r' |
    sed -n 's/^Time-Zone-Database-Version: //p')
  seen="$seen$version=$release "
done
echo "$seen"
expected='2.14.0=2025bgtz 2.14.1=2026agtz 2.14.2=2026bgtz 2.14.3=2026cgtz 2.14.4=2026dgtz 2.15.0=2026egtz 2.15.1=2026fgtz '
[ "$seen" = "$expected" ] || { echo "This has changed. Expected: $expected"; exit 1; }
