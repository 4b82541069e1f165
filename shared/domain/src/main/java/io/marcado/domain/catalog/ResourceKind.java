package io.marcado.domain.catalog;

/** What a resource is. Scheduling treats all kinds alike. */
public enum ResourceKind {
  PERSON,
  SPACE,
  EQUIPMENT
}
