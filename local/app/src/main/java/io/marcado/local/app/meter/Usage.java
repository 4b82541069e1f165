package io.marcado.local.app.meter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What something has cost: its round trips in their order. */
public record Usage(List<Operation> operations) {

  public Usage {
    operations = List.copyOf(operations);
  }

  public double readUnits() {
    return operations.stream().mapToDouble(Operation::readUnits).sum();
  }

  /** Of the table; indexes are counted apart. */
  public int writeUnits() {
    return operations.stream().mapToInt(Operation::writeUnits).sum();
  }

  public int indexEntries() {
    return operations.stream().mapToInt(Operation::indexEntries).sum();
  }

  public int indexWriteUnits() {
    return operations.stream().mapToInt(Operation::indexWriteUnits).sum();
  }

  /** The operations without the first of a name, for example the kernel's own check of access. */
  public Usage withoutFirst(String name) {
    List<Operation> rest = new java.util.ArrayList<>(operations);
    rest.stream().filter(operation -> operation.name().equals(name)).findFirst().ifPresent(rest::remove);
    return new Usage(rest);
  }

  /** {@code 1 GetItem, 1 TransactWriteItems of 2}, in the order of their first appearance. */
  public String describe() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Operation operation : operations) {
      String name =
          operation.name().startsWith("Transact") || operation.name().startsWith("Batch")
              ? operation.name() + " of " + operation.items()
              : operation.name();
      counts.merge(name, 1, Integer::sum);
    }
    return counts.isEmpty()
        ? "nothing"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
