package io.marcado.identity.accounts.totp;

import io.marcado.domain.FaultCode;
import io.marcado.domain.Role;
import io.marcado.domain.TenantId;
import io.marcado.identity.accounts.codes.Message;
import io.marcado.identity.accounts.codes.Notices;
import io.marcado.identity.accounts.codes.SixDigits;
import io.marcado.identity.people.Account;
import io.marcado.platform.audit.SecurityEvent;
import io.marcado.platform.audit.SecurityEvents;
import io.marcado.platform.http.Call;
import io.marcado.platform.json.FieldReader;
import io.marcado.platform.json.Schema;
import io.marcado.platform.table.ItemKey;
import io.marcado.platform.table.Write;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks codes of authenticator apps, and the recovery codes that stand in for them. Whoever asks
 * must have counted the try on a challenge before. Here wrong codes in a row are counted over all
 * challenges: who knows the password can ask for ever more of those, and six digits are quickly
 * guessed.
 */
@Singleton
public final class TotpFactor {
  private final TotpStore store;
  private final Sealer sealer;
  private final SecurityEvents events;
  private final Notices notices;

  TotpFactor(TotpStore store, Sealer sealer, SecurityEvents events, Notices notices) {
    this.store = store;
    this.sealer = sealer;
    this.events = events;
    this.notices = notices;
  }

  /** A right code. */
  sealed interface Code {
    /** Of the app, at a step. */
    record OfStep(long step) implements Code {}

    /** One of those that stand in for the app. */
    record Recovery(String hash) implements Code {}
  }

  /** A right code, about to be used. */
  public static final class Use {
    private final ItemKey key;
    private final String totpId;
    private final Code code;

    private Use(ItemKey key, String totpId, Code code) {
      this.key = key;
      this.totpId = totpId;
      this.code = code;
    }

    /**
     * The write that uses it, for the transaction of what it proves; refused when it was used
     * meanwhile, which is answered as a wrong code.
     */
    public Write write() {
      return TotpStore.use(this);
    }

    /** The write that uses it and takes the app away. */
    public Write andRemove() {
      return TotpStore.remove(this);
    }

    /** True when it is a recovery code. */
    boolean byRecoveryCode() {
      return code instanceof Code.Recovery;
    }

    ItemKey key() {
      return key;
    }

    String totpId() {
      return totpId;
    }

    Code code() {
      return code;
    }
  }

  /** Reads six digits or a recovery code. */
  public static FieldReader<String> code() {
    FieldReader<String> reader = (value, pointer, faults) -> {
      String text = value.isTextual() ? value.textValue() : "";
      if (!SixDigits.isOne(text) && !RecoveryCodes.isOne(text)) {
        faults.add(pointer, FaultCode.PATTERN, "must be six digits, or a recovery code");
        return null;
      }
      return text.toLowerCase(Locale.ROOT);
    };
    return reader.takes(
        new Schema(Map.of("type", "string"))
            .with("pattern", "^([0-9]{6}|([A-Za-z2-7]{4}-){5}[A-Za-z2-7]{4})$"));
  }

  /** The app of a person that codes are asked from, by one GetItem; empty for none. */
  public Optional<Totp> on(TenantId tenant, String userId) {
    return store.find(tenant, userId).filter(Totp::isOn);
  }

  /**
   * Checks a code of a person.
   *
   * @param account the person's, whose role decides how it is told
   * @param totp the person's, on
   * @return empty for a wrong code, for one that was used, and for all codes of an app after
   *     {@value TotpStore#MOST_GUESSES} wrong ones in a row. The person is told then; recovery
   *     codes stay good, and with them the app can be taken away and set up anew
   */
  public Optional<Use> check(Call call, Account account, Totp totp, String code) {
    TenantId tenant = call.tenant();
    String userId = account.person().userId();
    if (!totp.isOn()) {
      return Optional.empty();
    }
    ItemKey key = Totp.key(tenant, userId);
    if (RecoveryCodes.isOne(code)) {
      String hash = RecoveryCodes.hash(tenant, userId, code);
      return totp.recovery().contains(hash)
          ? Optional.of(new Use(key, totp.id(), new Code.Recovery(hash)))
          : Optional.empty();
    }
    OptionalLong guesses = store.countGuess(tenant, key, totp.id());
    if (guesses.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong step =
        sealer
            .open(tenant, userId, totp.id(), totp.sealed())
            .stepOf(code, call.now(), totp.lastStep());
    if (step.isPresent()) {
      return Optional.of(new Use(key, totp.id(), new Code.OfStep(step.getAsLong())));
    }
    if (guesses.getAsLong() == TotpStore.MOST_GUESSES) {
      store.write(tenant, notices(call, account, Message.TOTP_LOCKED));
    }
    return Optional.empty();
  }

  /**
   * The writes that record a recovery code's use and tell the person of it; none for a code of the
   * app.
   */
  public List<Write> told(Call call, Account account, Use use) {
    if (!use.byRecoveryCode()) {
      return List.of();
    }
    List<Write> writes = new ArrayList<>(notices(call, account, Message.RECOVERY_CODE_USED));
    writes.add(
        events.record(
            call.tenant(),
            SecurityEvent.own(
                SecurityEvent.Type.RECOVERY_CODE_USED,
                account.person().userId(),
                call.sourceAddress(),
                call.now())));
    return List.copyOf(writes);
  }

  private List<Write> notices(Call call, Account account, Message message) {
    Role role = account.role();
    return notices.writes(call.tenant(), message, account.person(), role, call.now());
  }
}
