#!/usr/bin/env bash
# RecurrenceRule.Part of lib-recur 0.17.1 cannot be used as the first class of the library. It is an enum
# inside RecurrenceRule, and its constants and the static fields of RecurrenceRule need each other: a
# program whose first step is Part.valueOf("COUNT"), or a switch over parts, ends with an
# ExceptionInInitializerError, and later uses with NoClassDefFoundError. After a RecurrenceRule was
# made, the same step works.
# So a check of the parts of a rule must parse the rule first. Takes a JDK of 11 or later and Maven.
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
    <dependency><groupId>org.dmfs</groupId><artifactId>lib-recur</artifactId><version>0.17.1</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Parts.java" <<'JAVA'
import org.dmfs.rfc5545.recur.RecurrenceRule;

class Parts {
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("rule")) {
      new RecurrenceRule("FREQ=DAILY;COUNT=2");
    }
    try {
      System.out.println(arguments[0] + " first: " + RecurrenceRule.Part.valueOf("COUNT"));
    } catch (Throwable e) {
      System.out.println(arguments[0] + " first: " + e.getClass().getSimpleName());
    }
  }
}
JAVA
seen=$(for first in part rule; do java -cp "$folder/*" "$folder/Parts.java" "$first"; done)
echo "$seen"
expected='part first: ExceptionInInitializerError
rule first: COUNT'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
