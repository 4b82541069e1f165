package io.marcado.messaging.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import io.marcado.domain.Channel;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.messaging.texts.PlainName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a text of a business may be: words, variables that there are, and sections that stand or
 * fall with a variable. Mustache can do more, all of which is refused.
 */
final class TemplateRules {
  /** Longest template of an SMS, characters. */
  static final int LONGEST_SMS = 480;

  /** Longest template of the text of an e-mail, characters. */
  static final int LONGEST_EMAIL = 2_000;

  /** Longest template of a subject, characters. */
  static final int LONGEST_SUBJECT = 150;

  /** Most parts of an SMS with usual names; each costs as a message. */
  static final int MOST_PARTS = 3;

  private static final Pattern TAG = Pattern.compile("\\{\\{([#^/]?)\\s*(\\w*)\\s*\\}\\}");
  private static final Pattern TRIPLE = Pattern.compile("\\{{3}|\\}{3}");
  private static final Pattern DOUBLE = Pattern.compile("\\{{2}|\\}{2}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\u200D]]");

  /** Stands for what a name says, where it is looked at how names stand in the text. */
  private static final char NAME = '\uE000';

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true);

  private TemplateRules() {}

  /**
   * Everything that is wrong with a text; empty when it may be kept.
   *
   * @param free true for a business that anybody may have signed up
   */
  static List<Fault> faults(OwnTemplate own, boolean free) {
    TemplateKind kind = own.key().kind();
    List<Fault> faults = new ArrayList<>();
    boolean email = own.key().channel() == Channel.EMAIL;
    if (email && own.subject().isEmpty()) {
      faults.add(new Fault("/subject", FaultCode.REQUIRED, "is missing"));
    }
    if (!email && own.subject().isPresent()) {
      faults.add(new Fault("/subject", FaultCode.NOT_ALLOWED, "is for e-mails only"));
    }
    if (!email && own.text().length() > LONGEST_SMS) {
      faults.add(
          new Fault(
              "/text",
              FaultCode.TOO_LONG,
              "must have at most %d characters".formatted(LONGEST_SMS)));
    }
    Set<Variable> mandatory = mandatory(kind);
    if (email) {
      own.subject()
          .ifPresent(
              subject ->
                  faults.addAll(
                      new Reading(kind, "/subject", subject)
                          .faults(Set.of(Variable.BUSINESS), free, true)));
    }
    if (email) {
      mandatory.remove(Variable.BUSINESS);
    }
    faults.addAll(new Reading(kind, "/text", own.text()).faults(mandatory, free, !email));
    return faults;
  }

  static Set<Variable> mandatory(TemplateKind kind) {
    return kind.variables().stream()
        .filter(Variable::mandatory)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Variable.class)));
  }

  /** True when a text tells this. */
  static boolean names(String template, Variable variable) {
    return TAG.matcher(template).results().anyMatch(tag -> tag.group(2).equals(variable.key()));
  }

  /** Everything that is wrong with one template. */
  private record Reading(TemplateKind kind, String pointer, String template) {

    List<Fault> faults(Set<Variable> mandatory, boolean free, boolean opens) {
      List<Fault> faults = new ArrayList<>();
      if (INVISIBLE.matcher(template).find()) {
        faults.add(fault("must not have characters that nobody sees"));
      }
      if (TRIPLE.matcher(template).find()
          || DOUBLE.matcher(TAG.matcher(template).replaceAll("")).find()) {
        faults.add(
            fault(
                "must have nothing in double braces but {{name}}, {{#name}}, {{^name}} and"
                    + " {{/name}}"));
      }
      Set<String> unknown = unknown();
      if (!unknown.isEmpty()) {
        faults.add(
            new Fault(
                pointer,
                FaultCode.NOT_ONE_OF,
                "names %s, which there is not; there are %s"
                    .formatted(
                        String.join(", ", unknown),
                        kind.variables().stream()
                            .map(Variable::key)
                            .collect(Collectors.joining(", ")))));
      }
      if (faults.isEmpty()) {
        // A text that can be read whole: only then how names stand in it can be judged.
        faults.addAll(compiled(mandatory, free, opens));
      } else {
        faults.addAll(missing(mandatory));
        if (free) {
          String way = TAG.matcher(template).replaceAll(String.valueOf(NAME));
          faults.addAll(ofFree(List.of(way), opens));
        }
      }
      return faults;
    }

    private List<Fault> compiled(Set<Variable> mandatory, boolean free, boolean opens) {
      List<String> ways;
      try {
        ways = ways();
      } catch (MustacheException e) {
        return List.of(fault("must close each section that it opens, and in order"));
      }
      List<Fault> faults = missing(mandatory);
      if (ways.stream().anyMatch(way -> PlainName.joinsNames(way, NAME))) {
        faults.add(
            fault(
                "must have a blank between a name and what could make a link of it: a letter, a"
                    + " digit, a dot, a slash, a colon or an at sign"));
      }
      if (free) {
        faults.addAll(ofFree(ways, opens));
      }
      return faults;
    }

    private List<Fault> missing(Set<Variable> mandatory) {
      Set<Variable> missing = EnumSet.copyOf(mandatory);
      missing.removeAll(outsideSections());
      List<Fault> faults = new ArrayList<>();
      if (!missing.isEmpty()) {
        faults.add(
            new Fault(
                pointer,
                FaultCode.REQUIRED,
                "must have %s, outside of sections"
                    .formatted(
                        missing.stream()
                            .map(variable -> "{{" + variable.key() + "}}")
                            .collect(Collectors.joining(" and ")))));
      }
      return faults;
    }

    // Anybody may have signed it up, to write to strangers in the name of their bank.
    private List<Fault> ofFree(List<String> ways, boolean opens) {
      List<Fault> faults = new ArrayList<>();
      String words = TAG.matcher(template).replaceAll(" ");
      if (opens && !template.startsWith("{{business}}")) {
        faults.add(notAllowed("must begin with {{business}} on the plan FREE"));
      }
      if (ways.stream().anyMatch(way -> PlainName.hasLink(way.replace(NAME, 'x')))) {
        faults.add(notAllowed("must not have a link on the plan FREE"));
      }
      if (PlainName.hasDigit(words)) {
        faults.add(notAllowed("must not have digits on the plan FREE, as a phone has"));
      }
      if (PlainName.hasLookAlike(words)) {
        faults.add(notAllowed("must not mix alphabets within a word on the plan FREE"));
      }
      return faults;
    }

    private Set<String> unknown() {
      Set<String> unknown = new LinkedHashSet<>();
      Matcher tags = TAG.matcher(template);
      while (tags.find()) {
        String name = tags.group(2);
        if (Variable.of(name).filter(kind.variables()::contains).isEmpty()) {
          unknown.add(name.isEmpty() ? "nothing" : name);
        }
      }
      return unknown;
    }

    private Set<Variable> outsideSections() {
      Set<Variable> outside = EnumSet.noneOf(Variable.class);
      Matcher tags = TAG.matcher(template);
      int depth = 0;
      while (tags.find()) {
        switch (tags.group(1)) {
          case "#", "^" -> depth++;
          case "/" -> depth--;
          default -> {
            if (depth == 0) {
              Variable.of(tags.group(2)).ifPresent(outside::add);
            }
          }
        }
      }
      return outside;
    }

    /** The text with and without each variable that may be empty. */
    private List<String> ways() {
      var compiled = COMPILER.compile(template);
      List<Variable> optional = kind.variables().stream().filter(one -> !one.always()).toList();
      List<String> ways = new ArrayList<>();
      for (int chosen = 0; chosen < 1 << optional.size(); chosen++) {
        Map<String, String> values = new HashMap<>();
        kind.variables().forEach(variable -> values.put(variable.key(), String.valueOf(NAME)));
        for (int i = 0; i < optional.size(); i++) {
          if ((chosen >> i & 1) == 0) {
            values.put(optional.get(i).key(), "");
          }
        }
        ways.add(compiled.execute(values));
      }
      return ways;
    }

    private Fault fault(String detail) {
      return new Fault(pointer, FaultCode.PATTERN, detail);
    }

    private Fault notAllowed(String detail) {
      return new Fault(pointer, FaultCode.NOT_ALLOWED, detail);
    }
  }
}
