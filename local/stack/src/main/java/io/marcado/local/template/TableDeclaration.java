package io.marcado.local.template;

import java.util.List;
import java.util.Optional;

/**
 * An AWS::DynamoDB::Table.
 *
 * @param streamView StreamViewType, absent for a table without a stream
 * @param ttlAttribute absent when items never expire
 */
public record TableDeclaration(
    String logicalId,
    String name,
    List<Attribute> attributes,
    List<Key> keys,
    List<Index> indexes,
    Optional<String> streamView,
    Optional<String> ttlAttribute) {

  /** An attribute that keys use; {@code type} is S, N or B. */
  public record Attribute(String name, String type) {}

  /** {@code role} is HASH or RANGE. */
  public record Key(String attribute, String role) {}

  /** A global secondary index; {@code projection} is ALL, KEYS_ONLY or INCLUDE. */
  public record Index(
      String name, List<Key> keys, String projection, List<String> includedAttributes) {}
}
