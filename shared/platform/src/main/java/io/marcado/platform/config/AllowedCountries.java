package io.marcado.platform.config;

import io.marcado.domain.PhoneNumber;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The countries that messages may be sent to: ALLOWED_COUNTRIES, ISO 3166-1 alpha-2 codes separated
 * by commas. Messages to the rest of the world cost most and are what fraud is made of.
 */
@Singleton
public final class AllowedCountries {
  private final List<String> codes;

  @Inject
  AllowedCountries(Variables variables) {
    this(
        Arrays.stream(variables.read(reader -> reader.text("ALLOWED_COUNTRIES")).split(","))
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * @param codes ISO 3166-1 alpha-2
   */
  public AllowedCountries(Set<String> codes) {
    this.codes = codes.stream().sorted().toList();
  }

  /** True when messages may be sent to this number. */
  public boolean allow(PhoneNumber phone) {
    return allow(phone.country());
  }

  /** True when texts can go to this number: its country is allowed, and it is no fixed line. */
  public boolean reach(PhoneNumber phone) {
    return allow(phone) && phone.takesTexts();
  }

  /** True when messages may be sent to this country. */
  public boolean allow(String country) {
    return codes.contains(country);
  }

  /** The countries' codes, sorted. */
  public List<String> codes() {
    return codes;
  }

  /** The countries' codes, for people: {@code BR, PT}. */
  public String list() {
    return String.join(", ", codes);
  }
}
