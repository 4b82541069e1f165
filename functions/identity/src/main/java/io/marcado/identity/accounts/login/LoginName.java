package io.marcado.identity.accounts.login;

import io.marcado.domain.FaultCode;
import io.marcado.domain.PhoneNumber;
import io.marcado.domain.TenantId;
import io.marcado.identity.people.Claim;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import java.util.Locale;
import java.util.Optional;

/** The phone or e-mail by which a person logs in. */
public sealed interface LoginName {

  /** The claim that names its holder. */
  Claim claim(TenantId tenant);

  /** The same text for all spellings of it. */
  String normalised();

  record Phone(PhoneNumber phone) implements LoginName {
    @Override
    public Claim claim(TenantId tenant) {
      return Claim.phone(tenant, phone);
    }

    @Override
    public String normalised() {
      return phone.e164();
    }
  }

  record Email(String email) implements LoginName {
    @Override
    public Claim claim(TenantId tenant) {
      return Claim.email(tenant, email);
    }

    @Override
    public String normalised() {
      return email.toLowerCase(Locale.ROOT);
    }

    /** Hides the e-mail. */
    @Override
    public String toString() {
      return "Email";
    }
  }

  /** Reads phone or email, of which a request has one. */
  static LoginName read(Fields fields) {
    Optional<PhoneNumber> phone = fields.optional("phone", Readers.phone());
    Optional<String> email = fields.optional("email", Readers.email());
    if (fields.has("phone") && email.isPresent()) {
      fields.fault("/email", FaultCode.CONFLICT, "must not be there together with phone");
    } else if (!fields.has("email") && !fields.has("phone")) {
      fields.fault("/phone", FaultCode.REQUIRED, "is required, unless there is an email");
    }
    return phone.<LoginName>map(Phone::new).orElseGet(() -> new Email(email.orElse("")));
  }
}
