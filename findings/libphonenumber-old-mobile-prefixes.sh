#!/usr/bin/env bash
# libphonenumber 9.0.42: two countries dropped or keep a mobile prefix that people still have in their
# address books, and the library treats them in opposite ways.
# - Mexico dropped the 1 after +52 in 2019. "+52 1" with ten digits is TOO_LONG, neither possible nor
#   valid, although phones and messengers keep such entries.
# - Argentina needs a 9 after +54 for mobiles from abroad. A mobile without it is VALID, as FIXED_LINE,
#   so a text message to it is refused by nobody before it is sent. Dialled at home with 15, it becomes
#   the form with 9 by itself.
# - Brazil: a mobile without its ninth digit is possible and not valid.
# So validity alone decides neither whether a number can be messaged nor whether two are one.
# Takes a JDK of 17 or later and Maven.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.googlecode.libphonenumber:libphonenumber:9.0.42 -DoutputDirectory="$folder"
cat > "$folder/Phones.java" <<'JAVA'
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

class Phones {
  public static void main(String[] numbers) throws Exception {
    PhoneNumberUtil util = PhoneNumberUtil.getInstance();
    for (String number : numbers) {
      var parsed = util.parse(number, "AR");
      System.out.println(String.join(" ", util.format(parsed, PhoneNumberFormat.E164),
          util.isPossibleNumberWithReason(parsed).toString(), util.isValidNumber(parsed) ? "valid" : "not-valid",
          util.getNumberType(parsed).toString()));
    }
  }
}
JAVA
seen=$(java -cp "$folder/libphonenumber-9.0.42.jar" "$folder/Phones.java" \
  '+52 1 55 1234 5678' '+52 55 1234 5678' '+54 11 2345 6789' '+54 9 11 2345 6789' '011 15 2345 6789' \
  '+55 11 8765 4321' '+55 11 98765 4321')
echo "$seen"
expected='+5215512345678 TOO_LONG not-valid UNKNOWN
+525512345678 IS_POSSIBLE valid FIXED_LINE_OR_MOBILE
+541123456789 IS_POSSIBLE valid FIXED_LINE
+5491123456789 IS_POSSIBLE valid MOBILE
+5491123456789 IS_POSSIBLE valid MOBILE
+551187654321 IS_POSSIBLE not-valid UNKNOWN
+5511987654321 IS_POSSIBLE valid MOBILE'
[ "$seen" = "$expected" ] || { echo "This has changed. Expected:"; echo "$expected"; exit 1; }
