package io.marcado.messaging.numbers;

import io.marcado.domain.Channel;
import io.marcado.domain.TenantId;
import io.marcado.messaging.sending.Try;
import io.marcado.platform.logging.Failures;
import io.marcado.platform.table.Condition;
import io.marcado.platform.table.Outcome;
import io.marcado.platform.table.Table;
import io.marcado.platform.table.TableUnavailableException;
import io.marcado.platform.table.Update;
import io.marcado.platform.table.Write;
import io.marcado.platform.tenant.ConfigurationCache;
import io.marcado.senders.whatsapp.OwnNumber;
import io.marcado.senders.whatsapp.WhatsAppSender.Reason;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which numbers businesses send from, and what is learned of them by sending and receiving. */
@Singleton
public final class OwnNumbers {
  private static final Logger LOG = LoggerFactory.getLogger(OwnNumbers.class);

  private final Table table;
  private final ConfigurationCache cache;

  private record CacheKey(TenantId business) {}

  public OwnNumbers(Table table, ConfigurationCache cache) {
    this.table = table;
    this.cache = cache;
  }

  /**
   * The number from which a business sends; empty for the platform's. Perhaps as it was a few
   * seconds ago.
   */
  public Optional<OwnNumber> sender(TenantId business) {
    return kept(business)
        .filter(linked -> linked.workingSince().isPresent())
        .map(linked -> linked.of(business));
  }

  /** The number with this id, and whose it is; empty when nobody has linked it. */
  public Optional<OwnNumber> find(String phoneNumberId) {
    return table
        .platform()
        .get(NumberStore.claim(phoneNumberId))
        .map(item -> new OwnNumber(new TenantId(item.text("tenant")), phoneNumberId));
  }

  /**
   * Notes that somebody wrote to a number: the first proves that it works. An older message than
   * the link proves nothing.
   *
   * @param by the end of the second in which it was sent, as Meta tells
   */
  public void wrote(OwnNumber number, Instant by) {
    if (kept(number.business())
        .filter(linked -> linked.phoneNumberId().equals(number.phoneNumberId()))
        .filter(linked -> linked.workingSince().isPresent())
        .isPresent()) {
      return;
    }
    NumberStore.present(table, number.business())
        .filter(linked -> isUnproved(linked, number, by))
        .ifPresent(
            linked ->
                note(
                    number,
                    new Update().set("workingSince", by),
                    Condition.equal("linkedAt", linked.linkedAt())
                        .and(Condition.absent("workingSince"))));
  }

  private static boolean isUnproved(LinkedNumber linked, OwnNumber number, Instant by) {
    return linked.phoneNumberId().equals(number.phoneNumberId())
        && linked.workingSince().isEmpty()
        && !by.isBefore(linked.linkedAt());
  }

  /**
   * Notes what Meta said to a message from a number, where that is news to its owner. The message
   * is out or goes another way, so a failure to note is none of the message.
   */
  public void told(OwnNumber number, List<Try> tries, Instant now) {
    tries.stream()
        .filter(one -> one.channel() == Channel.WHATSAPP)
        .reduce((_, last) -> last)
        .ifPresent(last -> told(number, last, now));
  }

  private void told(OwnNumber number, Try last, Instant now) {
    Optional<Reason> refused = ofOwnNumber(last);
    try {
      Optional<Reason> known = refusal(number);
      if (refused.isPresent() && !refused.equals(known)) {
        note(
            number,
            new Update().set("refusal", refused.get()).set("refusedSince", now),
            Condition.present("workingSince"));
      }
      // Of an account that does not pay, Meta takes messages too, and tells later.
      if (last.result() == Try.Result.ACCEPTED
          && known.filter(reason -> reason != Reason.ACCOUNT_REFUSED).isPresent()) {
        works(number);
      }
    } catch (RuntimeException e) {
      LOG.warn(
          "The state of the number of {} was not noted: {}",
          number.business(),
          Failures.summary(e));
    }
  }

  /** Notes that a message from a number has arrived, so that Meta has nothing against it. */
  public void arrived(OwnNumber number) {
    if (refusal(number).isPresent()) {
      works(number);
    }
  }

  private Optional<Reason> refusal(OwnNumber number) {
    return kept(number.business()).flatMap(LinkedNumber::refusal).map(LinkedNumber.Refusal::reason);
  }

  private void works(OwnNumber number) {
    note(number, new Update().remove("refusal", "refusedSince"), Condition.present("refusal"));
  }

  private static Optional<Reason> ofOwnNumber(Try last) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.isOfOwnNumber() && reason.name().equals(last.reason()))
        .findFirst();
  }

  private void note(OwnNumber number, Update update, Condition condition) {
    TenantId business = number.business();
    Outcome outcome =
        table
            .of(business)
            .write(
                Write.update(
                    NumberStore.key(business),
                    update,
                    Condition.equal("phoneNumberId", number.phoneNumberId()).and(condition)));
    if (outcome instanceof Outcome.Contended) {
      throw new TableUnavailableException();
    }
    reload(business);
  }

  private Optional<LinkedNumber> kept(TenantId business) {
    return cache.get(new CacheKey(business), () -> NumberStore.present(table, business));
  }

  private void reload(TenantId business) {
    Optional<LinkedNumber> _ =
        cache.reload(new CacheKey(business), () -> NumberStore.present(table, business));
  }
}
