package io.marcado.catalog.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.AssignmentRule;
import io.marcado.domain.catalog.AssignmentRule.Kind;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of several free main resources gets a booking, as a business says it; see {@link
 * AssignmentRule}.
 *
 * @param weights for WEIGHT only
 * @param priorities for PRIORITY only: ids of resources
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssignmentDetails(Kind rule, List<Weight> weights, List<String> priorities) {
  /** As services begin. */
  public static final AssignmentDetails LEAST_OF_DAY =
      new AssignmentDetails(Kind.LEAST_OF_DAY, List.of(), List.of());

  private static final FieldReader<List<Weight>> WEIGHTS =
      Readers.list(
          Readers.object(Weight::read),
          0,
          ServiceDetails.MOST_RESOURCES,
          AssignmentDetails::repeated);
  private static final FieldReader<List<String>> PRIORITIES =
      Readers.distinct(Readers.id(), ServiceDetails.MOST_RESOURCES);

  /** The share of a resource. */
  public record Weight(String resourceId, int weight) {
    private static @Nullable Weight read(Fields fields) {
      String resourceId = fields.required("resourceId", Readers.id());
      Integer weight = fields.required("weight", Readers.integer(1, AssignmentRule.MOST_WEIGHT));
      return fields.sound() ? new Weight(resourceId, weight) : null;
    }
  }

  public AssignmentDetails {
    weights = List.copyOf(weights);
    priorities = List.copyOf(priorities);
  }

  static FieldReader<AssignmentDetails> reader() {
    return Readers.object(AssignmentDetails::read);
  }

  private static @Nullable AssignmentDetails read(Fields fields) {
    Kind rule = fields.required("rule", Readers.oneOf(Kind.class));
    List<Weight> weights = fields.optional("weights", WEIGHTS).orElse(List.of());
    List<String> priorities = fields.optional("priorities", PRIORITIES).orElse(List.of());
    // It is null together with a fault of its own.
    if (rule != null) {
      only(fields, "weights", weights, rule == Kind.WEIGHT);
      only(fields, "priorities", priorities, rule == Kind.PRIORITY);
    }
    return fields.sound() ? new AssignmentDetails(rule, weights, priorities) : null;
  }

  private static List<Fault> repeated(List<@Nullable Weight> weights, String pointer) {
    List<Fault> faults = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < weights.size(); i++) {
      Weight weight = weights.get(i);
      if (weight != null && !seen.add(weight.resourceId())) {
        faults.add(
            new Fault(pointer + "/" + i + "/resourceId", FaultCode.DUPLICATE, "is there twice"));
      }
    }
    return faults;
  }

  private static void only(Fields fields, String name, List<?> values, boolean fits) {
    boolean given = fields.has(name);
    if (fits && values.isEmpty() && (!given || fields.sound())) {
      fields.fault("/" + name, FaultCode.REQUIRED, "is required by this rule");
    }
    if (!fits && !values.isEmpty()) {
      fields.fault("/" + name, FaultCode.NOT_ALLOWED, "is for another rule");
    }
  }

  /** Every resource that it names. */
  Stream<String> resourceIds() {
    return Stream.concat(weights.stream().map(Weight::resourceId), priorities.stream());
  }

  /** As scheduling needs it. */
  AssignmentRule forScheduling() {
    Map<ResourceId, Integer> shares = new LinkedHashMap<>();
    weights.forEach(weight -> shares.put(new ResourceId(weight.resourceId()), weight.weight()));
    return new AssignmentRule(rule, shares, priorities.stream().map(ResourceId::new).toList());
  }

  Item toItem() {
    return Item.builder()
        .text("rule", rule.name())
        .items(
            "weights",
            weights.stream()
                .map(
                    weight ->
                        Item.builder()
                            .text("resourceId", weight.resourceId())
                            .number("weight", weight.weight())
                            .build())
                .toList())
        .texts("priorities", priorities)
        .build();
  }

  static AssignmentDetails of(Item item) {
    return new AssignmentDetails(
        Kind.valueOf(item.text("rule")),
        item.items("weights").stream()
            .map(weight -> new Weight(weight.text("resourceId"), weight.integer("weight")))
            .toList(),
        item.texts("priorities"));
  }
}
