package io.marcado.tenants.signup;

import io.marcado.domain.PhoneNumber;
import io.marcado.domain.settings.BusinessTemplate;
import io.marcado.domain.time.Zone;
import io.marcado.identity.people.credentials.Password;
import io.marcado.identity.published.OwnerDraft;
import io.marcado.identity.published.PhoneProof;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sign-ups for tests. */
final class SignUpFixture {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private SignUpFixture() {}

  /** A slug that no other test uses. */
  static String slug() {
    return "shop-" + NUMBER.incrementAndGet();
  }

  static SignUp signUp(String slug) {
    return signUp(
        slug, "Barbearia Demo", owner("+5511999990001", "correct horse battery"), Optional.empty());
  }

  static SignUp signUp(String slug, String key) {
    return signUp(
        slug, "Barbearia Demo", owner("+5511999990001", "correct horse battery"), Optional.of(key));
  }

  static SignUp named(SignUp signUp, String businessName) {
    return signUp(signUp.slug().value(), businessName, signUp.owner(), signUp.key());
  }

  static SignUp by(SignUp signUp, OwnerDraft owner) {
    return signUp(signUp.slug().value(), signUp.businessName(), owner, signUp.key());
  }

  /** A phone that no other test uses. */
  static String phone() {
    return "+5511%09d".formatted(930_000_000 + NUMBER.incrementAndGet());
  }

  static SignUp proved(SignUp signUp, PhoneProof proof) {
    return signUp(
        signUp.slug().value(),
        signUp.businessName(),
        signUp.owner(),
        Optional.of(proof),
        signUp.key());
  }

  static OwnerDraft owner(String phone, String password) {
    return new OwnerDraft(
        "Dora Mestre",
        PhoneNumber.parse(phone).orElseThrow(),
        "dora@example.com",
        new Password(password));
  }

  private static SignUp signUp(
      String slug, String businessName, OwnerDraft owner, Optional<String> key) {
    return signUp(slug, businessName, owner, Optional.empty(), key);
  }

  private static SignUp signUp(
      String slug,
      String businessName,
      OwnerDraft owner,
      Optional<PhoneProof> proof,
      Optional<String> key) {
    return new SignUp(
        new Slug(slug),
        businessName,
        BusinessTemplate.SERVICE_TABLE,
        Zone.of("America/Sao_Paulo"),
        Locale.forLanguageTag("pt-BR"),
        Currency.getInstance("BRL"),
        owner,
        proof,
        key);
  }
}
