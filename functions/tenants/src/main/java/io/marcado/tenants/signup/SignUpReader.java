package io.marcado.tenants.signup;

import io.marcado.domain.settings.Branding;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.identity.published.OwnerAccounts;
import io.marcado.identity.published.PhoneProof;
import io.marcado.platform.json.Fields;
import io.marcado.platform.json.Readers;
import io.marcado.platform.tenant.LocaleReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads sign-ups; what an owner is, identity says. */
@Singleton
public final class SignUpReader {
  private final OwnerAccounts owners;

  public SignUpReader(OwnerAccounts owners) {
    this.owners = owners;
  }

  /**
   * Reads the body of a request and notes all that is wrong with it.
   *
   * @param key the request's idempotency key
   */
  public SignUp read(Fields fields, Optional<String> key) {
    SignUp signUp =
        new SignUp(
            fields.required("slug", Slug.reader()),
            fields.required("businessName", Readers.name(Branding.MAXIMUM_NAME)),
            fields.required("template", Readers.oneOf(BusinessTemplate.class)),
            fields.required("timeZone", Readers.zone()),
            fields.required("locale", LocaleReader.locale()),
            fields.required("currency", Readers.currency()),
            fields.required("owner", owners.reader()),
            fields.optional("phoneProof", PhoneProof.reader()),
            key);
    if (fields.sound()) {
      fields.faults(signUp.faults());
      fields.faults(signUp.owner().passwordFault(signUp.businessName()).stream().toList());
    }
    return signUp;
  }
}
