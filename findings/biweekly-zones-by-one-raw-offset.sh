#!/usr/bin/env bash
# biweekly 0.6.8 reads local times by a VTIMEZONE as a java.util.TimeZone. Where each observance has its
# one onset and no rule, it reads the evening before clocks go back in New York by the offset of the next
# day: 23:00 as 04:00Z and not as 03:00Z. A zone of one offset, with TZOFFSETFROM like TZOFFSETTO, is read
# right, and so is UTC. So a calendar for all programs has a zone of one offset, or UTC.
# Takes a JDK of 11 or later and Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>net.sf.biweekly</groupId><artifactId>biweekly</artifactId><version>0.6.8</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Zones.java" <<'JAVA'
import biweekly.Biweekly;

class Zones {
  public static void main(String[] arguments) {
    System.out.println("two onsets " + read(
        "BEGIN:DAYLIGHT", "DTSTART:20250309T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20251102T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "END:STANDARD"));
    System.out.println("one offset " + read(
        "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0400", "END:STANDARD"));
  }

  private static Object read(String... observances) {
    String calendar = String.join("\r\n", "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//",
        "BEGIN:VTIMEZONE", "TZID:America/New_York", String.join("\r\n", observances), "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:1", "DTSTAMP:20251020T120000Z", "DTSTART;TZID=America/New_York:20251101T230000",
        "END:VEVENT", "END:VCALENDAR", "");
    return Biweekly.parse(calendar).first().getEvents().get(0).getDateStart().getValue().toInstant();
  }
}
JAVA
seen=$(java -Duser.timezone=UTC -cp "$folder/*" "$folder/Zones.java")
echo "$seen"
expected='two onsets 2025-11-02T04:00:00Z
one offset 2025-11-02T03:00:00Z'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
