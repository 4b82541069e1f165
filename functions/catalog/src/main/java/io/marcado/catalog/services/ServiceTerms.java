package io.marcado.catalog.services;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.marcado.domain.Fault;
import io.marcado.domain.FaultCode;
import io.marcado.domain.Money;
import io.marcado.domain.ResourceId;
import io.marcado.domain.catalog.BookableService;
import io.marcado.domain.catalog.Durations;
import io.marcado.domain.catalog.PriceUnit;
import io.marcado.domain.catalog.Pricing;
import io.marcado.domain.catalog.Terms;
import io.marcado.domain.time.Cells;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.table.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long bookings of a service may last, and what they cost, beyond one duration and one price.
 *
 * @param durations the durations to choose from; none where there is one, or a range
 * @param durationRange from a shortest to a longest duration in steps
 * @param priceUnit what the price of the service, and of its resources, is for
 * @param resourceTerms what differs with some of the main resources
 */
public record ServiceTerms(
    List<Choice> durations,
    @Nullable Span durationRange,
    PriceUnit priceUnit,
    List<OfResource> resourceTerms) {
  /** One duration and one price, for all resources. */
  public static final ServiceTerms NONE =
      new ServiceTerms(List.of(), null, PriceUnit.BOOKING, List.of());

  private static final int MOST_DURATIONS = 50;
  private static final FieldReader<Integer> MINUTES =
      Readers.gridMinutes(BookableService.MINIMUM_DURATION, BookableService.MAXIMUM_DURATION);
  private static final FieldReader<List<Choice>> CHOICES =
      Readers.list(Readers.object(Choice::read), MOST_DURATIONS);
  private static final FieldReader<Span> SPAN = Readers.object(Span::read);
  private static final FieldReader<List<OfResource>> OF_RESOURCES =
      Readers.list(Readers.object(OfResource::read), ServiceDetails.MOST_RESOURCES);

  public ServiceTerms {
    durations = List.copyOf(durations);
    resourceTerms = List.copyOf(resourceTerms);
  }

  /**
   * A duration that can be chosen.
   *
   * @param price of a booking of this duration; null for what it costs otherwise
   */
  public record Choice(
      int minutes, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Money price) {
    private static @Nullable Choice read(Fields fields) {
      Integer minutes = fields.required("minutes", MINUTES);
      Money price = fields.nullable("price", Readers.money()).orElse(null);
      return fields.sound() ? new Choice(minutes, price) : null;
    }

    private Item item() {
      return Item.builder()
          .number("minutes", minutes)
          .item("price", ServiceType.price(price))
          .build();
    }

    private static Choice of(Item item) {
      return new Choice(item.integer("minutes"), ServiceType.price(item));
    }
  }

  /** Every duration from the shortest to the longest in steps. */
  public record Span(int minimumMinutes, int maximumMinutes, int stepMinutes) {
    private static @Nullable Span read(Fields fields) {
      Integer minimum = fields.required("minimumMinutes", MINUTES);
      Integer maximum = fields.required("maximumMinutes", MINUTES);
      Integer step = fields.required("stepMinutes", MINUTES);
      return fields.sound() ? new Span(minimum, maximum, step) : null;
    }
  }

  /**
   * The terms of one main resource.
   *
   * @param durationMinutes its usual duration; null for the first of its durations, or else that of
   *     the service
   * @param durations its own durations; none for the usual one alone if it has one, or else for
   *     those of the service
   * @param price in place of all prices of the service, per the same unit; null for those
   */
  public record OfResource(
      String resourceId,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer durationMinutes,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Choice> durations,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Money price) {
    public OfResource {
      durations = List.copyOf(durations);
    }

    private static @Nullable OfResource read(Fields fields) {
      fields.requireOneOf("durationMinutes", "durations", "price");
      String resourceId = fields.required("resourceId", Readers.id());
      Integer minutes = fields.optional("durationMinutes", MINUTES).orElse(null);
      List<Choice> choices = fields.optional("durations", CHOICES).orElse(List.of());
      Money price = fields.nullable("price", Readers.money()).orElse(null);
      return fields.sound() ? new OfResource(resourceId, minutes, choices, price) : null;
    }

    private Item item() {
      Item.Builder item = Item.builder().text("resourceId", resourceId);
      if (durationMinutes != null) {
        item.number("durationMinutes", durationMinutes);
      }
      writeAll(item, "durations", durations.stream().map(Choice::item).toList());
      return item.item("price", ServiceType.price(price)).build();
    }

    private static OfResource of(Item item) {
      return new OfResource(
          item.text("resourceId"),
          item.has("durationMinutes") ? item.integer("durationMinutes") : null,
          item.items("durations").stream().map(Choice::of).toList(),
          ServiceType.price(item));
    }

    private Terms terms(Terms ofService, PriceUnit unit) {
      int minutes =
          durationMinutes != null
              ? durationMinutes
              : durations.isEmpty() ? ofService.minutes() : durations.getFirst().minutes();
      Durations own =
          durations.isEmpty()
              ? durationMinutes == null ? ofService.durations() : Durations.only(durationMinutes)
              : choices(durations);
      Optional<Money> rate = Optional.ofNullable(price);
      Map<Integer, Money> table =
          durations.isEmpty() && rate.isEmpty() ? ofService.pricing().table() : table(durations);
      return new Terms(
          minutes, own, new Pricing(rate.or(() -> ofService.pricing().rate()), unit, table));
    }
  }

  ServiceTerms with(Fields fields) {
    return new ServiceTerms(
        fields.defaulted("durations", CHOICES, durations),
        fields.optional("durationRange", SPAN, durationRange),
        fields.defaulted("priceUnit", Readers.oneOf(PriceUnit.class), priceUnit),
        fields.defaulted("resourceTerms", OF_RESOURCES, resourceTerms));
  }

  void write(Item.Builder item) {
    writeAll(item, "durations", durations.stream().map(Choice::item).toList());
    writeAll(item, "resourceTerms", resourceTerms.stream().map(OfResource::item).toList());
    Span span = durationRange;
    if (span != null) {
      item.item(
          "durationRange",
          Item.builder()
              .number("minimum", span.minimumMinutes())
              .number("maximum", span.maximumMinutes())
              .number("step", span.stepMinutes())
              .build());
    }
    if (priceUnit != PriceUnit.BOOKING) {
      item.text("priceUnit", priceUnit.name());
    }
  }

  /** Most services have none, and a list without an entry would only make their items longer. */
  private static void writeAll(Item.Builder item, String name, List<Item> entries) {
    if (!entries.isEmpty()) {
      item.items(name, entries);
    }
  }

  static ServiceTerms read(Item item) {
    return new ServiceTerms(
        item.items("durations").stream().map(Choice::of).toList(),
        item.optionalItem("durationRange")
            .map(
                span ->
                    new Span(
                        span.integer("minimum"), span.integer("maximum"), span.integer("step")))
            .orElse(null),
        item.optionalText("priceUnit").map(PriceUnit::valueOf).orElse(PriceUnit.BOOKING),
        item.items("resourceTerms").stream().map(OfResource::of).toList());
  }

  /** What scheduling makes of them, for a service without terms of its resources. */
  Terms terms(int durationMinutes, Optional<Money> price) {
    Span span = durationRange;
    Durations all =
        span != null
            ? new Durations.Range(span.minimumMinutes(), span.maximumMinutes(), span.stepMinutes())
            : durations.isEmpty() ? Durations.only(durationMinutes) : choices(durations);
    return new Terms(durationMinutes, all, new Pricing(price, priceUnit, table(durations)));
  }

  /** The terms of the resources that have some of their own. */
  Map<ResourceId, Terms> ownTerms(Terms ofService) {
    Map<ResourceId, Terms> own = new HashMap<>();
    resourceTerms.forEach(
        one -> own.put(new ResourceId(one.resourceId()), one.terms(ofService, priceUnit)));
    return own;
  }

  private static Durations choices(List<Choice> durations) {
    return new Durations.Choices(durations.stream().map(Choice::minutes).toList());
  }

  private static Map<Integer, Money> table(List<Choice> durations) {
    Map<Integer, Money> table = new HashMap<>();
    for (Choice choice : durations) {
      Money price = choice.price();
      if (price != null) {
        table.put(choice.minutes(), price);
      }
    }
    return table;
  }

  /** Every price in them, by its pointer. */
  Map<String, Money> prices() {
    Map<String, Money> prices = new HashMap<>();
    addPrices(prices, "", durations);
    for (int i = 0; i < resourceTerms.size(); i++) {
      OfResource own = resourceTerms.get(i);
      String at = "/resourceTerms/" + i;
      Money price = own.price();
      if (price != null) {
        prices.put(at + "/price", price);
      }
      addPrices(prices, at, own.durations());
    }
    return prices;
  }

  private static void addPrices(Map<String, Money> prices, String at, List<Choice> durations) {
    for (int i = 0; i < durations.size(); i++) {
      Money price = durations.get(i).price();
      if (price != null) {
        prices.put(at + "/durations/" + i + "/price", price);
      }
    }
  }

  /**
   * The faults of these terms, as parts of a service.
   *
   * @param durationMinutes the usual duration of the service
   * @param price of the service
   * @param mains its main resources
   */
  List<Fault> faults(int durationMinutes, @Nullable Money price, Collection<String> mains) {
    List<Fault> faults = new ArrayList<>();
    Span span = durationRange;
    addRepeated(faults, "", durations);
    if (span != null && !durations.isEmpty()) {
      faults.add(
          new Fault("/durationRange", FaultCode.CONFLICT, "must not stand beside durations"));
    } else if (span != null) {
      addFaults(faults, span, durationMinutes);
    } else if (!durations.isEmpty()
        && durations.stream().noneMatch(one -> one.minutes() == durationMinutes)) {
      faults.add(new Fault("/durationMinutes", FaultCode.CONFLICT, "must be one of the durations"));
    }
    addNoDays(faults, "/durationMinutes", durationMinutes);
    if (priceUnit == PriceUnit.DAY && longest(durationMinutes) < Cells.MINUTES_OF_DAY) {
      faults.add(
          new Fault(
              "/priceUnit",
              FaultCode.CONFLICT,
              "DAY needs a duration of a day, which is 1440 minutes, or more; this service has"
                  + " none"));
    }
    addTooDear(faults, "/price", price, durationMinutes);
    Set<String> named = new HashSet<>();
    for (int i = 0; i < resourceTerms.size(); i++) {
      OfResource own = resourceTerms.get(i);
      String at = "/resourceTerms/" + i;
      if (!mains.contains(own.resourceId())) {
        faults.add(
            new Fault(
                at + "/resourceId",
                FaultCode.CONFLICT,
                "must be one of the service's resourceIds"));
      }
      if (!named.add(own.resourceId())) {
        faults.add(new Fault(at + "/resourceId", FaultCode.DUPLICATE, "is there twice"));
      }
      addRepeated(faults, at, own.durations());
      Integer usual = own.durationMinutes();
      if (usual != null
          && !own.durations().isEmpty()
          && own.durations().stream().noneMatch(one -> one.minutes() == usual)) {
        faults.add(
            new Fault(at + "/durationMinutes", FaultCode.CONFLICT, "must be one of the durations"));
      }
      if (usual != null) {
        addNoDays(faults, at + "/durationMinutes", usual);
      }
      addTooDear(faults, at + "/price", own.price(), durationMinutes);
    }
    return faults;
  }

  /** A session lasts as the business says when it makes it, and costs so much a seat. */
  List<Fault> faultsOfClass() {
    List<Fault> faults = new ArrayList<>();
    addUnfit(faults, "/durations", !durations.isEmpty());
    addUnfit(faults, "/durationRange", durationRange != null);
    addUnfit(faults, "/priceUnit", priceUnit != PriceUnit.BOOKING);
    addUnfit(faults, "/resourceTerms", !resourceTerms.isEmpty());
    return faults;
  }

  private static void addUnfit(List<Fault> faults, String pointer, boolean said) {
    if (said) {
      faults.add(
          new Fault(
              pointer,
              FaultCode.CONFLICT,
              "is not for a class: its sessions have their time, and each seat has the price"));
    }
  }

  private static void addFaults(List<Fault> faults, Span span, int durationMinutes) {
    if (span.maximumMinutes() > Cells.MINUTES_OF_DAY
        && (span.minimumMinutes() % Cells.MINUTES_OF_DAY != 0
            || span.stepMinutes() % Cells.MINUTES_OF_DAY != 0)) {
      faults.add(
          new Fault(
              "/durationRange/stepMinutes",
              FaultCode.CONFLICT,
              "must be whole days, as the minimum, where the maximum is more than a day"));
    }
    if (span.maximumMinutes() <= span.minimumMinutes()) {
      faults.add(
          new Fault(
              "/durationRange/maximumMinutes",
              FaultCode.CONFLICT,
              "must be more than the minimum"));
    } else if ((span.maximumMinutes() - span.minimumMinutes()) % span.stepMinutes() != 0) {
      faults.add(
          new Fault(
              "/durationRange/stepMinutes",
              FaultCode.CONFLICT,
              "must lead from the minimum to the maximum"));
    } else if (!new Durations.Range(
            span.minimumMinutes(), span.maximumMinutes(), span.stepMinutes())
        .allow(durationMinutes)) {
      faults.add(
          new Fault("/durationMinutes", FaultCode.CONFLICT, "must be a duration of the range"));
    }
  }

  /** What lasts more than a day lasts whole days, so that local time says what is meant. */
  private static void addNoDays(List<Fault> faults, String pointer, int minutes) {
    if (minutes > Cells.MINUTES_OF_DAY && minutes % Cells.MINUTES_OF_DAY != 0) {
      faults.add(
          new Fault(pointer, FaultCode.OUT_OF_RANGE, "must be a multiple of 1440 when it is more"));
    }
  }

  private static void addRepeated(List<Fault> faults, String at, List<Choice> durations) {
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < durations.size(); i++) {
      addNoDays(faults, at + "/durations/" + i + "/minutes", durations.get(i).minutes());
      if (!seen.add(durations.get(i).minutes())) {
        faults.add(
            new Fault(at + "/durations/" + i + "/minutes", FaultCode.DUPLICATE, "is there twice"));
      }
    }
  }

  /**
   * The longest of all durations.
   *
   * @param durationMinutes the usual one of the service
   */
  int longest(int durationMinutes) {
    int longest =
        Math.max(durationMinutes, durationRange == null ? 0 : durationRange.maximumMinutes());
    for (Choice choice : durations) {
      longest = Math.max(longest, choice.minutes());
    }
    for (OfResource own : resourceTerms) {
      longest = Math.max(longest, own.durationMinutes() == null ? 0 : own.durationMinutes());
      for (Choice choice : own.durations()) {
        longest = Math.max(longest, choice.minutes());
      }
    }
    return longest;
  }

  /** Staff may book any duration of a day, so none of these may cost too much either. */
  private void addTooDear(
      List<Fault> faults, String pointer, @Nullable Money price, int durationMinutes) {
    if (price != null && priceUnit != PriceUnit.BOOKING) {
      int longest = Math.max(Cells.MINUTES_OF_DAY, longest(durationMinutes));
      BigDecimal most =
          Money.MAXIMUM.divideToIntegralValue(
              BigDecimal.valueOf(
                  Math.ceilDiv(longest, priceUnit == PriceUnit.HOUR ? 60 : Cells.MINUTES_OF_DAY)));
      if (price.amount().compareTo(most) > 0) {
        faults.add(
            new Fault(pointer + "/amount", FaultCode.OUT_OF_RANGE, "must be at most " + most));
      }
    }
  }
}
