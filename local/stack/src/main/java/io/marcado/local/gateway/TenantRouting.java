package io.marcado.local.gateway;

import java.net.URI;

/** How businesses are told apart by their address, as the template's parameter says it. */
public enum TenantRouting {
  /** Each business has a stage of its own, {@code /<slug>}. */
  STAGE("/{slug}"),
  /** They share a stage, and the first segment of the path is the slug. */
  PATH("/{slug}"),
  /** They share a stage, and the host name begins with the slug. */
  HOST("{slug}.");

  private final String place;

  TenantRouting(String place) {
    this.place = place;
  }

  /** The base URL of a business at this origin, with {@code {slug}} for its slug. */
  public String baseUrl(URI origin) {
    String authority = origin.getScheme() + "://";
    return this == HOST ? authority + place + "localhost:" + origin.getPort() : origin + place;
  }
}
