package io.marcado.webhooks.endpoints;

import io.marcado.domain.CheckReturnValue;
import io.marcado.domain.TenantId;
import io.marcado.platform.paging.Page;
import io.marcado.platform.paging.PageRequest;
import io.marcado.platform.table.Commit;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Index;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TimeSort;
import io.marcado.platform.table.Transaction;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How webhooks are kept: each in its own item, listed by age in an index; and the ids of all in one
 * roster, whose size is the limit.
 */
@Singleton
public final class WebhookStore {
  /** The sort key of a webhook's item. */
  public static final String SORT = "WEBHOOK";

  private static final String IDS = "webhooks";

  private final Table table;

  public WebhookStore(Table table) {
    this.table = table;
  }

  public Optional<Webhook> find(TenantId tenant, String webhookId) {
    return table.of(tenant).get(key(tenant, webhookId)).map(Webhook::fromItem);
  }

  /**
   * All webhooks of a business, of which there are few, perhaps as they were a moment ago; by one
   * read at half the price.
   */
  public List<Webhook> all(TenantId tenant) {
    return table.of(tenant).queryAll(Selection.of(Index.GSI1, listing(tenant))).stream()
        .map(Webhook::fromItem)
        .toList();
  }

  /** A page of all webhooks, newest first. A new one may take a moment to appear. */
  Page<Webhook> page(TenantId tenant, PageRequest page) {
    Selection selection =
        Selection.of(Index.GSI1, listing(tenant))
            .descending()
            .after(
                page.position(),
                sort -> TimeSort.parse(sort).map(place -> key(tenant, place.id())));
    return table.of(tenant).query(selection, page.limit()).map(Webhook::fromItem);
  }

  /** Writes all or nothing; stale when an item has changed since it was read. */
  @CheckReturnValue
  <R> Commit<R> commit(TenantId tenant, Transaction<R> transaction) {
    return transaction.commit(table.of(tenant));
  }

  /** Refused when there is a webhook with this id. */
  static Write create(TenantId tenant, Webhook webhook) {
    return Write.create(key(tenant, webhook.id()), item(tenant, webhook));
  }

  /** Takes a place among the webhooks; refused when all are taken. */
  static Write enroll(TenantId tenant, String webhookId, int most) {
    return Write.update(
        roster(tenant),
        new Update().add(IDS, Set.of(webhookId)),
        Condition.absent(IDS).or(Condition.smaller(IDS, most)));
  }

  /** Removes a webhook and its place; refused when there is none, or not this version. */
  static List<Write> remove(TenantId tenant, Webhook webhook) {
    return List.of(
        Write.delete(key(tenant, webhook.id()), Condition.equal("version", webhook.version())),
        Write.update(roster(tenant), new Update().delete(IDS, Set.of(webhook.id()))));
  }

  /** Replaces a webhook; refused when it was changed by the business since it was read. */
  static Write replace(TenantId tenant, Webhook seen, Webhook next) {
    return Write.put(
        key(tenant, next.id()), item(tenant, next), Condition.equal("version", seen.version()));
  }

  /** Notes that its receiver answers again, and fast. */
  public void succeeds(TenantId tenant, Webhook webhook) {
    change(
        tenant,
        webhook,
        new Update().remove("failingSince", "strained"),
        Condition.equal("url", webhook.url()));
  }

  /** Notes that its receiver is slow. */
  public void strain(TenantId tenant, Webhook webhook) {
    change(
        tenant,
        webhook,
        new Update().set("strained", true).remove("failingSince"),
        Condition.equal("url", webhook.url()));
  }

  /** Notes that its receiver fails, since now at the latest. */
  public void fails(TenantId tenant, Webhook webhook, Instant now) {
    change(
        tenant,
        webhook,
        new Update().set("strained", true).setIfAbsent("failingSince", now),
        Condition.equal("url", webhook.url()));
  }

  /** Disables it; refused when it is, has another URL by now, or is gone. */
  static Write stop(TenantId tenant, Webhook webhook, Webhook.Reason reason, Instant now) {
    return Write.update(
        key(tenant, webhook.id()),
        new Update()
            .set("enabled", false)
            .set("stoppedFor", reason)
            .set("stoppedAt", now)
            .set("updatedAt", now)
            .increase("version", 1),
        Condition.equal("url", webhook.url()).and(Condition.equal("enabled", true)));
  }

  /** Writes nothing when the webhook has another URL by now, or was removed. */
  private void change(TenantId tenant, Webhook webhook, Update update, Condition condition) {
    table.of(tenant).write(Write.update(key(tenant, webhook.id()), update, condition)).refusal();
  }

  private static Item item(TenantId tenant, Webhook webhook) {
    return webhook
        .toItem()
        .indexed(Index.GSI1, listing(tenant), TimeSort.of(webhook.createdAt(), webhook.id()))
        .build();
  }

  private static ItemKey key(TenantId tenant, String webhookId) {
    return ItemKey.of(tenant, "WEBHOOK#" + webhookId, SORT);
  }

  private static PartitionKey listing(TenantId tenant) {
    return PartitionKey.of(tenant, "WEBHOOKS");
  }

  private static ItemKey roster(TenantId tenant) {
    return listing(tenant).item("ROSTER");
  }
}
