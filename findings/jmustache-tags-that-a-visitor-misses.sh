#!/usr/bin/env bash
# Template.visit of jmustache 1.16 does not show all that a template can do. A Visitor is told of no block
# ({{$name}}) and of no parent ({{<name}}) unless it overrides default methods, and of no change of
# delimiters; an unclosed tag is text; an empty tag ends with a StringIndexOutOfBoundsException, which is no
# MustacheException. A name that no map has is looked up among the methods of what stands around it:
# {{length}} within a section over a text is the length of that text.
# So a check of templates from outside must read the tags itself. Takes a JDK of 11 or later and Maven.
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
    <dependency><groupId>com.samskivert</groupId><artifactId>jmustache</artifactId><version>1.16</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -f "$folder/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DoutputDirectory="$folder" >/dev/null
cat > "$folder/Tags.java" <<'JAVA'
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Map;

class Tags {
  public static void main(String[] arguments) {
    for (String text : new String[] {
      "{{$block}}x{{/block}}", "{{<parent}}{{/parent}}", "{{=<% %>=}}<%name%>", "{{name", "{{ }}",
      "{{#name}}{{length}}{{/name}}"
    }) {
      StringBuilder seen = new StringBuilder(text).append(" -> ");
      try {
        Template template = Mustache.compiler().compile(text);
        template.visit(new Mustache.Visitor() {
          @Override public void visitText(String found) { seen.append("text ").append(found); }
          @Override public void visitVariable(String name) { seen.append("variable ").append(name); }
          @Override public boolean visitInclude(String name) { seen.append("include"); return true; }
          @Override public boolean visitSection(String name) { seen.append("section "); return true; }
          @Override public boolean visitInvertedSection(String name) { return true; }
        });
        String done = template.execute(Map.of("name", "Ana"));
        seen.append(" = ").append(done);
      } catch (RuntimeException e) {
        seen.append(' ').append(e.getClass().getSimpleName());
      }
      System.out.println(seen);
    }
  }
}
JAVA
seen=$(java -cp "$folder/*" "$folder/Tags.java")
echo "$seen"
expected='{{$block}}x{{/block}} ->  = x
{{<parent}}{{/parent}} ->  UnsupportedOperationException
{{=<% %>=}}<%name%> -> variable name = Ana
{{name -> text {{name = {{name
{{ }} ->  StringIndexOutOfBoundsException
{{#name}}{{length}}{{/name}} -> section variable length = 3'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
