package io.marcado.platform.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Change.Subject;
import io.marcado.platform.json.Json;
import io.marcado.platform.paging.ForeignPositionException;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The changes of a business, each in one item that nobody changes. Its key is the thing, the moment
 * and a number, so the same change again meets its own item, and changes in any order make the same
 * list. Changes of one thing stand together; the first index lists all by time, the second those of
 * one member or API key.
 */
@Singleton
public final class Changes {
  /** How long a change is kept: a year, and a month to look back on it. */
  public static final Duration KEPT = Duration.ofDays(400);

  private static final Pattern MOMENT = Pattern.compile("\\d{13}#[a-z0-9]{1,26}");
  private static final Pattern PLACE =
      Pattern.compile("(\\d{13}#[a-z0-9]{1,26})#([A-Z]{1,20})#([A-Za-z0-9_-]{1,64})");

  private final Table table;

  public Changes(Table table) {
    this.table = table;
  }

  /**
   * Which changes.
   *
   * @param subjectId only of this one; needs the subject
   * @param doer only by this member or API key
   * @param from included
   * @param to excluded
   */
  public record Filter(
      Optional<Subject> subject,
      Optional<String> subjectId,
      Optional<String> doer,
      Optional<Instant> from,
      Optional<Instant> to) {

    /** All of one thing. */
    public static Filter of(Subject subject, String subjectId) {
      return new Filter(
          Optional.of(subject),
          Optional.of(subjectId),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * The write that keeps a change, refused when it is kept already. It costs the item, and an entry
   * in one index; in both for a member or an API key.
   */
  public static Write write(TenantId tenant, Change change) {
    String moment = TimeSort.least(change.at()) + "#" + change.sequence();
    String place = moment + "#" + change.subject().name() + "#" + change.subjectId();
    Item.Builder item = Item.builder().indexed(Index.GSI1, all(tenant), place);
    change.doer().id().ifPresent(id -> item.indexed(Index.GSI2, by(tenant, id), place));
    return Write.create(
        of(tenant, change.subject(), change.subjectId()).item(moment),
        item.text("subject", change.subject().name())
            .text("subjectId", change.subjectId())
            .text("type", change.type())
            .instant("at", change.at())
            .text("doer", change.doer().kind().name())
            .text("doerId", change.doer().id().orElse(null))
            .text("before", change.before().map(Json::write).orElse(null))
            .text("after", Json.write(change.after()))
            .texts("hidden", change.hidden())
            .expiresAfter(change.at().plus(KEPT))
            .build());
  }

  /** Keeps a change that was told by an event, which may come again. */
  public void record(TenantId tenant, Change change) {
    // Refused when it is there: it can only be the same.
    table.of(tenant).write(write(tenant, change)).refusal();
  }

  /**
   * A page of changes; eventually consistent.
   *
   * @param newestFirst false for the oldest first
   * @throws ForeignPositionException for a position of another list
   */
  public Page<Change> page(
      TenantId tenant, Filter filter, boolean newestFirst, PageRequest page, Instant now) {
    Selection selection =
        selection(tenant, filter, page.position())
            .between(
                TimeSort.least(filter.from().orElse(now.minus(KEPT))),
                TimeSort.most(
                    filter.to().map(to -> to.minusMillis(1)).orElse(now.plus(Duration.ofDays(1)))))
            .where(condition(filter, now));
    return table
        .of(tenant)
        .query(newestFirst ? selection.descending() : selection, page.limit())
        .map(Changes::change);
  }

  private static Selection selection(TenantId tenant, Filter filter, Optional<String> position) {
    if (filter.subjectId().isPresent()) {
      PartitionKey partition = of(tenant, filter.subject().orElseThrow(), filter.subjectId().get());
      return Selection.of(partition)
          .eventually()
          .after(
              position,
              sort -> Optional.of(sort).filter(MOMENT.asMatchPredicate()).map(partition::item));
    }
    return filter
        .doer()
        .map(id -> Selection.of(Index.GSI2, by(tenant, id)))
        .orElseGet(() -> Selection.of(Index.GSI1, all(tenant)))
        .after(position, place -> at(tenant, place));
  }

  private static Condition condition(Filter filter, Instant now) {
    // DynamoDB removes what has expired within days.
    Condition condition = Condition.greater("ttl", now.getEpochSecond());
    if (filter.subject().isPresent()) {
      condition = condition.and(Condition.equal("subject", filter.subject().get()));
    }
    return filter.doer().isPresent()
        ? condition.and(Condition.equal("doerId", filter.doer().get()))
        : condition;
  }

  private static Change change(Item item) {
    String moment = item.text("sk");
    return new Change(
        Subject.valueOf(item.text("subject")),
        item.text("subjectId"),
        moment.substring(moment.indexOf('#') + 1),
        item.text("type"),
        item.instant("at"),
        new Doer(Doer.Kind.valueOf(item.text("doer")), item.optionalText("doerId")),
        item.optionalText("before").map(text -> Json.read(text, ObjectNode.class)),
        Json.read(item.text("after"), ObjectNode.class),
        item.texts("hidden"));
  }

  private static Optional<ItemKey> at(TenantId tenant, String place) {
    return Optional.of(PLACE.matcher(place))
        .filter(Matcher::matches)
        .flatMap(
            form ->
                Subject.find(form.group(2))
                    .map(subject -> of(tenant, subject, form.group(3)).item(form.group(1))));
  }

  private static PartitionKey of(TenantId tenant, Subject subject, String subjectId) {
    return PartitionKey.of(tenant, "CHANGES#" + subject.name() + "#" + subjectId);
  }

  private static PartitionKey all(TenantId tenant) {
    return PartitionKey.of(tenant, "CHANGES");
  }

  private static PartitionKey by(TenantId tenant, String doerId) {
    return PartitionKey.of(tenant, "CHANGES-BY#" + doerId);
  }
}
