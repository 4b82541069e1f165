package io.marcado.messaging.templates;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.Actor;
import io.marcado.domain.Channel;
import io.marcado.domain.Ids;
import io.marcado.domain.TenantId;
import io.marcado.platform.audit.Change;
import io.marcado.platform.audit.Changes;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps the texts of each business. All of one business are read together. */
@Singleton
public final class TemplateStore {
  private static final String PARTITION = "TEMPLATES";

  private final Table table;
  private final ConfigurationCache cache;
  private final Ids ids;

  private record CacheKey(TenantId tenant) {}

  public TemplateStore(Table table, ConfigurationCache cache, Ids ids) {
    this.table = table;
    this.cache = cache;
    this.ids = ids;
  }

  /** All texts of the business, perhaps as they were a few seconds ago. */
  Map<OwnTemplate.Key, OwnTemplate> get(TenantId tenant) {
    return cache.get(new CacheKey(tenant), () -> load(tenant));
  }

  /** The same as they are now. */
  Map<OwnTemplate.Key, OwnTemplate> fresh(TenantId tenant) {
    return cache.reload(new CacheKey(tenant), () -> load(tenant));
  }

  /** Writes a text over the one that there was, if any. */
  void put(Actor actor, OwnTemplate own) {
    write(
        actor,
        own.key(),
        Write.put(key(actor.tenant(), own.key()), toItem(own)),
        Optional.of(own),
        own.updatedAt());
  }

  /** Removes a text, if there is one. */
  void delete(Actor actor, OwnTemplate.Key own, Instant now) {
    write(actor, own, Write.delete(key(actor.tenant(), own)), Optional.empty(), now);
  }

  // Of two texts that are saved at the same time the trail may say what neither replaced: that is
  // no
  // reason to refuse one.
  private void write(
      Actor actor, OwnTemplate.Key key, Write write, Optional<OwnTemplate> after, Instant now) {
    TenantId tenant = actor.tenant();
    Optional<OwnTemplate> before =
        table.of(tenant).get(key(tenant, key)).map(TemplateStore::fromItem);
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    Change told =
        Change.by(
            actor,
            Change.Subject.TEMPLATE,
            "%s-%s-%s".formatted(key.kind(), key.channel(), key.locale().toLanguageTag()),
            after.isEmpty() ? "deleted" : before.isEmpty() ? "created" : "updated",
            words(before),
            words(after),
            Set.of(),
            now,
            ids.next());
    if (table.of(tenant).transact(List.of(write, Changes.write(tenant, told)))
        instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
  }

  private static ObjectNode words(Optional<OwnTemplate> own) {
    ObjectNode words = JsonNodeFactory.instance.objectNode();
    own.ifPresent(
        text -> {
          text.subject().ifPresent(subject -> words.put("subject", subject));
          words.put("text", text.text());
        });
    return words;
  }

  private Map<OwnTemplate.Key, OwnTemplate> load(TenantId tenant) {
    Collection<Item> items =
        table.of(tenant).queryAll(Selection.of(PartitionKey.of(tenant, PARTITION)));
    Map<OwnTemplate.Key, OwnTemplate> all = new LinkedHashMap<>();
    items.stream().map(TemplateStore::fromItem).forEach(own -> all.put(own.key(), own));
    return Map.copyOf(all);
  }

  private static ItemKey key(TenantId tenant, OwnTemplate.Key own) {
    return ItemKey.of(
        tenant,
        PARTITION,
        "%s#%s#%s".formatted(own.kind(), own.channel(), own.locale().toLanguageTag()));
  }

  private static Item toItem(OwnTemplate own) {
    return Item.builder()
        .text("kind", own.key().kind().name())
        .text("channel", own.key().channel().name())
        .text("locale", own.key().locale().toLanguageTag())
        .text("subject", own.subject().orElse(null))
        .text("text", own.text())
        .instant("updatedAt", own.updatedAt())
        .build();
  }

  private static OwnTemplate fromItem(Item item) {
    return new OwnTemplate(
        new OwnTemplate.Key(
            TemplateKind.valueOf(item.text("kind")),
            Channel.valueOf(item.text("channel")),
            Locale.forLanguageTag(item.text("locale"))),
        item.optionalText("subject"),
        item.text("text"),
        item.instant("updatedAt"));
  }
}
