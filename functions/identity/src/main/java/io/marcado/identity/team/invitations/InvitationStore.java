package io.marcado.identity.team.invitations;

import io.marcado.domain.Channel;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Delivery;
import io.marcado.identity.accounts.codes.LongToken;
import io.marcado.identity.accounts.codes.SentSecrets;
import io.marcado.identity.accounts.limits.Asker;
import io.marcado.identity.published.deliveries.AccountMessage;
import io.marcado.identity.published.deliveries.Target;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Item;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.PartitionKey;
import io.marcado.platform.table.Selection;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps invitations, and for each phone which one is pending. Its token is made and sent after the
 * invitation was written, as codes are.
 */
@Singleton
public final class InvitationStore {
  private static final String PARTITION = "INVITATIONS";

  /** A transaction has room for so many, and nobody is invited as often in six days. */
  private static final int MOST_REMOVED = 10;

  private final Table table;

  InvitationStore(Table table) {
    this.table = table;
  }

  Optional<Invitation> find(TenantId tenant, String id) {
    return table.of(tenant).get(key(tenant, id)).map(Invitation::fromItem);
  }

  /** All invitations of the last days, whatever became of them. */
  List<Invitation> all(TenantId tenant) {
    return table.of(tenant).queryAll(Selection.of(PartitionKey.of(tenant, PARTITION))).stream()
        .map(Invitation::fromItem)
        .toList();
  }

  /**
   * Counts a try, and hands out what it is to be compared with; at most {@value
   * LongToken#MOST_TRIES} times, however many ask at once.
   *
   * @return empty when it is unknown, expired or guessed at too often
   */
  Optional<Invitation> countTry(TenantId tenant, String id, Instant now) {
    return SentSecrets.countTry(
            table.of(tenant), key(tenant, id), Invitation.PURPOSE, AccountMessage.Secret.TOKEN, now)
        .map(Invitation::fromItem);
  }

  /** The write that makes one, and lets its token go out; refused when the id is taken. */
  static Write create(TenantId tenant, Invitation invitation) {
    Delivery delivery =
        new Delivery(
            switch (invitation.role()) {
              case ADMIN -> AccountMessage.ADMIN_INVITATION;
              case STAFF -> AccountMessage.STAFF_INVITATION;
              case CLIENT, OWNER ->
                  throw new IllegalArgumentException("nobody is invited to be " + invitation);
            },
            Channel.SMS,
            new Target.Phone(invitation.phone()),
            Optional.empty(),
            Invitation.PURPOSE,
            invitation.id(),
            invitation.expiresAt(),
            Optional.of(Asker.TEAM_TO_UNPROVED));
    return Write.create(
        key(tenant, invitation.id()),
        invitation.item().item(Delivery.ATTRIBUTE, delivery.toItem()).build());
  }

  /**
   * The write that makes one the last of its phone.
   *
   * @param before the id of the last one until now; refused when it is another by now
   */
  static Write point(TenantId tenant, Invitation invitation, Optional<String> before) {
    Item item =
        Item.builder()
            .text("invitationId", invitation.id())
            .expiresAfter(invitation.expiresAt())
            .build();
    ItemKey pointer = pointer(tenant, invitation.phone());
    return before.isEmpty()
        ? Write.create(pointer, item)
        : Write.put(pointer, item, Condition.equal("invitationId", before.get()));
  }

  Optional<String> lastId(TenantId tenant, PhoneNumber phone) {
    return table.of(tenant).get(pointer(tenant, phone)).map(item -> item.text("invitationId"));
  }

  /** The write that ends one, sent or not; refused when it has ended. */
  static Write end(TenantId tenant, Invitation invitation, Invitation.State state) {
    return Write.update(
        key(tenant, invitation.id()),
        new Update().set("state", state).remove(Delivery.ATTRIBUTE),
        Condition.equal("state", Invitation.State.PENDING));
  }

  /**
   * The writes that remove the latest ten invitations of a phone, whatever their state, and the
   * pointer to the last one. They are never refused.
   */
  public List<Write> removal(TenantId tenant, PhoneNumber phone) {
    List<Write> writes = new ArrayList<>();
    writes.add(Write.delete(pointer(tenant, phone)));
    all(tenant).stream()
        .filter(invitation -> invitation.phone().equals(phone))
        .sorted(Comparator.comparing(Invitation::createdAt).reversed())
        .limit(MOST_REMOVED)
        .map(invitation -> Write.delete(key(tenant, invitation.id())))
        .forEach(writes::add);
    return writes;
  }

  private static ItemKey key(TenantId tenant, String id) {
    return ItemKey.of(tenant, PARTITION, "INVITATION#" + id);
  }

  private static ItemKey pointer(TenantId tenant, PhoneNumber phone) {
    return ItemKey.of(tenant, "PHONE#" + phone.e164(), "INVITATION");
  }
}
