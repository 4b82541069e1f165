package io.marcado.domain;

/** What a person may do in one tenant; each role may do all that the ones before it may. */
public enum Role {
  CLIENT,
  STAFF,
  ADMIN,
  /** The administrator master; a tenant always has one. */
  OWNER;

  /** True for this role and every one above it. */
  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }
}
