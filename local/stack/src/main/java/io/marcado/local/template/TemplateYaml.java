package io.marcado.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML with CloudFormation's short tags, which become their long forms: {@code !Ref A} is read as
 * {@code {Ref: A}}, {@code !GetAtt A.Arn} as {@code {Fn::GetAtt: [A, Arn]}}.
 */
final class TemplateYaml {
  private TemplateYaml() {}

  static Map<String, Object> parse(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(200);
    DumperOptions dumperOptions = new DumperOptions();
    Object document =
        new Yaml(
                new ShortTags(options),
                new Representer(dumperOptions),
                dumperOptions,
                options,
                new WithoutTimestamps())
            .load(text);
    return asMap(document);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asMap(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static List<Object> asList(@Nullable Object value) {
    return switch (value) {
      case null -> List.of();
      case List<?> list -> (List<Object>) list;
      default -> List.of(value);
    };
  }

  /** {@code 2012-10-17} is a policy's version, not a date. */
  private static final class WithoutTimestamps extends Resolver {
    @Override
    public void addImplicitResolver(
        Tag tag, java.util.regex.Pattern regexp, String first, int limit) {
      if (!tag.equals(Tag.TIMESTAMP)) {
        super.addImplicitResolver(tag, regexp, first, limit);
      }
    }
  }

  private static final class ShortTags extends SafeConstructor {
    ShortTags(LoaderOptions options) {
      super(options);
      this.yamlMultiConstructors.put("!", new LongForm());
    }

    private final class LongForm extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        String name = node.getTag().getValue().substring(1);
        Map<String, Object> longForm = new LinkedHashMap<>();
        longForm.put(
            name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name,
            name.equals("GetAtt") && node instanceof ScalarNode scalar
                ? List.of(scalar.getValue().split("\\.", 2))
                : value(node));
        return longForm;
      }

      private Object value(Node node) {
        return switch (node) {
          case ScalarNode scalar -> scalar.getValue();
          case SequenceNode sequence -> new ArrayList<Object>(constructSequence(sequence));
          case MappingNode mapping -> constructMapping(mapping);
          default -> throw new IllegalArgumentException("Not a value: " + node);
        };
      }
    }
  }
}
